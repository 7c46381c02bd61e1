from . import mediation_registration, mediation_submission
