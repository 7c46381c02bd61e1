"""All that one side receives holds nothing of the other that the other did not release."""

from unittest.mock import patch

from odoo.addons.herstelbemiddeling.letters import pdf

from .two_sides import SIDES, WalkCase, everything_in


class TestTwoSides(WalkCase):
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
            (
                f'<html lang="nl"><head><title>B</title></head><body><p style="width: 1em;'
                f' word-break: break-all">{canary}</p></body></html>'
            ),
            (
                f'<html lang="nl"><head><title>B</title><meta name="author" content="{canary}">'
                '</head><body>Dag</body></html>'
            ),
            (
                f'<html lang="nl"><head><title>B</title></head><body><a href="https://example.org/'
                f'{canary}">Dag</a></body></html>'
            ),
        ):
            found = self.canaries.found_in(everything_in(pdf.to_pdf(page)))
            self.assertEqual(found, {'other_kept'}, page)
