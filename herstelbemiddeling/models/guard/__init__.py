from . import (
    base_partner_merge,
    ir_actions_server,
    ir_cron,
    ir_http,
    ir_model_access,
    ir_rule,
    mediation_audit,
    mediation_case_audit,
    res_groups,
    res_partner,
    res_users,
    res_users_apikeys,
)
