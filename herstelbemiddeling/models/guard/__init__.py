from . import base, ir_cron, ir_http, mediation_audit, mediation_case_audit, res_users
