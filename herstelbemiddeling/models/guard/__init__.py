from . import ir_cron, ir_http, res_users
