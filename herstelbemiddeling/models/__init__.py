from . import front_door, identity, pipeline

# isort: split
# Last: it extends models of the rooms.
from . import guard
