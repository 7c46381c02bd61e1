"""Make the office of the soak ready: mail goes to a sink, and some people have a code. In a shell.

Parties of a loaded case are told their code, so that there are own pages to visit.
"""

import json


def main(env, parameters):
    env['ir.mail_server'].search([]).active = False
    env['ir.mail_server'].create(
        {
            'name': "Sink",
            'smtp_host': '127.0.0.1',
            'smtp_port': parameters['smtp_port'],
            'smtp_encryption': 'none',
        }
    )
    env.company.email = 'office@example.org'
    for user in env['res.users'].search([('share', '=', False)]):
        user.email = f'{user.id}@example.org'
    # As the health page asks: whoever reads the website is not followed.
    env['ir.ui.view'].search([('type', '=', 'qweb'), ('track', '=', True)]).track = False
    wizards = [model._table for model in env.values() if model._transient and not model._abstract]
    return {
        'codes': list(_codes(env, parameters['codes'])),
        'wizards': wizards,
        'stages': {stage.phase: stage.id for stage in env['mediation.stage'].search([])},
        'region': env.ref('herstelbemiddeling.mediation_region_utrecht').id,
        'letter': env.ref('herstelbemiddeling.mediation_contact_mode_letter').id,
        'dashboard': env.ref('herstelbemiddeling.mediation_dashboard').id,
    }


def _codes(env, count):
    """Yield codes of own pages, each handed over by the mediator of the case."""
    cases = env['mediation.case'].search(
        [('phase', '=', 'intake'), ('mediator_id', '!=', False)], limit=count
    )
    for case in cases:
        party = case.with_user(case.mediator_id).party_ids.filtered('is_initiator')[:1]
        yield env['mediation.page.code']._hand_over(party)


result = main(env, PARAMETERS)  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(result))
