from . import mediation_ask, mediation_case_offer, mediation_case_step

# isort: split
# Dialogs about one case inherit from the one before.
from . import (
    mediation_call,
    mediation_call_off,
    mediation_case_decline,
    mediation_caseload,
    mediation_closing,
    mediation_co_mediator,
    mediation_held,
    mediation_page_code_shown,
    mediation_pause,
    mediation_review,
    mediation_withdrawal,
)
