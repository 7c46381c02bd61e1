"""All that one side receives holds nothing of the other that the other did not release."""

from unittest.mock import patch

from odoo import Command

from odoo.addons.herstelbemiddeling.letters import pdf

from .two_sides import SIDES, TwoSidesCase, everything_in

STEPS = ('read_back', 'release', 'wants_it', 'deliver')


class TestTwoSides(TwoSidesCase):
    def setUp(self):
        super().setUp()
        self.case.sudo().co_mediator_ids = [Command.link(self.co_mediator.id)]
        self.sent = set()

    def speak(self, initiator, other):
        """Let the two sides have these languages."""
        for party, lang in ((self.initiator, initiator), (self.other, other)):
            party.lang_id = self.env.ref(lang)

    def walk_to_contact(self):
        """From the approach to the go, with every letter on the way."""
        # Each way of inviting is another attempt; the waiting between them is tried elsewhere.
        terms = {'approach_wait_days': 0, 'approach_attempts': 9}
        self.env['mediation.policy'].create({'company_id': self.case.company_id.id, **terms})
        self.send_out('invitation', ['other'])
        self.send_out('legal_notice')
        self.prepare_preparation()
        self.move('preparation')
        self.add_support_person()
        talks = {
            side: self.planned(party, place=self.text(side, 'place', 'place'))
            for side, party in self.party.items()
        }
        for kind in ('appointment', 'confirmation', 'preparation'):
            self.send_out(kind, talks=talks)
        for party in self.party.values():
            self.talk(party, 'preparation', date_start=self.ago(days=5))
            self.assess(party)
        self.letters, self.shuttle, self.meeting = contacts = [
            self.contact(mode) for mode in ('letter', 'shuttle', 'meeting')
        ]
        for contact in contacts:
            contact.action_give_go()
        self.move('contact')

    def exchange(self, contact):
        """Both sides let words go, and both keep some that were never let go."""
        for sender, recipient in (SIDES, SIDES[::-1]):
            pair = [self.party[sender], self.party[recipient]]
            released = self.message(contact, *pair, body=self.text(sender, 'released', 'body'))
            released.enclosure_name = self.text(sender, 'kept', 'enclosure_name')
            released.enclosure = self.scan(f'{sender}_released')
            released.is_enclosure_checked = True
            for step in STEPS:
                getattr(released, f'action_{step}')()
            for steps in ([], ['read_back'], ['read_back', 'release'], ['withhold']):
                kept = self.message(contact, *pair, body=self.text(sender, 'kept', 'body'))
                for step in steps:
                    getattr(kept, f'action_{step}')()
            kept = self.message(contact, *pair, body=self.text(sender, 'kept', 'body'))
            for step in ('read_back', 'release', 'does_not_want_it'):
                getattr(kept, f'action_{step}')()
            self.examine_letters_at_this_point()

    def examine_letters_at_this_point(self):
        """What was told meanwhile is in no letter that is written after it."""
        for side, party in self.party.items():
            self.examine_letter(side, self.dispatch(party, 'preparation', 'handed'))
            self.examine_letter(side, self.dispatch(party, 'confirmation', 'post'))

    def meet(self):
        """Both are invited to one talk, at a place that both may know."""
        place = self.canaries.text('meeting', 'place')
        both = self.initiator | self.other
        values = {'contact_id': self.meeting.id, 'place': place, 'date_start': self.ago(days=-3)}
        talk = self.talk(both, 'meeting', state='planned', **values)
        self.send_out('appointment', talks=dict.fromkeys(SIDES, talk))
        self.examine_calendar()

    def share_outside(self):
        """A text to which both agreed goes to somebody outside, and nothing else with it."""
        values = {name: self.canaries.text('outside', name) for name in ('recipient', 'text')}
        disclosure = (
            self.env['mediation.disclosure']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, **values})
        )
        for party in self.party.values():
            self.env['mediation.disclosure.agreement'].with_user(self.mediator).create(
                {'disclosure_id': disclosure.id, 'party_id': party.id}
            )
        disclosure.action_print()
        for lang in ('base.lang_en', 'base.lang_nl'):
            disclosure.lang_id = self.env.ref(lang)
            data = everything_in(disclosure._pdf())
            self.assertIn('outside', self.canaries.found_in(data))
            self.assertHoldsOnly('a text for outside', data, 'outside')

    def ask_a_colleague(self):
        handover = (
            self.env['mediation.handover']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'to_user_id': self.other_mediator.id,
                    'note': self.text('other', 'kept', 'note'),
                }
            )
        )
        handover.action_take_back()

    def walk(self):
        """A whole case, until somebody stops."""
        self.walk_to_contact()
        for side in SIDES:
            self.write_everything_down(side)
        self.exchange(self.letters)
        self.exchange(self.shuttle)
        self.meet()
        self.examine_copies()
        self.share_outside()
        self.ask_a_colleague()
        self.assertEverythingIsFilled()

    def stop_and_close(self, side):
        """One side stops while things are under way, and the case is closed."""
        queued = self.dispatch(self.party[side], 'confirmation', 'mail')
        queued.action_send()
        remark = self.text(side, 'kept', 'remark')
        self.consent(self.party[side], 'participation', decision='withdrawn', remark=remark)
        self.run_queue(days=1)
        self.assertEqual(self.examine_mails(), 0)
        self.send_out('closing')
        outcome = self.env.ref('herstelbemiddeling.mediation_outcome_other_withdrew')
        self.move('closed', outcome_id=outcome.id)
        self.send_out('closing')
        # Whoever has stopped is not asked how it went.
        self.send_out('evaluation', [other for other in SIDES if other != side])
        self.stopped = side
        self.examine_copies()

    def test_nothing_of_the_other_side_reaches_anybody_from_the_approach_to_the_end(self):
        self.speak('base.lang_nl', 'base.lang_en')
        self.walk()
        self.stop_and_close('other')
        self.assertEveryKindWasSent()

    def test_it_is_the_same_in_the_other_languages_and_when_the_other_side_stops(self):
        self.speak('base.lang_en', 'base.lang_nl')
        self.walk()
        self.stop_and_close('initiator')
        self.assertEveryKindWasSent()

    def test_the_last_letter_is_the_same_whoever_has_stopped(self):
        pages = []
        with patch.object(pdf, 'to_pdf', lambda html: pages.append(html) or b''):
            for side in SIDES:
                self.setUp()
                for party in self.party.values():
                    party.with_user(self.mediator).full_name = "Same Name"
                    party.lang_id = self.env.ref('base.lang_en')
                self.prepare_preparation()
                self.consent(self.party[side], 'participation', decision='withdrawn')
                for party in self.party.values():
                    self.dispatch(party, 'closing', 'handed')._pdf()
        self.assertEqual(len(set(pages)), 1)
        self.assertIn("Same Name", pages[0])

    def test_a_canary_is_found_wherever_it_hides_in_a_letter(self):
        canary = self.text('other', 'kept', 'note')
        for page in (
            f'<html lang="nl"><head><title>{canary}</title></head><body>Dag</body></html>',
            f'<html lang="nl"><head><title>Brief</title></head><body>{canary}</body></html>',
            f'<html lang="nl"><head><title>B</title></head><body><p style="width: 1em;'
            f' word-break: break-all">{canary}</p></body></html>',
            f'<html lang="nl"><head><title>B</title><meta name="author" content="{canary}">'
            '</head><body>Dag</body></html>',
            f'<html lang="nl"><head><title>B</title></head><body><a href="https://example.org/'
            f'{canary}">Dag</a></body></html>',
        ):
            found = self.canaries.found_in(everything_in(pdf.to_pdf(page)))
            self.assertEqual(found, {'other_kept'}, page)
