"""A case as its mediator meets it after the intake, and a lead as full. In Odoo's shell."""

from datetime import timedelta

from odoo import Command, fields

TALKS = 6
WORDS = "words that somebody has typed, " * 20


def main(env):
    mediator = env['res.users'].search([('login', '=', 'mediator_1')])
    case = _accepted(env, mediator)
    _take_to_approach(env, case.with_user(mediator))
    found = {'case': case.id}
    if 'crm.lead' in env:
        found['lead'] = _lead(env).id
    return found


def _accepted(env, mediator):
    desk = env['res.users'].search([('login', '=', 'desk')])
    registration = env['mediation.registration'].create(
        {
            'registrant_kind': 'self',
            'side': 'harmed',
            'full_name': "Noor Bench",
            'birth_date': '1990-01-02',
            'email_address': 'noor.bench@example.org',
            'phone_number': '06-10000000',
            'street': "Dorpsweg 1",
            'postcode': '1234 AB',
            'city': "Nergenshuizen",
            'story': WORDS,
            'hopes': "an answer",
            'other_party': "Somebody",
            'privacy_read': True,
            'offence_id': env.ref('herstelbemiddeling.mediation_offence_violence').id,
            'region_id': env.ref('herstelbemiddeling.mediation_region_utrecht').id,
        }
    )
    case = registration.with_user(desk)._make_case()
    case.with_user(desk)._offer_to(mediator)
    case.with_user(mediator).action_accept()
    return case


def _take_to_approach(env, case):
    """Through the gates of the intake and of the approach, with some talks on the way."""
    now = fields.Datetime.now()
    initiator = case.party_ids.filtered('is_initiator')
    other = case.party_ids - initiator
    other.write({'full_name': "Bo Bench", 'phone_number': '06-20000000', 'wishes': WORDS})
    leaflet = env['mediation.leaflet'].search([], limit=1)
    informed = {'party_id': initiator.id, 'leaflet_id': leaflet.id}
    informed['moment'] = now - timedelta(days=20)
    case.env['mediation.information'].create(informed)
    _move(case, 'intake')
    for number in range(TALKS):
        case.env['mediation.session'].create(
            {
                'case_id': case.id,
                'party_ids': [Command.set(initiator.ids)],
                'kind': 'intake' if number == 0 else 'call',
                'state': 'held',
                'date_start': now - timedelta(days=15 - number),
                'minutes': 30,
            }
        )
    case.env['mediation.consent'].create(
        {
            'party_id': initiator.id,
            'purpose': 'approach',
            'decision': 'given',
            'moment': now - timedelta(days=5),
        }
    )
    _move(case, 'approach')


def _move(case, phase):
    case.stage_id = case.env['mediation.stage'].search([('phase', '=', phase)], limit=1)


def _lead(env):
    """A lead whose salesman has noted as many calls, and which has been through as many stages."""
    salesman = env['res.users'].search([('login', '=', 'salesman_1')])
    lead = env['crm.lead'].create(
        {
            'name': "Lead Bench",
            'type': 'opportunity',
            'user_id': salesman.id,
            'contact_name': "Noor Bench",
            'email_from': 'noor.bench@example.org',
            'phone': '06-10000000',
            'street': "Dorpsweg 1",
            'zip': '1234 AB',
            'city': "Nergenshuizen",
            'description': WORDS,
        }
    )
    stages = env['crm.stage'].search([])
    for number in range(TALKS):
        lead.with_user(salesman).message_post(body=f"Call {number}", subtype_xmlid='mail.mt_note')
    for stage in stages[1:3]:
        lead.with_user(salesman).stage_id = stage
    return lead


result = main(env)  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(result))  # noqa: F821
