"""What a mediator writes down in a case: one record in each model of the content room."""

from odoo.fields import Command

# What each of them needs; every sealed field for words is filled with a canary besides.
NEEDED = {
    'mediation.consent': lambda first, _second, _day: {
        'party_id': first, 'purpose': 'approach', 'decision': 'given',
    },
    'mediation.restriction': lambda first, second, _day: {
        'party_id': second, 'protected_party_id': first, 'decision': 'allowed',
    },
    'mediation.session': lambda first, _second, _day: {
        'party_ids': [Command.link(first)], 'kind': 'call', 'state': 'held', 'minutes': 10,
    },
    'mediation.assessment': lambda first, _second, _day: {'party_id': first},
    'mediation.contact': lambda first, second, day: {
        'party_ids': [Command.set([first, second])], 'contact_mode_id': day.mode,
    },
    'mediation.message': lambda first, second, _day: {'sender_id': first, 'recipient_id': second},
    'mediation.agreement': lambda first, second, _day: {
        'by_party_id': second, 'for_party_id': first,
    },
    'mediation.note': lambda first, _second, _day: {'party_id': first},
}  # fmt: skip
WORDS = ('char', 'text')
HANGS_ON_CONTACT = ('mediation.message', 'mediation.agreement')
WITH_CONTENT = {'mine', 'passed_on', 'theirs'}


def inform(day, mediator, party):
    leaflet = mediator.do('mediation.leaflet', 'search', [], limit=1)[0]
    values = {'party_id': party, 'leaflet_id': leaflet}
    mediator.do('mediation.information', 'create', [values])


def hold_the_intake(day, mediator, case, party):
    """What the approach of the other party needs."""
    talk = {'case_id': case, 'party_ids': [Command.link(party)], 'kind': 'intake'}
    mediator.do('mediation.session', 'create', [{**talk, 'state': 'held', 'minutes': 60}])
    consent = {'party_id': party, 'purpose': 'approach', 'decision': 'given'}
    mediator.do('mediation.consent', 'create', [consent])


def write_everything_down(day, mediator, teller):
    """Fill each model of the content room, through the forms' own calls."""
    first, second = day.parties[teller]
    for model, needed in NEEDED.items():
        fields = mediator.do(model, 'fields_get', [], ['type'])
        values = {'case_id': day.cases[teller], **needed(first, second, day)}
        if model in HANGS_ON_CONTACT:
            values['contact_id'] = day.content['mediation.contact'][teller]
        values |= {
            name: day.text(teller, name)
            for name in day.sealed[model]
            if fields[name]['type'] in WORDS
        }
        [number] = mediator.do(model, 'create', [values])
        day.content.setdefault(model, {})[teller] = number
