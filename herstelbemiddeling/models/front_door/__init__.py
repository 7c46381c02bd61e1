from . import (
    ir_http,
    mediation_import,
    mediation_import_line,
    mediation_question,
    mediation_registration,
    mediation_registration_announced,
    mediation_registration_confirmation,
    mediation_registration_later,
    mediation_registration_match,
    mediation_registration_question,
    mediation_registration_scope,
    mediation_registration_triage,
    mediation_submission,
    mediation_visit,
    res_company,
    res_config_settings,
    res_partner,
    website,
)

# isort: split
# The wall around what nobody writes by hand is the outermost.
from . import mediation_registration_kept
