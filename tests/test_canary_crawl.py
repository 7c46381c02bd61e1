"""Every role reads every field of every model it may read, looking for what it must not find.

Each value that a person gave holds a canary. A canary outside the fields that are named here for
the role is a leak, whatever rule or feature let it through.
"""

import base64

from odoo import Command
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .classification import FRONT_DOOR, IDENTITY
from .common import MediationCase

CANARY = 'Kanarie7f3a'
MANY = 150  # rows; of larger tables only the rows that this test has made are read
TOLD = {
    name: f'{CANARY}{name}'
    for name in (
        'full_name', 'street', 'postcode', 'city', 'safe_times', 'institution',
        'institution_contact', 'registrant_name', 'registrant_organisation',
        'registrant_function', 'registrant_email', 'registrant_phone', 'offence', 'event_when',
        'event_where', 'other_party', 'relation', 'story', 'hopes', 'email_address',
        'phone_number',
    )
}  # fmt: skip


def of_people(room):
    """The fields of a room's models that may hold what somebody told."""
    return {
        (model, field)
        for model, classes in room.items()
        for kind in ('people', 'told')
        for field in classes.get(kind, '').split()
    }


class TestCanaryCrawl(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = [
            name
            for name, model in cls.env.registry.items()
            if not model._abstract and model._auto and not model._transient
        ]
        cls.newest = {name: cls.newest_id(name) for name in cls.models}
        Registration = cls.env['mediation.registration']
        kind = {'registrant_kind': 'professional', 'side': 'harmed', 'client_agrees': True}
        for number in range(2):
            Registration._receive({**kind, **TOLD}, f'canary {number}')
        found = Registration.search([('full_name', '=', TOLD['full_name'])])
        cls.handed_over, cls.waiting = found
        for registration in found:
            cls.answer_a_question(registration)
        cls.bring_in_a_list()
        for registration in (cls.handed_over, cls.waiting):
            case = registration.with_user(cls.desk)._make_case()
            case.with_user(cls.desk)._offer_to(cls.other_mediator)
        cls.case = cls.handed_over.case_id
        cls.case.with_user(cls.desk)._offer_to(cls.mediator)
        mine = cls.case.with_user(cls.mediator)
        mine.action_accept()
        cls.inform(mine.party_ids.filtered('is_initiator'))
        mine.stage_id = cls.stages['intake']
        mine.activity_schedule('mail.mail_activity_data_call', user_id=cls.mediator.id)
        mine.party_ids[1].write(
            {
                'full_name': f'{CANARY}other',
                'wishes': f'{CANARY}wishes',
                'guardian_name': f'{CANARY}guardian',
                'guardian_contact': f'{CANARY}guardian_contact',
                'contact_via': f'{CANARY}via',
            }
        )
        cls.case.write({'co_mediator_ids': [Command.set(cls.co_mediator.ids)]})
        cls.case.write({'co_mediator_ids': [Command.clear()]})  # a former member from here on
        cls.case.write({'recused_user_ids': [Command.link(cls.supervisor.id)]})
        cls.env.cr.flush()

    @classmethod
    def answer_a_question(cls, registration):
        cls.env['mediation.question'].create(
            {
                'registration_id': registration.id,
                'kind': 'address',
                'user_id': cls.desk.id,
                'answer': f'{CANARY}answer',
            }
        )

    @classmethod
    def bring_in_a_list(cls):
        rows = f'Aangemeld door;Kant;Naam\nzelf;{CANARY}side;{CANARY}name'.encode()
        job = (
            cls.env['mediation.import'].with_user(cls.desk).create({'file': base64.b64encode(rows)})
        )
        job.action_check()

    @classmethod
    def newest_id(cls, name):
        cls.env[name].flush_model()
        cls.env.cr.execute(f'SELECT max(id), count(*) FROM "{cls.env[name]._table}"')
        newest, count = cls.env.cr.fetchone()
        return newest if count > MANY else 0

    def rows(self, name, user):
        """What this user finds of a model, or nothing when there is no right to it."""
        model = self.env[name].with_user(user).with_context(active_test=False, bin_size=True)
        try:
            with self.env.cr.savepoint():
                if model.has_access('read'):
                    return model.search([('id', '>', self.newest[name] or 0)])
        except UserError:
            pass
        return model

    def found_by(self, user):
        """Return ``{(model, field)}`` where this user comes upon a canary."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = set()
        for name in self.models:
            rows = self.rows(name, user)
            if not rows:
                continue
            for field in rows.fields_get(attributes=['type']):
                if CANARY in self.text_of(rows, field):
                    found.add((name, field))
        return found

    def text_of(self, rows, field):
        """All that can be read of a field; row by row when one of the rows gives an error."""
        try:
            with self.env.cr.savepoint():
                return str(rows.read([field]))
        except UserError:
            return ''
        except (ValueError, KeyError, TypeError, AttributeError):
            if len(rows) == 1:
                return ''
            return ' '.join(self.text_of(row, field) for row in rows)

    @mute_logger('odoo.models')
    def found_by_name(self, user):
        """Return the models in which this user finds a canary by searching for a name."""
        found = set()
        for name in self.models:
            try:
                with self.env.cr.savepoint():
                    model = self.env[name].with_user(user)
                    # Models without a name answer anything; those say nothing.
                    if model.name_search(CANARY, limit=1) != model.name_search('Zzz9', limit=1):
                        found.add(name)
            except (UserError, ValueError, NotImplementedError):
                continue
        return found

    @mute_logger('odoo.addons.base.models.ir_rule')
    def crawl(self, user):
        return self.found_by(user)

    def test_the_crawl_sees_what_is_there(self):
        """A member finds the canaries; else an empty net would be taken for clean water."""
        found = self.crawl(self.mediator)
        self.assertLessEqual({('mediation.party', 'wishes'), ('mediation.party', 'city')}, found)
        self.assertIn(('mediation.question', 'answer'), found)
        self.assertLessEqual({('mediation.registration', name) for name in TOLD}, found)

    def test_not_even_the_superuser_finds_anything(self):
        self.assertEqual(self.crawl(self.env.ref('base.user_root')), set())

    def test_outsiders_find_nothing(self):
        # The co-mediator has been a member, the supervisor is recused, the other mediator has
        # been offered both cases and still has one on offer.
        for login in (
            'other_mediator', 'co_mediator', 'supervisor', 'manager', 'privacy_officer',
            'administrator', 'employee',
        ):  # fmt: skip
            with self.subTest(login=login):
                self.assertEqual(self.crawl(self.users[login]), set())
                self.assertEqual(self.found_by_name(self.users[login]), set())

    def test_the_public_finds_nothing(self):
        self.assertEqual(self.crawl(self.env.ref('base.public_user')), set())

    def test_a_member_finds_the_people_of_the_own_case_only(self):
        self.assertLessEqual(self.crawl(self.mediator), of_people(FRONT_DOOR) | of_people(IDENTITY))
        mine = self.env['mediation.party'].with_user(self.mediator).search([])
        self.assertEqual(mine.case_id, self.case.with_user(self.mediator))
        self.assertEqual(self.found_by_name(self.mediator), set())

    def test_the_desk_finds_only_what_it_has_not_handed_over(self):
        self.assertLessEqual(self.crawl(self.desk), of_people(FRONT_DOOR) | of_people(IDENTITY))
        self.assertEqual(self.found_by_name(self.desk), set())
        self.waiting.case_id.with_user(self.desk)._offer_to(self.mediator)
        self.waiting.case_id.with_user(self.mediator).action_accept()
        self.assertEqual(self.crawl(self.desk), set())
