from . import ir_cron, ir_http, mediation_around, mediation_kept_out, res_users
