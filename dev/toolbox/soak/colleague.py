"""Colleagues at the web client: they ask what its screens ask, and what they do stays."""

import random
import threading

from ..web_view import specification

MINE = ['|', '|', '|', ('mediator_id', '=', '?'), ('co_mediator_ids', 'in', ['?']),
        ('offered_mediator_id', '=', '?'), ('asked_co_mediator_ids', 'in', ['?'])]  # fmt: skip
WORDS = "What somebody told, in words that were made up for this run. " * 8


class Colleague:
    """One account; what it does is done one thing after the other, as a person does."""

    def __init__(self, office, login):
        self.office, self.login = office, login
        self.turn = threading.Lock()
        self.random = random.Random(login)
        self.visitor = None
        self.uid = None
        self._views = {}

    def do(self, name):
        """Do an act by its name, once whatever is being done is done."""
        with self.turn:
            if not self.visitor and name != 'log_in':
                self.log_in()
            getattr(self, name)()

    def log_in(self):
        """Begin a session, as after coffee; every other time the old one is ended by hand."""
        if self.visitor and self.random.random() < 0.5:
            self.visitor.call_json('/web/session/destroy', {})
        self.visitor = self.office.visitor().log_in(
            self.office.database, self.login, self.office.password
        )
        self.uid = self.call('res.users', 'search', [['login', '=', self.login]])[0]
        self.visitor.send('GET', '/odoo')
        self.visitor.send('GET', '/web/webclient/load_menus')

    # As the web client asks

    def call(self, model, method, *args, **kwargs):
        return self.visitor.call(model, method, *args, **kwargs)

    def press(self, model, button, record):
        return self.call(model, button, [record])

    def views(self, model):
        """Return the views of a model; the web client keeps them for as long as it is open."""
        if model not in self._views:
            wanted = [[False, kind] for kind in ('list', 'form', 'search')]
            if model in ('mediation.case', 'mediation.registration'):
                wanted.append([False, 'kanban'])
            self._views[model] = self.call(model, 'get_views', wanted)
        return self._views[model]

    def open(self, model, record):
        spec = specification(self.views(model), 'form', model)
        context = {'bin_size': True}
        [values] = self.call(model, 'web_read', [record], specification=spec, context=context)
        return values

    def save(self, model, record=None, **values):
        ids = [record] if record else []
        spec = specification(self.views(model), 'form', model)
        [saved] = self.call(model, 'web_save', ids, values, specification=spec)
        return saved['id']

    def board(self, domain):
        """Open the cases as cards, and return their ids."""
        spec = specification(self.views('mediation.case'), 'kanban', 'mediation.case')
        groups = self.call(
            'mediation.case', 'web_read_group', domain, ['stage_id'], ['__count'],
            auto_unfold=True, unfold_read_specification=spec, unfold_read_default_limit=20,
        )['groups']  # fmt: skip
        colours = {'planned': 'success', 'today': 'warning', 'overdue': 'danger'}
        self.call('mediation.case', 'read_progress_bar', domain, 'stage_id',
                  {'field': 'activity_state', 'colors': colours})  # fmt: skip
        return [record['id'] for group in groups for record in group.get('__records', ())]


class Mediator(Colleague):
    def __init__(self, office, login):
        super().__init__(office, login)
        self.cases = []
        self.under_way = []  # taken up here, so that more can be done with them

    def log_in(self):
        super().log_in()
        self.open_board()

    def open_board(self):
        domain = [
            [field, operator, [self.uid] if value == ['?'] else self.uid]
            for field, operator, value in (leaf for leaf in MINE if leaf != '|')
        ]
        self.cases = self.board([['phase', '!=', 'closed'], *['|'] * 3, *domain])

    def open_case(self):
        return self.open('mediation.case', self.random.choice(self.cases))

    def log_a_call(self):
        case, party = self._somebody()
        call = self.press('mediation.case', 'action_log_call', case)['res_id']
        self.open('mediation.call', call)
        self.save('mediation.call', call, party_id=party, minutes=self.random.randint(1, 30))
        self.press('mediation.call', 'action_reached', call)
        self.open('mediation.case', case)

    def write_a_note(self):
        _case, party = self._somebody()
        self.save('mediation.note', party_id=party, body=WORDS)

    def take_up(self):
        """Accept what is offered, and take it as far as the approach of the other side."""
        offered = self.call('mediation.case', 'search', [['offered_mediator_id', '=', self.uid]])
        if not offered:
            return
        case = offered[0]
        self.press('mediation.case', 'action_accept', case)
        self.open('mediation.case', case)
        both = self._parties(case)
        first, second = both
        self.save('mediation.party', second, full_name="Made Up", wishes=WORDS)
        leaflet = self.call('mediation.leaflet', 'search', [], limit=1)[0]
        self.call('mediation.information', 'create', [{'party_id': first, 'leaflet_id': leaflet}])
        self._move(case, 'intake')
        talk = {'case_id': case, 'party_ids': [[4, first]], 'kind': 'intake', 'minutes': 60}
        self.call('mediation.session', 'create', [{**talk, 'state': 'held'}])
        consent = {'party_id': first, 'purpose': 'approach', 'decision': 'given'}
        self.call('mediation.consent', 'create', [consent])
        self._move(case, 'approach')
        contact = {'case_id': case, 'party_ids': [[6, 0, both]]}
        contact['contact_mode_id'] = self.office.facts['letter']
        [contact] = self.call('mediation.contact', 'create', [contact])
        self.under_way.append((case, first, second, contact))

    def write_a_letter(self):
        """Write down what one party wants to say to the other."""
        if self.under_way:
            _case, first, second, contact = self.random.choice(self.under_way)
            sent = {'sender_id': first, 'recipient_id': second, 'body': WORDS}
            self.save('mediation.message', contact_id=contact, **sent)

    def send_a_mail(self):
        """Let somebody know that their registration was received."""
        if self.under_way:
            _case, first, _second, _contact = self.random.choice(self.under_way)
            values = {'party_id': first, 'kind': 'confirmation', 'channel': 'mail'}
            [mail] = self.call('mediation.dispatch', 'create', [values])
            self.press('mediation.dispatch', 'action_send', mail)

    def _somebody(self):
        """Return a case and who registered; the other side is met after its own consent only.

        A case that is offered is on the board and shows nobody yet.
        """
        for case in self.random.sample(self.cases, len(self.cases)):
            parties = self._parties(case)
            if parties:
                return case, parties[0]
        raise ValueError(f"{self.login} has no case.")

    def _parties(self, case):
        found = self.call('mediation.party', 'search', [['case_id', '=', case]])
        return sorted(found)

    def _move(self, case, phase):
        self.save('mediation.case', case, stage_id=self.office.facts['stages'][phase])


class Desk(Colleague):
    def open_registrations(self):
        """Open the list of what waits, and return its ids."""
        spec = specification(self.views('mediation.registration'), 'list', 'mediation.registration')
        waiting = [['state', '=', 'new']]
        found = self.call(
            'mediation.registration', 'web_search_read', waiting, specification=spec, limit=80
        )
        return [row['id'] for row in found['records']]

    def triage(self):
        """Decide about the first that waits: one in five is declined, the others are offered."""
        waiting = self.open_registrations()
        if not waiting:
            return
        model, registration = 'mediation.registration', waiting[0]
        self.open(model, registration)
        self.press(model, 'action_assess', registration)
        if self.random.random() < 0.2:
            self.save(model, registration, decision_note=WORDS)
            self.press(model, 'action_decline', registration)
            return
        self.save(model, registration, region_id=self.office.facts['region'])
        offer = self.press(model, 'action_make_case', registration)['res_id']
        self.open('mediation.case.offer', offer)
        suggestion = 'mediation.case.offer.suggestion'
        found = self.call(suggestion, 'search', [['offer_id', '=', offer]])
        self.press(suggestion, 'action_offer', self.random.choice(found))


class Manager(Colleague):
    def open_pipeline(self):
        self.board([['phase', '!=', 'closed']])

    def open_dashboard(self):
        """What the dashboard asks: the sheet, and the numbers for it."""
        self.visitor.send('GET', f'/spreadsheet/dashboard/data/{self.office.facts["dashboard"]}')
        for group in ('stage_id', 'mediator_id', 'region_id', 'date_registered:month'):
            self.call('mediation.case', 'formatted_read_group', [], [group], ['__count'])
