from . import ir_cron, ir_http, mediation_audit, res_users
