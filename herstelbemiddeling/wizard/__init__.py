from . import mediation_case_offer
