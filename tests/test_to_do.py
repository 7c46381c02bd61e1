"""What is to be done now stands on the page of the case, one click from where it is done."""

from odoo.exceptions import AccessError

from .process import ProcessCase


class TestToDo(ProcessCase):
    def to_do(self, *parties):
        self.env.invalidate_all()
        steps = tuple(self.as_user(party, self.mediator).to_do for party in parties)
        return steps if len(steps) > 1 else steps[0]

    def open_next(self, party):
        self.env.invalidate_all()
        return self.as_user(party, self.mediator).action_do_next()

    def do(self, action, **values):
        """Save the dialog that an action opens, with what it fills in."""
        context = {
            name: value for name, value in action['context'].items() if name != 'default_case_id'
        }
        model = self.env[action['res_model']].with_user(self.mediator).with_context(**context)
        names = [name.removeprefix('default_') for name in context if name.startswith('default_')]
        return model.create({**model.default_get(names), **values})

    def test_before_the_approach_only_the_initiator_is_spoken_with(self):
        self.move('intake')
        self.assertEqual(self.to_do(self.initiator, self.other), ('intake', False))
        action = self.open_next(self.initiator)
        self.assertEqual(action['context']['default_kind'], 'intake')
        talk = self.talk(self.initiator, 'intake', state='planned')
        self.assertEqual(self.to_do(self.initiator), 'held')
        self.assertEqual(self.open_next(self.initiator)['res_model'], 'mediation.held')
        talk.action_held()
        self.assertEqual(self.to_do(self.initiator), 'reconfirm')
        consent = self.do(self.open_next(self.initiator))
        self.assertEqual((consent.purpose, consent.decision), ('approach', 'given'))
        self.assertEqual(self.to_do(self.initiator, self.other), (False, False))
        self.assertTrue(self.case.can_move_on)

    def test_information_has_a_leaflet_and_a_language_filled_in(self):
        case = self.make_case()
        case.with_user(self.desk)._offer_to(self.mediator)
        case.with_user(self.mediator).action_accept()
        initiator = case.with_user(self.mediator).party_ids.filtered('is_initiator')
        self.assertEqual(self.to_do(initiator), 'inform')
        given = self.do(self.open_next(initiator))
        self.assertTrue(given.leaflet_id and given.lang_id)
        self.assertFalse(self.to_do(initiator))

    def test_the_other_party_is_approached_informed_and_asked(self):
        self.bring_to('approach')
        self.other.with_user(self.mediator).write({'phone_number': '06 00000000'})
        self.assertEqual(self.to_do(self.other), 'approach')
        attempt = self.do(self.open_next(self.other), channel='phone')
        self.assertEqual(self.to_do(self.other), 'answer')
        self.assertEqual(self.open_next(self.other)['res_id'], attempt.id)
        attempt.action_wants_talk()
        self.assertEqual(self.to_do(self.other), 'inform')
        self.do(self.open_next(self.other))
        self.assertEqual(self.to_do(self.initiator, self.other), ('consent', 'consent'))
        for party in (self.initiator, self.other):
            self.assertEqual(self.do(self.open_next(party)).purpose, 'participation')
        self.assertEqual(self.to_do(self.initiator, self.other), (False, False))

    def test_a_minor_is_asked_and_then_the_guardian(self):
        self.bring_to('approach')
        self.initiator.with_user(self.mediator).birth_date = self.ago(days=15 * 365).date()
        self.assertEqual(self.do(self.open_next(self.initiator)).given_by, 'self')
        self.assertEqual(self.to_do(self.initiator), 'consent')
        self.assertEqual(self.do(self.open_next(self.initiator)).given_by, 'guardian')
        self.assertFalse(self.to_do(self.initiator))

    def test_each_side_is_prepared_alike_and_then_the_contact(self):
        self.bring_to('preparation')
        both = self.initiator | self.other
        self.other.with_user(self.mediator).needs_interpreter = True
        self.assertEqual(self.to_do(*both), ('wishes', 'arrange'))
        self.other.with_user(self.mediator).interpreter_arranged = True
        for party in both:
            party.with_user(self.mediator).contact_mode_ids = self.modes['meeting']
            self.assertEqual(self.to_do(party), 'preparation')
            self.talk(party, 'preparation')
            self.assertEqual(self.to_do(party), 'assessment')
            self.assertFalse(self.to_do(self.case))
            self.assess(party)
        self.assertEqual(self.to_do(self.case), 'contact')
        contact = self.contact()
        self.assertEqual(self.to_do(self.case), 'go')
        self.case.action_do_next()
        self.assertTrue(contact.go)
        self.move('contact')
        self.assertEqual(self.to_do(self.case), 'plan')
        contact.action_complete()
        self.assertFalse(self.to_do(self.case))

    def test_a_letter_is_written_and_gone_on_with(self):
        self.bring_to('preparation')
        contact = self.prepare_contact('letter')
        self.move('contact')
        self.assertEqual(self.to_do(self.case), 'write')
        message = self.message(contact)
        self.assertEqual(self.to_do(self.case), 'message')
        self.assertEqual(self.case.action_do_next()['res_id'], message.id)

    def test_nothing_is_done_with_somebody_who_has_stopped(self):
        self.bring_to('approach')
        self.consent(self.initiator, 'participation', 'withdrawn')
        self.assertFalse(self.to_do(self.initiator))

    def test_somebody_else_is_told_nothing_and_does_nothing(self):
        self.bring_to('preparation')
        for login in ('manager', 'desk', 'other_mediator'):
            with self.subTest(login=login):
                theirs = self.as_user(self.case, self.users[login])
                with self.assertRaises(AccessError):
                    theirs.action_do_next()
                party = self.as_user(self.initiator, self.users[login])
                with self.assertRaises(AccessError):
                    party.action_do_next()
                with self.assertRaises(AccessError):
                    party.read(['to_do'])
