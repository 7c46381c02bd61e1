from . import mediation_call, mediation_call_off, mediation_case_offer, mediation_held
