from . import front_door, identity, pipeline

# isort: split
# What is said in a case extends the case and its parties.
from . import content

# isort: split
# The figures count what happens in the rooms before them.
from . import figures

# isort: split
# Last: it extends models of the rooms.
from . import guard
