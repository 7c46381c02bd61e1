from . import front_door, identity, pipeline
