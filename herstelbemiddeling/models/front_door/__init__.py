from . import (
    ir_http,
    mediation_registration,
    mediation_submission,
    res_config_settings,
    website,
)
