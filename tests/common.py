"""The people and records that the tests work with. No test leans on demo data."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import TransactionCase, new_test_user, tagged

ROLES = {
    'desk': 'herstelbemiddeling.group_desk',
    'mediator': 'herstelbemiddeling.group_mediator',
    'other_mediator': 'herstelbemiddeling.group_mediator',
    'co_mediator': 'herstelbemiddeling.group_mediator',
    'supervisor': 'herstelbemiddeling.group_supervisor',
    'manager': 'herstelbemiddeling.group_manager',
    'privacy_officer': 'herstelbemiddeling.group_privacy_officer',
    'administrator': 'base.group_system',
    'employee': 'base.group_user',
}

TOLD = {
    'full_name': "Canary Person",
    'email_address': 'canary@example.org',
    'phone_number': '06-00000000',
    'street': "Canary street 1",
    'postcode': '1234 AB',
    'city': "Canary city",
    'birth_date': '1990-01-02',
    'story': "Canary story",
    'hopes': "Canary hope",
    'other_party': "Canary other",
    'offence': "Canary offence",
}


def make_personas(env):
    """Create one user for each role; the login is the name of the role."""
    users = {}
    for login, group in ROLES.items():
        groups = 'base.group_user' if group == 'base.group_user' else f'base.group_user,{group}'
        users[login] = new_test_user(env, login=f'test_{login}', groups=groups, lang='en_US')
    return users


@tagged('post_install', '-at_install')
class MediationCase(TransactionCase):
    """Base class: personas, stages, and a registration that has become a case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Notices to several people are in the language of the organisation.
        cls.env.company.partner_id.lang = 'en_US'
        cls.users = make_personas(cls.env)
        for login, user in cls.users.items():
            setattr(cls, login, user)
        cls.stages = {
            stage.phase: stage for stage in cls.env['mediation.stage'].search([]).sorted('id')
        }
        cls.outcome = cls.env.ref('herstelbemiddeling.mediation_outcome_other_declines')

    @classmethod
    def register(cls, **values):
        """Store a registration as the public form does."""
        return cls.env['mediation.registration'].create(
            {'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True, **TOLD, **values}
        )

    @classmethod
    def make_case(cls, mediator=None, **values):
        """Make a case out of a registration, as the desk does; a mediator may have accepted it."""
        registration = cls.register(
            offence_id=cls.env.ref('herstelbemiddeling.mediation_offence_violence').id,
            region_id=cls.env.ref('herstelbemiddeling.mediation_region_utrecht').id,
        )
        case = registration.with_user(cls.desk)._make_case()
        if mediator:
            case.with_user(cls.desk)._offer_to(mediator)
            case.with_user(mediator).action_accept()
            initiator = case.with_user(mediator).party_ids.filtered('is_initiator')
            cls.inform(initiator)
        if values:
            case.sudo().write(values)
        cls.env.flush_all()
        cls.env.invalidate_all()
        return case.sudo().with_user(cls.env.user)

    @classmethod
    def inform(cls, parties, **values):
        """Record that these people got the leaflet, as their mediator does first of all."""
        leaflet = cls.env['mediation.leaflet'].search([], limit=1)
        moment = fields.Datetime.now() - timedelta(days=20)
        parties.env['mediation.information'].create(
            [
                {'party_id': party.id, 'leaflet_id': leaflet.id, 'moment': moment, **values}
                for party in parties
            ]
        )

    @contextmanager
    def assertRefused(self, exception, sentence):
        """Odoo undoes what was done inside its own assertRaises only, so that one is used."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertIn(sentence, str(caught.exception))

    def as_user(self, records, user):
        """The same records as this user meets them, with nothing left over in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(user).sudo(False)

    def recuse(self, case, user):
        case.write({'recused_user_ids': [Command.link(user.id)]})
