from . import mediation_party
