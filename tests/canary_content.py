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
    'mediation.person.request': lambda first, _second, _day: {'party_id': first},
    'mediation.inquiry': lambda _first, second, _day: {'party_id': second, 'ground': 'police'},
    'mediation.attempt': lambda _first, second, _day: {'party_id': second, 'channel': 'through'},
    'mediation.disclosure': lambda _first, _second, _day: {},
}  # fmt: skip
WORDS = ('char', 'text')
DELIVERY, HANDOVER, MESSAGE = 'mediation.delivery', 'mediation.handover', 'mediation.message'
ENTRY = 'mediation.page.entry'
WRITE_ON_PAGE = """
party = env['mediation.party'].browse({party})
party._page_write({text!r}, True)
print('WRITTEN', party.page_entry_ids[:1].id)
"""
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
        keep(day, model, teller, mediator.do(model, 'create', [values])[0])


def keep(day, model, teller, number):
    day.content.setdefault(model, {})[teller] = number


def pass_a_letter_on(day, mediator, teller):
    """All that the gates ask for, until the other side has a copy of what was written."""
    case, both = day.cases[teller], day.parties[teller]
    everybody = mediator.do('mediation.party', 'search', [['case_id', '=', case]])
    for party in everybody:
        inform(day, mediator, party)
        consent = {'party_id': party, 'purpose': 'participation', 'decision': 'given'}
        mediator.do('mediation.consent', 'create', [consent])
    mediator.save('mediation.case', case, stage_id=day.stages['preparation'])
    for party in both:
        talk = {'case_id': case, 'party_ids': [Command.link(party)], 'kind': 'preparation'}
        mediator.do('mediation.session', 'create', [{**talk, 'state': 'held', 'minutes': 30}])
        judged = {'facts_acknowledged': 'yes', 'risk': 'low', 'capacity': 'yes'}
        judged |= {'conclusion': 'suitable', 'state': 'final', 'party_id': party}
        mediator.do('mediation.assessment', 'create', [judged])
        ready = {'contact_mode_ids': [Command.link(day.letter)], 'permission_state': 'granted'}
        mediator.do('mediation.party', 'write', [party], {**ready, 'interpreter_arranged': True})
    contact = {'case_id': case, 'party_ids': [Command.set(both)], 'contact_mode_id': day.letter}
    [contact] = mediator.do('mediation.contact', 'create', [contact])
    mediator.press('mediation.contact', 'action_give_go', contact)
    letter = {'contact_id': contact, 'sender_id': both[0], 'recipient_id': both[1]}
    letter |= {'body': day.text(teller, 'body')}
    [letter] = mediator.do(MESSAGE, 'create', [letter])
    for step in ('read_back', 'release', 'wants_it', 'deliver'):
        mediator.press(MESSAGE, f'action_{step}', letter)
    [copy] = mediator.do(DELIVERY, 'search', [['message_id', '=', letter]])
    keep(day, DELIVERY, teller, copy)


def ask_a_colleague(day, mediator, teller, colleague):
    """Ask somebody to take the case over, and keep it after all."""
    values = {'case_id': day.cases[teller], 'to_user_id': colleague}
    values['note'] = day.text(teller, 'note')
    [number] = mediator.do(HANDOVER, 'create', [values])
    mediator.press(HANDOVER, 'action_take_back', number)
    keep(day, HANDOVER, teller, number)


def write_on_the_own_page(day, mediator, teller):
    """The mediator hands a code over, and the person writes something."""
    first = day.parties[teller][0]
    mediator.press('mediation.party', 'action_hand_over_code', first)
    written = day.served.shell(WRITE_ON_PAGE.format(party=first, text=day.text(teller, 'body')))
    line = next(line for line in written.splitlines() if line.startswith('WRITTEN'))
    keep(day, ENTRY, teller, int(line.split()[1]))
