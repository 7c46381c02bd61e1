"""Make a new database ready to be looked at. Run in Odoo's shell.

Sets new passwords for the administrator and the demo users, the languages of the website, and
switches off what would speak to the outside. Reports who can log in.
"""

import secrets

COMPANY = {
    'name': "Herstelbemiddeling (demo)",
    'phone': "085 000 0000",
    'email': "demo@example.org",
}


def main(env, parameters):
    website = env['website'].search([], limit=1)
    languages = env['res.lang'].search([('code', 'in', parameters['languages'])])
    default = languages.filtered(lambda language: language.code == parameters['languages'][0])
    website.write({'language_ids': [(6, 0, languages.ids)], 'default_lang_id': default.id})
    if parameters['demo'] and env.company.name == "My Company":
        env.company.write(COMPANY)
        website.name = COMPANY['name']
    notification = env.ref('mail.ir_cron_module_update_notification', raise_if_not_found=False)
    if notification:
        notification.active = False
    users = env.ref('base.user_admin') | _demo_users(env, parameters)
    return [_renew_password(user) for user in users]


def _demo_users(env, parameters):
    records = env['ir.model.data'].search(
        [
            ('module', '=', parameters['addon']),
            ('model', '=', 'res.users'),
            ('name', '=like', 'demo\\_user\\_%'),
        ],
        order='id',
    )
    return env['res.users'].browse(records.mapped('res_id')).exists()


def _renew_password(user):
    password = secrets.token_urlsafe(9)
    user.password = password
    return {'login': user.login, 'name': user.name, 'password': password}


result = main(env, PARAMETERS)  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(result))  # noqa: F821
