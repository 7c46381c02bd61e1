from . import ir_cron, ir_http, mediation_health_check, res_users
