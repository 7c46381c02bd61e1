"""The extract of one person: everything about that person, and nothing of anybody else."""

import base64
import json
import secrets

from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.models.content.mediation_party_extract import PARTS

from .classification_of_cases import CONTENT, IDENTITY
from .letters import text_of
from .two_sides import SIDES, WalkCase

# What is known of a person and does not stand in the extract, with the reason.
LEFT_OUT = {
    'mediation.party': {
        # shown as records of their own
        'consent_ids', 'information_ids', 'restriction_ids', 'assessment_ids', 'session_ids',
        'dispatch_ids', 'evaluation_ids', 'inquiry_ids', 'attempt_ids', 'willingness_ids',
        'page_code_ids', 'page_entry_ids', 'request_ids', 'note_ids',
        # worked out of what is shown
        'is_initiator', 'state_since', 'notice_due', 'safe_contact_summary',
    },
    'mediation.consent': {'leaflet_id', 'is_change_of_mind', 'text_id'},
    'mediation.attempt': {'wait_until', 'dispatch_ids'},
    # where not to come tells where the other is, and the remark is about both
    'mediation.restriction': {'area', 'remark'},
    'mediation.session': {'called_off_by', 'is_place_checked'},
    'mediation.message': {
        'recipient_wants', 'date_delivered', 'delivered_how', 'waits_until',  # of the other side
        'is_enclosure_checked', 'leaves_name', 'leaves_address', 'leaves_mail', 'leaves_phone',
    },
    'mediation.dispatch': {'date_queued', 'date_next', 'tries', 'failure'},
    'mediation.page.entry': {'is_seen'},
    'mediation.person.request': {'is_longer'},
}  # fmt: skip
# Of a case, of both sides together, or of nobody any more.
NOT_OF_ONE = {
    'mediation.contact', 'mediation.handover', 'mediation.disclosure',
    'mediation.evaluation.answer', 'mediation.held', 'mediation.call', 'mediation.call.off',
    'mediation.withdrawal',
}  # fmt: skip


PASSWORD = secrets.token_urlsafe(12)


class TestExtract(HttpCase, WalkCase):
    def ask(self, party, **values):
        values = {'identity': 'known', 'party_id': party.id, **values}
        return self.env['mediation.person.request'].with_user(self.mediator).create(values)

    def extract(self, party):
        sections = party.with_user(self.mediator)._extract()
        for value in (value for part in sections for row in part['records'] for value in row):
            if value['name'] == 'enclosure':
                value['value'] = base64.b64decode(value['value']).decode('latin-1')
        return json.dumps(sections, ensure_ascii=False)

    def write_about(self, side):
        """Everything that is written down about one side, in the words of that side."""
        party = self.party[side]
        told = {
            'mediation.note': {'body'},
            'mediation.inquiry': {'answer', 'asked_of'},
            'mediation.assessment': {'safety', 'motives', 'capacity_remark', 'conclusion_remark'},
        }
        needed = {'mediation.inquiry': {'ground': 'police'}}
        if party.is_initiator:  # who came by themselves is not looked for
            del told['mediation.inquiry']
        for model, names in told.items():
            words = {name: self.text(side, 'kept', name) for name in names}
            self.env[model].with_user(self.mediator).create(
                {'party_id': party.id, **needed.get(model, {}), **words}
            )
        self.consent(party, 'aftercare', remark=self.text(side, 'kept', 'remark'))
        party.sudo()._page_write(self.text(side, 'kept', 'page'), True)

    def test_each_side_gets_everything_of_itself_and_nothing_of_the_other(self):
        self.speak('base.lang_en', 'base.lang_en')
        self.walk_to_contact()
        for side in SIDES:
            self.write_about(side)
        self.exchange(self.letters)
        for side, other in (SIDES, SIDES[::-1]):
            data = self.extract(self.party[side]).encode()
            found = self.canaries.found_in(data)
            own = {f'{side}_{aspect}' for aspect in ('self', 'kept', 'released', 'place')}
            self.assertEqual(found, own | {f'{other}_released'})
            for name in ('body', 'safety', 'remark', 'page', 'wishes'):
                self.assertIn(self.text(side, 'kept', name).encode(), data, name)

    def test_a_note_that_speaks_of_the_other_is_left_out_and_the_extract_says_so(self):
        self.bring_to('approach')
        other = self.other.with_user(self.mediator)
        other.write({'full_name': "Ada Verzonnen", 'phone_number': '06 1234 5678'})
        for words in ("She says that ada verzonnen lives near.", "Call +31 6 12345678"):
            note = (
                self.env['mediation.note']
                .with_user(self.mediator)
                .create({'party_id': self.initiator.id, 'body': words})
            )
            text = self.extract(self.initiator)
            self.assertNotIn(words, text)
            self.assertIn("[left out: it speaks of somebody else]", text)
            note.body = "Calm and clear."
            self.assertIn("Calm and clear.", self.extract(self.initiator))

    def test_whatever_is_known_of_a_person_is_in_it_or_is_left_out_for_a_reason(self):
        given = {}
        for part in PARTS:
            given.setdefault(part.model, set()).update(part.names.split())
        for room in (IDENTITY, CONTENT):
            for model, classes in room.items():
                if model in NOT_OF_ONE:
                    self.assertNotIn(model, given)
                    continue
                known = {
                    name for group in ('people', 'told') for name in classes.get(group, '').split()
                }
                missing = known - given.get(model, set()) - LEFT_OUT.get(model, set())
                self.assertEqual(missing, set(), model)

    def test_it_says_who_looked_by_function_and_never_by_name(self):
        self.extract(self.initiator)
        self.env.flush_all()
        sections = self.initiator.with_user(self.mediator)._extract()
        self.assertEqual(sections[-1]['model'], 'mediation.audit')
        self.assertNotIn(self.mediator.name, json.dumps(sections[-1]))

    def test_it_is_fetched_by_who_does_the_case_and_by_nobody_else(self):
        self.bring_to('approach')
        party = self.initiator.with_user(self.mediator)
        party.full_name = "Canary Person"
        asked = self.ask(party)
        paths = [f'/herstelbemiddeling/extract/{asked.id}/{form}' for form in ('pdf', 'json')]
        for user in (self.other_mediator, self.manager, self.desk, self.privacy_officer):
            user.password = PASSWORD
            self.authenticate(user.login, PASSWORD)
            for path in paths:
                answer = self.url_open(path, allow_redirects=False)
                self.assertNotEqual(answer.status_code, 200)
                self.assertNotIn("Canary", answer.text)
        self.mediator.password = PASSWORD
        self.authenticate(self.mediator.login, PASSWORD)
        paper, file = (self.url_open(path) for path in paths)
        self.assertIn("Canary Person", text_of(paper.content))
        self.assertEqual(paper.headers['Cache-Control'], 'no-store')
        self.assertIn('filename="extract.pdf"', paper.headers['Content-Disposition'])
        self.assertEqual(file.json()['code'], party.code)
        asked.identity = False
        for path in paths:
            self.assertNotIn("Canary", self.url_open(path).text)
