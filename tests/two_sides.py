"""A case whose two sides have told everything, in words of their own, and all that they receive.

Each of the tellers below has canaries of its own, so that what somebody receives shows whose words
are in it. What a side has told and not released is ``kept``: it is to be found nowhere.
"""

import base64
import io
from email import message_from_bytes, policy

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from odoo import Command

from odoo.addons.herstelbemiddeling.models.content.mediation_dispatch import BY_MAIL
from odoo.addons.herstelbemiddeling.sealed.fields import is_sealed_field

from .canaries import Canaries
from .canary_content import NEEDED
from .test_dispatch_mail import MailCase

SIDES = ('initiator', 'other')
STEPS = ('read_back', 'release', 'wants_it', 'deliver')  # of words that reach the other side
# Who somebody is and where, what the side told, what it released, where it is met.
ASPECTS = ('self', 'kept', 'released', 'place')
TELLERS = [f'{side}_{aspect}' for side in SIDES for aspect in ASPECTS]
TELLERS += ['support', 'meeting', 'outside']
# Of these nothing is sealed by what a party tells to the mediator of the case.
OTHER_ROOMS = {
    'mediation.complaint', 'mediation.emergency', 'mediation.import', 'mediation.question',
    'mediation.registration',
}  # fmt: skip
TEXTS = {'char', 'text', 'binary'}
# Only the other side is looked for and approached; a text for outside belongs to both.
ONCE = {'mediation.inquiry', 'mediation.attempt', 'mediation.disclosure', 'mediation.contact'}
# Templates that letters are made of, and that are no letter themselves.
PARTS = {'style', 'window', 'page', 'sender', 'layout', 'talk'}
MODES_OF = {
    'initiator': ('letter', 'shuttle', 'meeting', 'video_message'),
    'other': ('letter', 'shuttle', 'meeting', 'video_call'),
}


def everything_in(pdf):
    """Return all that a PDF holds: its words, with and without spaces, and each of its objects,
    among them what it says about itself, the tags and what is attached."""
    reader = PdfReader(io.BytesIO(pdf))
    words = ' '.join(page.extract_text() for page in reader.pages)
    parts = [words, ' '.join(words.split()), ''.join(words.split()), repr(reader.attachments)]
    data = '\n'.join(parts).encode()
    for number in range(int(reader.trailer['/Size'])):
        found = IndirectObject(number, 0, reader).get_object()
        data += repr(found).encode() + (found.get_data() if hasattr(found, 'get_data') else b'')
    return data


def everything_said_in(mail):
    """Return a mail without the lines that say to whom it goes, and each part of it decoded."""
    message = message_from_bytes(mail, policy=policy.default)
    receiver = message['To']
    del message['To']
    parts = [part.get_payload(decode=True) or b'' for part in message.walk()]
    headers = '\n'.join(f'{name}: {value}' for name, value in message.items())
    return receiver, b'\n'.join([message.as_bytes(), headers.encode(), *parts])


class TwoSidesCase(MailCase):
    def setUp(self):
        super().setUp()
        self.canaries = Canaries(TELLERS)
        self.party = {'initiator': self.initiator, 'other': self.other}
        self.day = self  # what the lambdas of NEEDED ask for
        self.mode = self.modes['meeting'].id
        for side, party in self.party.items():
            self.tell_who_it_is(side, party)

    def text(self, side, aspect, field):
        return self.canaries.text(f'{side}_{aspect}', field)

    def scan(self, teller):
        return base64.b64encode(b'%PDF-1.7 ' + self.canaries.text(teller, 'enclosure').encode())

    def tell_who_it_is(self, side, party):
        """Fill everything that can be known of a person; nothing of it makes a way unsafe."""
        teller = f'{side}_self'
        values = {
            name: self.text(side, 'self', name)
            for name, field in party._fields.items()
            if is_sealed_field(field) and field.type in TEXTS
        }
        values |= {
            'wishes': self.text(side, 'kept', 'wishes'),
            'email_address': self.canaries.email(teller, 'email_address'),
            'phone_number': self.canaries.phone(teller, 'phone_number'),
            'birth_date': self.canaries.birth_date(teller),
            'date_release': self.canaries.birth_date(f'{side}_kept'),
            'detained': True,
            'institution_post': True,
            'permission_state': 'granted',
            'contact_mode_ids': [Command.set([self.modes[m].id for m in MODES_OF[side]])],
        }
        party.with_user(self.mediator).write(values)

    def add_support_person(self):
        """Somebody whom one side brings along; neither side has given this person's data away."""
        kept = {
            name: self.canaries.text('support', name)
            for name, field in self.initiator._fields.items()
            if is_sealed_field(field) and field.type in TEXTS
        }
        values = {'case_id': self.case.id, 'side': 'support', 'role': 'support_person'}
        return self.env['mediation.party'].with_user(self.mediator).create({**values, **kept})

    def write_everything_down(self, side):
        """Fill each model of the content room that is filled by hand, about one side."""
        first = self.party[side]
        second = self.party['other' if side == 'initiator' else 'initiator']
        for name, needed in NEEDED.items():
            if name in ONCE and side != 'initiator':
                continue
            model = self.env[name].with_user(self.mediator)
            values = {'case_id': self.case.id, **needed(first.id, second.id, self)}
            if name == 'mediation.message':
                values['contact_id'] = self.letters.id
            values |= {
                field_name: self.text(side, 'kept', field_name)
                for field_name, field in model._fields.items()
                if is_sealed_field(field) and field.type in ('char', 'text')
            }
            if name == 'mediation.message':
                values['enclosure'] = self.scan(f'{side}_kept')
            row = model.create(values)
            if name == 'mediation.assessment':
                # Written by the practice supervisor who was asked.
                row.supervisor_id = self.supervisor
                row.sudo().supervision = 'asked'
                judged = self.as_user(row, self.supervisor)
                judged.supervision_remark = self.text(side, 'kept', 'supervision_remark')

        # What this side has written on the own page, for the mediator or to be passed on.
        for for_other in (False, True):
            first.sudo()._page_write(self.text(side, 'kept', 'page'), for_other)

    def assertEverythingIsFilled(self):
        """A sealed field that is new, and holds no canary here, proves nothing: fill it."""
        self.env.flush_all()
        for model in self.env.values():
            if model._abstract or model._transient or model._name in OTHER_ROOMS:
                continue
            for name, field in model._fields.items():
                if is_sealed_field(field) and field.type in TEXTS:
                    rows = model.sudo().search([('case_id', '=', self.case.id)])
                    filled = [row for row in rows if row._is_sealed_in(name)]
                    self.assertTrue(filled, f'{model._name}.{name} is never filled here')

    # What is examined

    def assertHoldsOnly(self, what, data, *tellers):
        """Raise AssertionError when words of anybody else are in it, or a code or the offence."""
        self.assertLessEqual(self.canaries.found_in(data), set(tellers), what)
        lowered = data.lower()
        for word in self.words_on_nothing():
            self.assertNotIn(word.lower().encode(), lowered, what)

    def assertNamesNoOtherMode(self, side, what, data):
        """Which forms of contact only the other side would accept is not to be guessed."""
        other = 'other' if side == 'initiator' else 'initiator'
        for code in set(MODES_OF[other]) - set(MODES_OF[side]):
            for lang in ('en_US', 'nl_NL'):
                name = self.modes[code].with_context(lang=lang).name
                self.assertNotIn(name.lower().encode(), data.lower(), what)

    def words_on_nothing(self):
        """Words that leave with nothing: codes, what happened, what the desk was told."""
        case = self.case.sudo()
        names = {case.offence_id.with_context(lang=lang).name for lang in ('en_US', 'nl_NL')}
        papers = [
            self.env[name].sudo().search([('case_id', '=', case.id)])
            for name in (*NEEDED, 'mediation.dispatch', 'mediation.delivery')
        ]
        codes = {code for rows in papers for code in rows.mapped('code')}
        return {case.name, "Canary story", *names, *case.party_ids.mapped('code'), *codes}

    def examine_letter(self, side, dispatch):
        kind, channel = dispatch.kind, dispatch.channel
        for reader in (self.mediator, self.co_mediator):
            what = f'{kind} by {channel} for {side}, made by {reader.login}'
            data = everything_in(self.as_user(dispatch, reader)._pdf())
            self.assertIn(f'{side}_self', self.canaries.found_in(data), what)
            self.assertHoldsOnly(what, data, f'{side}_self', f'{side}_place', 'meeting')
            self.assertNamesNoOtherMode(side, what, data)

    def examine_mails(self):
        """Each mail goes to one side, and says nothing of anybody, not even of who gets it."""
        mails, self.sink.mails = self.sink.mails, []
        for mail in mails:
            receiver, said = everything_said_in(mail)
            found = self.canaries.found_in(receiver.encode())
            self.assertIn(found, [{f'{side}_self'} for side in SIDES])
            self.assertHoldsOnly('a mail', said)
            for word in (b'mediation.', b'slachtoffer', b'victim', b'dader', b'offender'):
                self.assertNotIn(word, said.lower().replace(b'voorbeeld bemiddeling', b''))
        return len(mails)

    def examine_copies(self):
        """What a side has of the words in the case: its own, and what the other released."""
        for side, other in (SIDES, SIDES[::-1]):
            own, received = self.case._shared_with(self.party[side])
            self.assertTrue(own and received)
            self.assertCopiesHoldOnly(own, {f'{side}_kept', f'{side}_released'})
            self.assertCopiesHoldOnly(received, {f'{other}_released'})

    def assertCopiesHoldOnly(self, rows, tellers):
        for row in rows:
            words = [
                base64.b64decode(row[name] or b'')
                if field.type == 'binary'
                else (row[name] or '').encode()
                for name, field in row._fields.items()
                if is_sealed_field(field)
            ]
            found = self.canaries.found_in(b'\n'.join(words))
            self.assertTrue(found)
            self.assertLessEqual(found, tellers)

    def examine_calendar(self):
        events = self.env['calendar.event'].sudo().search([('res_id', '=', self.case.id)])
        self.assertTrue(events)
        for event in events:
            self.assertFalse(self.canaries.found_in(repr(event.read()).encode()))

    # What leaves

    def send_out(self, kind, sides=SIDES, **values):
        """Send this in every way that there is for it, and examine each of them."""
        channels = dict(self.env['mediation.dispatch']._fields['channel'].selection)
        for side in sides:
            for channel in channels:
                if channel == 'mail' and kind not in BY_MAIL:
                    continue
                talk = values.get('talks', {}).get(side)
                linked = {'session_id': talk.id} if talk else {}
                dispatch = self.dispatch(self.party[side], kind, channel, **linked)
                if channel == 'mail':
                    dispatch.action_send()
                    self.run_queue()
                    self.assertEqual(dispatch.state, 'sent')
                    self.assertEqual(self.examine_mails(), 1)
                else:
                    dispatch.action_print()
                    self.examine_letter(side, dispatch)
                self.sent.add((side, kind, channel))

    def assertEveryKindWasSent(self):
        """A kind of letter or a way that is new, and is not walked here, proves nothing."""
        selection = self.env['mediation.dispatch']._fields
        ways = {
            (side, kind, channel)
            for side in SIDES
            for kind in dict(selection['kind'].selection)
            for channel in dict(selection['channel'].selection)
            if channel != 'mail' or kind in BY_MAIL
            if (side, kind) != ('initiator', 'invitation')  # who registered is not invited
            if (side, kind) != (self.stopped, 'evaluation')
        }
        self.assertEqual(self.sent, ways)
        letters = (
            self.env['ir.ui.view'].sudo().search([('key', '=like', 'herstelbemiddeling.letter_%')])
        )
        names = {key.removeprefix('herstelbemiddeling.letter_') for key in letters.mapped('key')}
        self.assertEqual(names - PARTS, {kind for _side, kind, _channel in ways} | {'disclosure'})


class WalkCase(TwoSidesCase):
    """The way from the approach to the contact, and what the two sides let go on it."""

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
            if released.may_have_file:
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
