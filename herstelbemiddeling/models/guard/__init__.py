from . import base, ir_cron, ir_http, ir_http_discretion, ir_model_access, ir_rule, res_users
