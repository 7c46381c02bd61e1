from . import (
    ir_config_parameter,
    ir_cron,
    ir_http,
    mediation_case_emergency,
    mediation_emergency,
    mediation_party_emergency,
    res_config_settings,
    res_users,
)
