from . import front_door, guard, identity, pipeline
