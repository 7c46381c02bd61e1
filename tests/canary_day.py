"""A whole day at the office, played through the real interfaces, with canaries in all that is told.

Twelve people tell something. What becomes of it, and who may know of it in the evening:

==========  ====================================================  ======================
new         the form was sent and nobody has looked at it yet     the desk
phoned      the desk has typed in what was told by telephone      the desk
listed      was in an old list, with a second line that was wrong  the desk
declined    the desk has declined it, with a reason               the desk
referred    the desk has referred it elsewhere                    the desk
waiting     is a case without a mediator; one has declined it     the desk
offered     is a case that the other mediator has not answered    the desk
mine        the mediator has accepted it; a third one is recused  the mediator
passed_on   a mediator had it, who is not in it any more          the mediator
theirs      the other mediator has accepted it                    the other mediator
asked       why a privacy officer wants to see it in an emergency  who decides about that
complained  is not content with the other mediator                the privacy officers
==========  ====================================================  ======================
"""

import json
import re
import secrets

from odoo import Command

from .canaries import Canaries
from .canary_client import Client
from .canary_content import (
    ask_a_colleague,
    hold_the_intake,
    inform,
    pass_a_letter_on,
    write_everything_down,
    write_on_the_own_page,
)
from .canary_desk import ask_back, bring_in_a_list

TELLERS = (
    'new', 'phoned', 'declined', 'referred', 'waiting', 'offered', 'mine', 'passed_on', 'theirs',
    'asked', 'listed', 'complained',
)  # fmt: skip
KINDS = {
    'new': 'self', 'declined': 'relative', 'referred': 'professional', 'waiting': 'prison',
    'offered': 'professional', 'mine': 'self', 'passed_on': 'relative', 'theirs': 'prison',
}  # fmt: skip
COLLEAGUES = {
    'desk': 'herstelbemiddeling.group_desk',
    'mediator': 'herstelbemiddeling.group_mediator',
    'other': 'herstelbemiddeling.group_mediator',
    'former': 'herstelbemiddeling.group_mediator',
    'recused': 'herstelbemiddeling.group_mediator',
    'supervisor': 'herstelbemiddeling.group_supervisor',
    'manager': 'herstelbemiddeling.group_manager',
    'officer': 'herstelbemiddeling.group_privacy_officer',
    'second_officer': 'herstelbemiddeling.group_privacy_officer',
    'administrator': 'base.group_system',
    'employee': 'base.group_user',
}
ASKED_BACK = ('waiting', 'mine', 'theirs')
MANY = 150  # rows; of a larger table only the rows of this day are looked at
FORM = '/en/herstelbemiddeling/aanmelden'
SUBMISSION_KEY = re.compile(r'name="submission_key"[^>]*value="([^"]+)"')
RECEIPT = re.compile(r'\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b')
SETUP = """
from datetime import datetime, timedelta
from odoo.addons.herstelbemiddeling.sealed.inspection import sealed_models
colleagues = {}
for login, group in PARAMETERS['groups'].items():
    user = env['res.users'].with_context(no_reset_password=True).create({
        'name': f'Colleague {login}', 'login': f'canary_{login}', 'lang': 'en_US',
        'email': f'canary_{login}@example.org',
        'notification_type': 'inbox' if login == 'other' else 'email',
        'group_ids': [(6, 0, [
            env.ref(name).id for name in ('base.group_user', group, 'base.group_allow_export')
        ])],
    })
    key = env(user=user)['res.users.apikeys']._generate(
        'rpc', 'canary', datetime.now() + timedelta(1)
    )
    colleagues[login] = {
        'login': user.login, 'password': PARAMETERS['password'], 'uid': user.id, 'key': key,
    }
users = env['res.users'].browse(colleague['uid'] for colleague in colleagues.values())
users[0].password = PARAMETERS['password']
# The same password for all, since a digest of it takes long to make.
env.cr.execute(
    "UPDATE res_users SET password = first.password FROM res_users AS first"
    " WHERE first.id = %s AND res_users.id IN %s", [users[0].id, tuple(users.ids)],
)
languages = env['res.lang'].search([('code', 'in', ('nl_NL', 'en_US'))])
dutch = languages.filtered(lambda lang: lang.code == 'nl_NL')
env['website'].search([]).write({'language_ids': languages.ids, 'default_lang_id': dutch.id})
env['ir.mail_server'].create({
    'name': "Sink", 'smtp_host': '127.0.0.1', 'smtp_port': PARAMETERS['smtp_port'],
    'smtp_encryption': 'none',
})
models = {}
for model in (env[name] for name in env.registry):
    env.cr.execute('SELECT to_regclass(%s)', [f'public.{model._table}'])
    if not model._abstract and env.cr.fetchone()[0]:
        env.cr.execute(f'SELECT coalesce(max(id), 0), count(*) FROM "{model._table}"')
        newest, count = env.cr.fetchone()
        models[model._name] = newest if count > PARAMETERS['many'] else 0
print('CANARY-DAY', json.dumps({
    'colleagues': colleagues,
    'models': models,
    'texts': {
        name: texts
        for name in models
        if (texts := [
            field.name
            for field in env[name]._fields.values()
            if field.store and field.type in ('char', 'text', 'html') and not field.groups
        ])
    },
    'sealed': {
        model._name: [field.name for field in fields]
        for model, fields in sealed_models(env).items()
    },
    'stages': {stage.phase: stage.id for stage in env['mediation.stage'].search([])},
    'region': env.ref('herstelbemiddeling.mediation_region_utrecht').id,
    'mode': env['mediation.contact.mode'].search([], limit=1).id,
    'letter': env.ref('herstelbemiddeling.mediation_contact_mode_letter').id,
    'call': env.ref('mail.mail_activity_data_call').id,
    'case_model': env['ir.model']._get_id('mediation.case'),
}))
"""


class Day:
    """What happened: records by who told something, colleagues by their login."""

    def __init__(self, served, sink):
        self.served, self.sink = served, sink
        self.url, self.database = served.base_url, served.database
        self.canaries = Canaries(TELLERS)
        self.receipts, self.registrations, self.cases, self.parties = {}, {}, {}, {}
        self.content = {}  # of each model: the record of whoever told it
        self.clients = {}

    def set_up(self):
        """Have colleagues, with passwords and keys, and know what was there before the day."""
        parameters = {
            'groups': COLLEAGUES,
            'password': secrets.token_urlsafe(16),
            'smtp_port': self.sink.port,
            'many': MANY,
        }
        output = self.served.shell(f'PARAMETERS = {parameters!r}\n{SETUP}')
        facts = json.loads(output.partition('CANARY-DAY ')[2].splitlines()[0])
        vars(self).update(facts)

    def client(self, login=None):
        """Return a visitor, or a colleague who has found nothing yet."""
        if not login:
            return Client(self)
        http = self.clients[login].http if login in self.clients else None
        return Client(self, self.colleagues[login], http)

    def __getitem__(self, login):
        """Return a colleague at the computer where this one has worked all day."""
        if login not in self.clients:
            self.clients[login] = self.client(login)
        return self.clients[login]

    def text(self, teller, field):
        return self.canaries.text(teller, field)

    def play(self):
        for teller in KINDS:
            register(self, teller)
        work_at_the_desk(self)
        mediate(self)
        hand_over(self)
        if 'mediation.emergency' in self.models:
            enter_in_an_emergency(self)
            complain(self)


def register(day, teller):
    """Somebody fills in the form, and sends it twice."""
    visitor = day.client()
    page = visitor.get(FORM).text
    answers = day.canaries.told(teller, registrant_kind=KINDS[teller])
    answers['submission_key'] = SUBMISSION_KEY.search(page)[1]
    wrong = visitor.send('POST', FORM, data={**answers, 'side': day.text(teller, 'side')})
    assert wrong.status_code == 400
    for _ in range(2):
        sent = visitor.send('POST', FORM, data=answers)
        assert sent.status_code == 200, sent.text
    day.receipts[teller] = RECEIPT.search(sent.text)[0]
    receipt = day.receipts[teller].encode()
    day.canaries.add_secret(f'receipt of {teller}', receipt, receipt.replace(b'-', b''))


# The desk -----------------------------------------------------------------------------------------


def work_at_the_desk(day):
    desk = day['desk']
    found = desk.do(
        'mediation.registration',
        'web_search_read',
        [['state', '=', 'new']],
        specification={'code': {}, 'full_name': {}},
        context={'bin_size': True},
    )
    for row in found['records']:
        [teller] = day.canaries.found_in(str(row['full_name']).encode()) or [None]
        day.registrations[teller] = row['id']
        desk.open('mediation.registration', row['id'])
    take_a_call(day)
    bring_in_a_list(day, 'listed')
    for teller in ASKED_BACK:
        ask_back(day, teller)
    decide(day, 'declined', 'action_decline', decision_note='decision_note')
    decide(day, 'referred', 'action_refer', decision_note='decision_note', referred_to='referred')
    for teller, mediator in (
        ('waiting', None), ('offered', 'other'), ('mine', 'other'), ('passed_on', 'former'),
        ('theirs', 'other'),
    ):  # fmt: skip
        make_case(day, teller, mediator)


def take_a_call(day):
    """The desk types what somebody tells by telephone."""
    told = day.canaries.told('phoned')
    kept = {name: told[name] for name in day.sealed['mediation.registration'] if name in told}
    day.registrations['phoned'] = day['desk'].save(
        'mediation.registration',
        False,
        registrant_kind='self',
        side='responsible',
        **{**kept, **dict.fromkeys(('needs_interpreter', 'client_agrees', 'privacy_read'), True)},
    )


def decide(day, teller, button, **words):
    desk, registration = day['desk'], day.registrations[teller]
    desk.press('mediation.registration', 'action_assess', registration)
    refused = desk.web('mediation.registration', button, [registration], route='call_button')
    assert 'error' in refused  # the reason is missing
    values = {name: day.text(teller, field) for name, field in words.items()}
    desk.save('mediation.registration', registration, **values)
    desk.press('mediation.registration', button, registration)


def make_case(day, teller, mediator):
    desk, registration = day['desk'], day.registrations[teller]
    desk.press('mediation.registration', 'action_assess', registration)
    desk.save('mediation.registration', registration, region_id=day.region, is_urgent=True)
    dialog = desk.press('mediation.registration', 'action_make_case', registration)
    if mediator:
        case = offer(day, desk, dialog, mediator)
    else:
        case = desk.press('mediation.case.offer', 'action_make_case', dialog['res_id'])['res_id']
    day.cases[teller] = case
    desk.open('mediation.case', case)
    parties = desk.do('mediation.party', 'search_read', [['case_id', '=', case]], ['code'])
    day.parties[teller] = sorted(party['id'] for party in parties)
    other = day.parties[teller][1]
    desk.save('mediation.party', other, full_name=day.text(teller, 'other'))


def offer(day, colleague, dialog, mediator):
    """Choose a mediator in the dialog; return the id of the case."""
    colleague.open(dialog['res_model'], dialog['res_id'])
    uid = day.colleagues[mediator]['uid']
    rows = colleague.do(
        'mediation.case.offer.suggestion',
        'search_read',
        [['offer_id', '=', dialog['res_id']], ['user_id', '=', uid]],
        ['user_id'],
    )
    return colleague.press('mediation.case.offer.suggestion', 'action_offer', rows[0]['id'])[
        'res_id'
    ]


# The mediators ------------------------------------------------------------------------------------


def mediate(day):
    desk, cases = day['desk'], day.cases
    day['other'].open('mediation.case', cases['mine'])
    day['other'].press('mediation.case', 'action_decline_offer', cases['mine'])
    offer(day, desk, desk.press('mediation.case', 'action_offer', cases['mine']), 'mediator')
    offer(day, desk, desk.press('mediation.case', 'action_offer', cases['waiting']), 'other')
    day['other'].press('mediation.case', 'action_decline_offer', cases['waiting'])
    for login, teller in (('mediator', 'mine'), ('former', 'passed_on'), ('other', 'theirs')):
        carry(day, day[login], teller)


def carry(day, mediator, teller):
    """Accept a case, write about its people, plan, and move it on."""
    case = day.cases[teller]
    mediator.press('mediation.case', 'action_accept', case)
    mediator.open('mediation.case', case)
    first, second = day.parties[teller]
    names = ('street', 'postcode', 'city', 'wishes', 'guardian_name', 'guardian_contact',
             'contact_via', 'safe_times', 'institution', 'institution_contact')  # fmt: skip
    values = {name: day.text(teller, name) for name in names}
    values |= {
        'email_address': day.canaries.email(teller, 'email_address'),
        'phone_number': day.canaries.phone(teller, 'phone_number'),
        'birth_date': day.canaries.birth_date(teller),
    }
    mediator.save('mediation.party', second, **values)
    mediator.save(
        'mediation.case',
        case,
        responsible_party_ids=[
            Command.update(second, {'wishes': day.text(teller, 'wishes')}),
            [0, 'virtual_1', {'side': 'responsible', 'full_name': day.text(teller, 'third')}],
        ],
        contact_mode_ids=[Command.link(day.mode)],
    )
    mediator.open('mediation.registration', day.registrations[teller])
    inform(day, mediator, first)
    mediator.save('mediation.case', case, stage_id=day.stages['intake'])
    mediator.save(
        'mail.activity',
        False,
        activity_type_id=day.call,
        res_model_id=day.case_model,
        res_id=case,
        user_id=mediator.colleague['uid'],
        date_deadline='2040-01-02',
    )
    hold_the_intake(day, mediator, case, first)
    mediator.save('mediation.case', case, stage_id=day.stages['approach'])
    write_everything_down(day, mediator, teller)
    pass_a_letter_on(day, mediator, teller)
    write_on_the_own_page(day, mediator, teller)
    ask_a_colleague(day, mediator, teller, day.colleagues['recused']['uid'])


def hand_over(day):
    """The manager gives a case to somebody else, and recuses a colleague who has looked along."""
    manager, mine, passed_on = day['manager'], day.cases['mine'], day.cases['passed_on']
    mediator, recused = (day.colleagues[login]['uid'] for login in ('mediator', 'recused'))
    manager.open('mediation.case', passed_on)
    manager.save('mediation.case', passed_on, mediator_id=mediator)
    manager.save('mediation.case', mine, co_mediator_ids=[Command.link(recused)])
    day['recused'].press('mediation.case', 'action_accept', mine)
    for party in day.parties['mine']:
        day['recused'].open('mediation.party', party)
    manager.do(
        'mediation.case',
        'write',
        [mine],
        {'co_mediator_ids': [Command.unlink(recused)], 'recused_user_ids': [Command.link(recused)]},
    )
    day['mediator'].open('mediation.case', passed_on)


# In an emergency: the addon may not know of any ---------------------------------------------------


def enter_in_an_emergency(day):
    """A privacy officer asks for the case of the other mediator, and a manager approves."""
    officer = day['officer']
    grant = officer.do(
        'mediation.emergency',
        'create',
        {
            'case_id': day.cases['theirs'],
            'reason': 'danger',
            'explanation': day.text('asked', 'explanation'),
        },
    )
    day['manager'].press('mediation.emergency', 'action_approve', grant)
    for party in day.parties['theirs']:
        officer.open('mediation.party', party)
    officer.open('mediation.registration', day.registrations['theirs'])


def complain(day):
    """Somebody has something to say about the other mediator, who learns nothing of it."""
    officer = day['officer']
    names = day.sealed['mediation.complaint']
    values = {name: day.text('complained', name) for name in names}
    values |= {'case_id': day.cases['theirs'], 'subject': 'manner', 'finding': 'unfounded'}
    complaint = officer.save('mediation.complaint', False, **values)
    for step in ('look', 'answer'):
        officer.press('mediation.complaint', f'action_{step}', complaint)
    day['second_officer'].open('mediation.complaint', complaint)
