from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.herstelbemiddeling.sealed import is_sealed_field

from .common import TOLD, MediationCase


class TestRegistrationDesk(MediationCase):
    def test_the_form_puts_in_one_registration_and_one_notice(self):
        Registration = self.env['mediation.registration']
        Message = self.env['mail.message']
        notices = Message.search_count([('message_type', '=', 'user_notification')])
        values = {'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True, **TOLD}
        receipt = Registration._receive(values, 'key of one form')
        again = Registration._receive(values, 'key of one form')
        self.assertEqual(receipt, again)
        registration = Registration.search([('full_name', '=', TOLD['full_name'])])
        self.assertEqual(len(registration), 1)
        self.assertNotIn(receipt, str(registration.with_user(self.desk).read()))
        for _ in range(2):
            Registration._announce()
        new = Message.search([('message_type', '=', 'user_notification')], order='id desc')
        self.assertEqual(len(new) - notices, 1)
        self.assertIn(self.desk.partner_id, new[0].partner_ids)
        self.assertFalse(new[0].model or new[0].res_id)
        for value in (*TOLD.values(), registration.code, receipt):
            self.assertNotIn(value, f'{new[0].subject} {new[0].body} {new[0].record_name}')

    def test_forms_that_come_in_together_are_one_notice(self):
        """And a job that was late still tells of what came in before."""
        Registration = self.env['mediation.registration']
        Registration._announce()
        notice = [('message_type', '=', 'user_notification')]
        before = self.env['mail.message'].search_count(notice)
        job = self.env.ref('herstelbemiddeling.ir_cron_announce_registrations')
        asked = self.env['ir.cron.trigger'].search_count([('cron_id', '=', job.id)])
        told = {'registrant_kind': 'self', 'side': 'harmed', 'full_name': "X"}
        for number in range(3):
            Registration._receive(told, f'key {number}')
        Registration._receive({**told, 'screening': 'apart'}, 'key of junk')
        triggers = self.env['ir.cron.trigger'].search([('cron_id', '=', job.id)])
        self.assertEqual(len(triggers), asked + 3)
        self.assertEqual(self.env['mail.message'].search_count(notice), before)
        Registration._announce()
        self.assertEqual(self.env['mail.message'].search_count(notice), before + 1)
        self.assertFalse(Registration.search([('is_to_announce', '=', True)]))

    def test_the_receipt_is_known_by_its_digest_only_and_nobody_reads_that(self):
        self.env['mediation.registration']._receive(
            {'registrant_kind': 'self', 'side': 'harmed', 'full_name': "X"}, 'k'
        )
        registration = self.env['mediation.registration'].search([('full_name', '=', "X")])
        with self.assertRaises(AccessError):
            self.as_user(registration, self.desk).read(['receipt_digest'])

    def test_the_desk_finds_a_registration_by_its_receipt(self):
        Registration = self.env['mediation.registration']
        values = {'registrant_kind': 'self', 'side': 'harmed', 'full_name': "Caller"}
        receipt = Registration._receive(values, 'key')
        Theirs = Registration.with_user(self.desk)
        self.assertEqual(Theirs.search([('receipt', '=', receipt.lower())]).full_name, "Caller")
        self.assertFalse(Theirs.search([('receipt', '=', 'AAAA-AAAA-AAAA-AAAA')]))

    def test_making_a_case_makes_the_parties_too(self):
        case = self.make_case()
        theirs = self.as_user(case.party_ids, self.desk)
        initiator, other = theirs.sorted('is_initiator', reverse=True)
        self.assertEqual(
            (initiator.side, initiator.full_name, initiator.wishes),
            ('harmed', TOLD['full_name'], TOLD['hopes']),
        )
        self.assertEqual((other.side, other.full_name), ('responsible', False))
        self.assertEqual(case.initiator_side, 'harmed')
        self.assertEqual(case.phase, 'registered')
        self.assertEqual(case.registration_ids.state, 'converted')

    def test_the_way_to_somebody_goes_through_whoever_registered(self):
        registration = self.register(
            registrant_kind='professional',
            side='responsible',
            registrant_name="Canary Worker",
            registrant_phone='06-11111111',
        )
        case = registration.with_user(self.desk)._make_case()
        initiator = case.party_ids.filtered('is_initiator').with_user(self.desk)
        self.assertEqual(initiator.contact_via, "Canary Worker, 06-11111111")

    def test_a_registration_becomes_one_case_only(self):
        case = self.make_case()
        registration = case.registration_ids.with_user(self.desk)
        with self.assertRefused(UserError, "decision has been taken already"):
            registration._make_case()
        with self.assertRefused(UserError, "decision has been taken already"):
            registration.action_decline()

    def test_if_a_party_cannot_be_made_there_is_no_case_either(self):
        registration = self.register().with_user(self.desk)
        cases = self.env['mediation.case'].search_count([])
        self.patch(type(registration), '_initiator_values', lambda self: {'side': 'nobody'})
        with self.assertRaises(ValueError):
            registration._make_case()
        self.env.invalidate_all()
        self.assertEqual(self.env['mediation.case'].search_count([]), cases)
        self.assertEqual(registration.state, 'new')

    def test_a_decision_needs_its_reason(self):
        registration = self.register().with_user(self.desk)
        with self.assertRefused(ValidationError, "Write the reason first"):
            registration.action_decline()
        registration.decision_note = "Out of scope"
        with self.assertRefused(ValidationError, "Write where"):
            registration.action_refer()
        with self.assertRefused(ValidationError, "Choose the registration"):
            registration.action_mark_duplicate()
        registration.referred_to = "Neighbourhood mediation"
        registration.action_refer()
        self.assertEqual(registration.state, 'referred')
        self.assertTrue(registration.date_decided)

    def test_a_card_cannot_be_dragged_past_a_decision(self):
        registration = self.register().with_user(self.desk)
        for state in ('converted', 'declined', 'referred', 'duplicate'):
            with self.subTest(state=state), self.assertRaises(ValidationError):
                registration.state = state
        registration.state = 'assessing'

    def test_what_has_become_a_case_is_not_dragged_back_to_become_another(self):
        registration = self.make_case().registration_ids.with_user(self.desk)
        registration.decision_note = "No"
        for state in ('new', 'assessing', 'declined'):
            with self.subTest(state=state), self.assertRefused(ValidationError, "a case already"):
                registration.state = state
        with self.assertRefused(ValidationError, "a case already"):
            registration.action_assess()

    def test_nobody_turns_a_registration_to_the_case_of_somebody_else(self):
        """Its code changes how the initiator of that case is reached, and stops the case."""
        own, theirs = self.register().with_user(self.desk), self.make_case(self.mediator)
        values = {'state': 'converted', 'case_id': theirs.id}
        with self.assertRefused(UserError, "not written by hand"):
            own.write(values)
        told = {'registrant_kind': 'self', 'side': 'harmed'}
        Theirs = self.env['mediation.registration'].with_user(self.desk)
        with self.assertRefused(UserError, "not written by hand"):
            Theirs.create({**told, 'case_id': self.make_case().id, 'state': 'converted'})
        self.assertFalse(own.case_id)

    def test_what_a_term_stands_on_is_written_by_steps_only(self):
        registration = self.register(decision_note="No").with_user(self.desk)
        registration.action_decline()
        moments = ('date_received', 'date_decided', 'date_withdrawn', 'date_came_back')
        long_ago = fields.Datetime.to_datetime('2020-02-02 10:00:00')
        values = {**dict.fromkeys(moments, long_ago), 'screening': 'apart',
                  'confirmation_state': 'sent'}  # fmt: skip
        told = {'registrant_kind': 'self', 'side': 'harmed'}
        Theirs = registration.browse()
        for name, value in values.items():
            with self.subTest(name=name):
                with self.assertRefused(UserError, "not written by hand"):
                    registration.write({name: value})
                with self.assertRefused(UserError, "not written by hand"):
                    Theirs.create({**told, name: value})
                made = Theirs.with_context(**{f'default_{name}': value}).create(told)
                self.assertNotEqual(made[name], value)

    def test_what_somebody_has_stopped_is_not_taken_up_again(self):
        registration = self.register()
        registration._withdraw()
        theirs = registration.with_user(self.desk)
        self.assertEqual(theirs.state, 'declined')
        for action in ('action_reopen', 'action_assess'):
            with self.subTest(action=action), self.assertRefused(ValidationError, "has stopped"):
                getattr(theirs, action)()
        with self.assertRefused(ValidationError, "has stopped"):
            theirs.state = 'new'
        with self.assertRefused(UserError, "decision has been taken already"):
            theirs._make_case()

    def test_a_duplicate_names_what_it_repeats(self):
        first, second = self.register(), self.register()
        theirs = second.with_user(self.desk)
        theirs.duplicate_of_id = first
        theirs.action_mark_duplicate()
        self.assertEqual(second.state, 'duplicate')
        with self.assertRaises(ValidationError):
            first.with_user(self.desk).write({'duplicate_of_id': first.id})

    def test_a_decision_can_be_taken_back_but_not_a_case(self):
        registration = self.register(decision_note="No").with_user(self.desk)
        registration.action_decline()
        registration.action_reopen()
        self.assertEqual(registration.state, 'assessing')
        self.assertFalse(registration.date_decided)
        case = self.make_case()
        with self.assertRaises(UserError):
            case.registration_ids.with_user(self.desk).action_reopen()

    def test_mediators_are_suggested_by_region_language_and_open_cases(self):
        region = self.env.ref('herstelbemiddeling.mediation_region_zeeland')
        lang = self.env.ref('base.lang_nl')
        Mediator = self.env['mediation.mediator']
        Mediator.create({'user_id': self.other_mediator.id, 'region_ids': region.ids})
        Mediator.create({'user_id': self.co_mediator.id, 'lang_ids': lang.ids})
        self.make_case(self.mediator)
        order = [
            user
            for user, *_fit in Mediator.with_user(self.desk)._in_order_of_fit(region, lang)
            if user in (self.mediator, self.other_mediator, self.co_mediator)
        ]
        self.assertEqual(order, [self.other_mediator, self.co_mediator, self.mediator])

    def test_the_dialog_makes_the_case_and_offers_it(self):
        registration = self.register().with_user(self.desk)
        action = registration.action_make_case()
        offer = self.env[action['res_model']].with_user(self.desk).browse(action['res_id'])
        row = offer.suggestion_ids.filtered(lambda row: row.user_id == self.mediator)
        row.action_offer()
        self.assertEqual(registration.case_id.offered_mediator_id, self.mediator)
        self.assertEqual(registration.state, 'converted')


class TestAfterTheHandOver(MediationCase):
    """The desk keeps code and state, and finds nothing else by whatever way it asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.registration = cls.case.registration_ids

    def setUp(self):
        super().setUp()
        self.theirs = self.as_user(self.registration, self.desk)

    def told_fields(self):
        return [name for name, field in self.registration._fields.items() if is_sealed_field(field)]

    def test_code_and_state_stay(self):
        self.assertEqual(self.theirs.read(['state'])[0]['state'], 'converted')
        self.assertEqual(self.theirs.code, self.registration.code)
        self.assertFalse(self.theirs.is_told_visible)

    def test_every_told_field_is_shut(self):
        for field, value in self.theirs.read(self.told_fields())[0].items():
            if field != 'id':
                with self.subTest(field=field):
                    self.assertFalse(value)

    def test_a_value_that_others_have_read_a_moment_ago_is_shut_too(self):
        self.assertEqual(self.registration.with_user(self.mediator).story, TOLD['story'])
        self.assertFalse(self.registration.with_user(self.desk).sudo(False).story)
        self.assertFalse(self.registration.with_user(self.desk).mapped('story')[0])
        self.assertEqual(self.registration.with_user(self.mediator).story, TOLD['story'])

    def test_no_field_that_can_hold_words_is_forgotten(self):
        words = {
            name
            for name, field in self.env['mediation.registration']._fields.items()
            if field.type in ('char', 'text', 'html', 'date', 'binary') and field.store
        }
        indexes = {name for name in words if name.endswith('_index')}
        plain = words - set(self.told_fields()) - indexes
        self.assertEqual(plain, {'code', 'receipt_digest'})

    def test_search_finds_nothing(self):
        Theirs = self.theirs.browse()
        domain = [('full_name', '=', TOLD['full_name']), ('id', '=', self.registration.id)]
        self.assertFalse(Theirs.search(domain))
        self.assertEqual(Theirs.with_user(self.mediator).search(domain), self.registration)

    def test_the_way_through_the_case_finds_nothing_either(self):
        Case = self.env['mediation.case'].with_user(self.desk)
        for path in ('registration_ids.full_name', 'party_ids.full_name'):
            with self.subTest(path=path):
                domain = [(path, '=', "Canary Person"), ('id', '=', self.case.id)]
                self.assertFalse(Case.search(domain))

    def test_nothing_can_be_changed(self):
        for values in ({'story': "x"}, {'state': 'assessing'}, {'case_id': False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.theirs.write(values)

    def test_the_mediator_reads_what_was_told(self):
        mine = self.as_user(self.registration, self.mediator)
        self.assertTrue(mine.is_told_visible)
        self.assertEqual(mine.story, TOLD['story'])
