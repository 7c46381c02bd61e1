"""Two organisations in one database: nobody sees, counts or hears anything of the other one."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user

from .common import ROLES
from .process import ProcessCase
from .registration_form_common import LITTLE, RegistrationFormCase
from .trail import AuditedCase

# What an administrator sets up once for all companies of a database: words and lists, nobody's.
SHARED = {
    'mediation.stage', 'mediation.contact.mode', 'mediation.outcome', 'mediation.offence',
    'mediation.region', 'mediation.leaflet', 'mediation.consent.text',
}  # fmt: skip
COLLEAGUES = [role for role in ROLES if role not in ('administrator', 'employee')]
MAIL = 'both@example.org'
WHY = "Somebody called about a threat that has to be checked today."


class CompaniesCase(ProcessCase, AuditedCase):
    """The office of the other tests is company A; company B has colleagues of its own, and data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls.env.company
        cls.there = cls.env['res.company'].create({'name': "Elsewhere", 'email': 'b@example.org'})
        cls.env.ref('base.user_admin').group_ids = cls.env.ref('base.group_user')
        for user in cls.users.values():
            user.email = f'{user.login}@example.org'
        cls.theirs = {role: cls.colleague(role) for role in COLLEAGUES}
        cls.theirs['second'] = cls.colleague('second', ROLES['privacy_officer'])

    @classmethod
    def colleague(cls, role, group=None):
        return new_test_user(
            cls.env,
            login=f'there_{role}',
            groups=f'base.group_user,{group or ROLES[role]}',
            company_id=cls.there.id,
            company_ids=[Command.set(cls.there.ids)],
            email=f'there_{role}@example.org',
            lang='en_US',
        )

    def setUpCase(self):
        super().setUpCase()
        self.env.flush_all()
        self.before = {name: self.all_ids(name) for name in self.models()}
        self.newest = self.env['mail.message'].search([], order='id desc', limit=1).id
        self.fill(self.theirs)
        self.env.flush_all()
        self.env.invalidate_all()

    def models(self):
        """The models of the addon that keep something, and belong to one organisation."""
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith('mediation.')
            and not model._abstract
            and not model._transient
            and name not in SHARED
        ]

    def all_ids(self, name):
        return set(self.env[name].sudo().with_context(active_test=False).search([]).ids)

    def of_there(self, name):
        """What has come into the database by the work of company B."""
        return self.all_ids(name) - self.before[name]

    def at(self, role):
        """The environment of a colleague of company B."""
        return self.env(user=self.theirs[role], su=False, context={
            'allowed_company_ids': self.there.ids, 'lang': 'en_US',
        })  # fmt: skip

    def fill(self, theirs):
        """Let company B do something of each kind; every wall has something behind it then."""
        registration = self.env['mediation.registration'].with_company(self.there)
        told = {'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True}
        receipt = registration.sudo()._receive(
            {**told, 'full_name': "Canary There", 'email_address': MAIL}
        )
        self.receipt = receipt
        first = registration.sudo().search([], order='id desc', limit=1)
        second = registration.sudo().create({**told, 'email_address': MAIL})
        self.told_there = second
        case = first.with_env(self.at('desk'))._make_case()
        case._offer_to(theirs['other_mediator'])
        case.with_env(self.at('other_mediator')).action_decline_offer('no_room')
        case._offer_to(theirs['mediator'])
        self.env.flush_all()
        self.env.invalidate_all()
        self.case_there = case = case.with_env(self.at('mediator'))
        case.action_accept()
        self.env.flush_all()
        self.env.invalidate_all()
        self.party_there = party = case.party_ids.filtered('is_initiator')
        self.inform(party)
        at = self.at('mediator')
        at['mediation.note'].create({'party_id': party.id, 'body': "Canary note"})
        at['mediation.consent'].create(
            {'party_id': party.id, 'purpose': 'approach', 'decision': 'given'}
        )
        at['mediation.session'].create(
            {
                'case_id': case.id,
                'party_ids': [Command.set(party.ids)],
                'kind': 'intake',
                'date_start': fields.Datetime.add(fields.Datetime.now(), days=3),
                'minutes': 60,
            }
        )
        at['mediation.handover'].create(
            {'case_id': case.id, 'to_user_id': theirs['co_mediator'].id}
        )
        at = self.at('manager')
        mediator = at['mediation.mediator'].create(
            {'user_id': theirs['mediator'].id, 'supervisor_id': theirs['supervisor'].id}
        )
        self.at('supervisor')['mediation.supervision'].create({'mediator_id': mediator.id})
        at['mediation.policy'].create({'company_id': self.there.id, 'consent_months': 7})
        at['mediation.figures.period'].create(
            {'date_from': '2025-01-01', 'date_to': '2025-12-31', 'company_id': self.there.id}
        )
        at = self.at('privacy_officer')
        at['mediation.complaint'].create({'subject': 'slow', 'words': "Canary complaint"})
        self.hold = at['mediation.retention.hold'].create({'code': case.name, 'reason': 'court'})
        self.emergency = at['mediation.emergency'].create(
            {'case_id': case.id, 'reason': 'danger', 'explanation': WHY}
        )
        second.with_env(self.at('desk')).write({'decision_note': "Canary why"})
        second.with_env(self.at('desk')).action_decline()
        self.env.flush_all()
        certificates = self.env['mediation.retention.certificate'].sudo()
        certificates._issue(
            self.there,
            {},
            model='mediation.registration',
            ground='declined',
            erased_code='A-ACDEFG',
        )
        self.at('desk')['mediation.import'].create({'file': b'eA==', 'takes': 'all'})


class TestCompanies(CompaniesCase):
    def test_there_is_something_of_each_kind_behind_the_walls(self):
        """Else the next test proves nothing."""
        kinds = {name for name in self.models() if self.of_there(name)}
        needed = {
            'mediation.' + name
            for name in (
                'registration', 'case', 'party', 'note', 'consent', 'session', 'information',
                'handover', 'mediator', 'supervision', 'decline', 'policy', 'figures.period',
                'complaint', 'retention.hold', 'retention.certificate', 'retention.due',
                'emergency', 'import', 'audit', 'fact',
            )
        }  # fmt: skip
        self.assertEqual(needed - kinds, set())

    def test_nobody_of_the_one_sees_or_counts_anything_of_the_other(self):
        own = {name: self.of_there(name) for name in self.models()}
        self.env.flush_all()
        for login, user in self.users.items():
            for name, hidden in own.items():
                self.env.invalidate_all()
                rows = self.env[name].with_user(user).with_context(active_test=False)
                with self.subTest(login=login, model=name):
                    if not rows.has_access('read'):
                        continue
                    self.assertFalse(hidden & set(rows.search([]).ids))
                    domain = [('id', 'in', list(hidden))]
                    self.assertEqual(rows.search_count(domain), 0)
                    counted = rows.formatted_read_group(domain, [], ['__count'])
                    self.assertEqual(counted[0]['__count'], 0)
                    for record in rows.browse(sorted(hidden)[:2]):
                        with self.assertRaises(AccessError):
                            record.read(['display_name'])

    def test_each_of_them_does_see_the_own_side(self):
        seen = {
            'desk': ('mediation.registration', 'mediation.case', 'mediation.import'),
            'mediator': ('mediation.case', 'mediation.party', 'mediation.note'),
            'manager': ('mediation.case', 'mediation.mediator', 'mediation.figures.period'),
            'privacy_officer': (
                'mediation.audit', 'mediation.retention.hold', 'mediation.complaint',
                'mediation.retention.due', 'mediation.retention.certificate',
            ),
        }  # fmt: skip
        for role, names in seen.items():
            for name in names:
                with self.subTest(role=role, model=name):
                    self.assertTrue(self.of_there(name) & set(self.at(role)[name].search([]).ids))

    def test_nobody_hears_of_the_other_side(self):
        heard = self.env['mail.message'].search([('id', '>', self.newest)])
        here = {user.partner_id for user in self.users.values()}
        there = {user.partner_id for user in self.theirs.values()}
        told = set(heard.notified_partner_ids)
        self.assertFalse(told & here)
        self.assertTrue(told & there)

    def test_who_works_for_both_sees_what_the_switcher_says(self):
        for role in ('desk', 'manager', 'privacy_officer'):
            user = self.users[role]
            user.company_ids |= self.there
            names = ('mediation.case', 'mediation.registration', 'mediation.audit')
            for name in names:
                hidden = self.of_there(name)
                for companies, sees in (
                    (self.here, False), (self.there, True), (self.here + self.there, True),
                ):  # fmt: skip
                    self.env.invalidate_all()
                    rows = self.env[name].with_user(user)
                    rows = rows.with_context(allowed_company_ids=companies.ids)
                    if not rows.has_access('read'):
                        continue
                    with self.subTest(role=role, model=name, companies=companies.mapped('name')):
                        found = bool(rows.search_count([('id', 'in', list(hidden))]))
                        may = (role, name) != ('privacy_officer', 'mediation.registration')
                        self.assertEqual(found, sees and may)

    def test_what_belongs_to_a_case_is_of_its_company_whatever_is_in_front(self):
        self.theirs['mediator'].company_ids |= self.here
        env = self.env(user=self.theirs['mediator'], su=False, context={
            'allowed_company_ids': (self.here + self.there).ids,
        })  # fmt: skip
        party = env['mediation.party'].create({'case_id': self.case_there.id, 'side': 'support'})
        self.assertEqual(party.sudo().company_id, self.there)

    def test_nobody_moves_anything_to_the_other_company(self):
        told = self.register()
        for record, user in (
            (told, self.desk), (self.case, self.manager), (self.case, self.mediator),
            (self.initiator, self.mediator),
        ):  # fmt: skip
            with self.subTest(model=record._name), self.assertRaises(UserError):
                self.as_user(record, user).write({'company_id': self.there.id})
        complaint = self.env['mediation.complaint'].with_user(self.privacy_officer)
        complaint = complaint.create({'subject': 'slow', 'words': "Canary complaint"})
        with self.assertRaises(UserError):
            complaint.company_id = self.there
        values = {'registrant_kind': 'self', 'side': 'harmed', 'company_id': self.there.id}
        with self.assertRaises(AccessError):
            self.env['mediation.registration'].with_user(self.desk).create(values)

    def test_a_form_that_is_not_saved_yet_counts_nothing_of_the_other_company(self):
        """No rule is asked about a record that is not there: what it works out asks by itself."""
        year = {'date_from': '2020-01-01', 'date_to': '2029-12-31'}
        shown = {name: {} for name in ('received', 'waiting_count', 'tables')}
        Period = self.env['mediation.figures.period'].with_user(self.manager)
        own = Period.onchange({**year, 'company_id': self.here.id}, ['company_id'], shown)
        self.assertIn('received', own['value'])
        for name in shown:
            with self.subTest(name=name), self.assertRaises(AccessError):
                Period.onchange({**year, 'company_id': self.there.id}, ['company_id'], {name: {}})

    def test_a_case_goes_to_colleagues_of_its_company_only(self):
        fits = (
            self.env['mediation.mediator']
            .with_user(self.desk)
            ._in_order_of_fit(self.env['mediation.region'], self.env['res.lang'])
        )
        offered = {fit.user for fit in fits}
        self.assertIn(self.mediator, offered)
        self.assertFalse(offered & set(self.theirs.values()))
        for name in ('mediator_id', 'offered_mediator_id'):
            with self.subTest(name=name), self.assertRefused(ValidationError, "does not work in"):
                self.make_case().with_user(self.manager)[name] = self.theirs['mediator']
        with self.assertRefused(ValidationError, "does not work in"):
            self.case._add_co_mediator(self.theirs['other_mediator'])

    def test_nobody_decides_about_the_other_side(self):
        for record, method in (
            (self.hold, 'action_agree'), (self.hold, 'action_refuse'),
            (self.emergency, 'action_approve'), (self.emergency, 'action_end'),
        ):  # fmt: skip
            for user in (self.manager, self.privacy_officer):
                with self.subTest(method=method), self.assertRaises(AccessError):
                    getattr(self.as_user(record, user), method)()
        Hold = self.env['mediation.retention.hold'].with_user(self.privacy_officer)
        with self.assertRefused(UserError, "There is no case and no registration"):
            Hold.create({'code': self.party_there.sudo().case_id.name, 'reason': 'court'})
        Emergency = self.env['mediation.emergency'].with_user(self.privacy_officer)
        with self.assertRaises(UserError):
            Emergency.create(
                {'case_id': self.case_there.id, 'reason': 'danger', 'explanation': WHY}
            )

    def test_the_same_mail_address_is_a_match_in_the_own_company_only(self):
        alone = {'email_address': MAIL, 'phone_number': False, 'full_name': "Canary Here"}
        told = self.as_user(self.register(**alone, birth_date=False), self.desk)
        self.assertFalse(told.has_match or told.has_hidden_match or told.match_ids)
        again = self.as_user(self.register(**alone, birth_date=False), self.desk)
        self.assertEqual(again.match_ids, told)

    def test_a_look_up_of_a_person_finds_the_own_side(self):
        def found(companies):
            wizards = self.env['privacy.lookup.wizard'].with_user(self.administrator)
            wizards = wizards.with_context(allowed_company_ids=companies.ids)
            wizard = wizards.create({'name': "Canary There", 'email': MAIL})
            wizard.action_lookup()
            return {line.res_model for line in wizard.line_ids} & {
                'mediation.party', 'mediation.registration',
            }  # fmt: skip

        self.assertEqual(found(self.here), set())
        self.administrator.company_ids |= self.there
        self.assertTrue(found(self.there))

    def test_a_receipt_that_is_called_in_leads_nobody_across(self):
        Registration = self.env['mediation.registration']
        asked = [('receipt', '=', self.receipt)]
        self.assertFalse(Registration.with_user(self.desk).search(asked))
        self.assertTrue(self.at('desk')['mediation.registration'].search(asked))

    def test_each_counts_its_own_figures(self):
        Fact = self.env['mediation.fact'].sudo()
        here = Fact._sums(self.here, '0000-00', '9999-99')[('received', 'all', 'all')]
        there = Fact._sums(self.there, '0000-00', '9999-99')[('received', 'all', 'all')]
        self.assertEqual(there, 2)
        self.register()
        self.env.flush_all()
        self.assertEqual(
            Fact._sums(self.here, '0000-00', '9999-99')['received', 'all', 'all'], here + 1
        )
        self.assertEqual(Fact._sums(self.there, '0000-00', '9999-99')['received', 'all', 'all'], 2)

    def test_an_entry_about_rights_is_for_every_privacy_officer(self):
        """Rights hold in the whole database: who may look after them looks after all of them."""
        self.theirs['desk'].group_ids |= self.env.ref(ROLES['mediator'])
        self.env.flush_all()
        for officer in (self.privacy_officer, self.theirs['privacy_officer']):
            with self.subTest(login=officer.login):
                trail = self.env['mediation.audit'].with_user(officer)
                self.assertTrue(
                    trail.search([('verb', '=', 'rights'), ('seq', '>', self.last_seq)])
                )


class TestCompaniesOnTheWebsite(RegistrationFormCase):
    def test_a_registration_belongs_to_the_company_of_its_website(self):
        there = self.env['res.company'].create({'name': "Elsewhere"})
        desk = new_test_user(
            self.env,
            login='there_desk',
            groups=f'base.group_user,{ROLES["desk"]}',
            company_id=there.id,
            company_ids=[Command.set(there.ids)],
        )
        self.website.domain = 'https://here.example.org'
        self.env['website'].create(
            {'name': "Elsewhere", 'company_id': there.id, 'domain': self.base_url()}
        )
        self.receipt(self.send(LITTLE))
        told = self.stored()
        self.assertEqual(told.sudo().company_id, there)
        self.assertFalse(self.Registration.with_user(self.desk).search([('id', '=', told.id)]))
        self.assertTrue(self.Registration.with_user(desk).search([('id', '=', told.id)]))
