from . import (
    ir_http,
    mediation_registration,
    mediation_registration_confirmation,
    mediation_registration_later,
    mediation_submission,
    mediation_visit,
    res_config_settings,
    website,
)
