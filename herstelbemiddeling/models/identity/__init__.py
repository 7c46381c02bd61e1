from . import mediation_party

# isort: split
# Extensions of the first.
from . import mediation_party_safe, mediation_party_stay
