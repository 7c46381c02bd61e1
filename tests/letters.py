"""What the tests of letters share: a case whose two sides differ in every word of theirs."""

import io

from pypdf import PdfReader

from .process import ProcessCase

INITIATOR = {
    'full_name': "Kanarie Initia",
    'street': "Initialaan 1",
    'postcode': '1111 AA',
    'city': "Initiastad",
    'email_address': 'initia@example.org',
    'phone_number': '06-11110000',
    'wishes': "Initiawens",
    'contact_via': "Initiatante",
    'institution': "PI Initia",
    'institution_contact': "Initiamentor",
    'guardian_name': "Initiavoogd",
}
OTHER = {
    name: value.replace('Initia', 'Andera').replace('initia', 'andera').replace('1', '2')
    for name, value in INITIATOR.items()
}


def text_of(pdf):
    """Return the words of a PDF, spaces made one, as somebody reads them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return ' '.join(' '.join(page.extract_text() for page in pages).split())


class LetterCase(ProcessCase):
    """A case of which both sides are known, with everything that can be known of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {
                'name': "Voorbeeld Bemiddeling",
                'street': "Postbus 1",
                'zip': '3500 AA',
                'city': "Utrecht",
                'phone': '030 000 00 00',
                'email': 'office@example.org',
            }
        )

    def setUp(self):
        super().setUp()
        self.initiator.with_user(self.mediator).write(INITIATOR)
        self.other.with_user(self.mediator).write(OTHER)
        english = self.env.ref('base.lang_en')
        self.case.party_ids.lang_id = english

    def dispatch(self, party, kind='appointment', channel='post', **values):
        return (
            self.env['mediation.dispatch']
            .with_user(self.mediator)
            .create({'party_id': party.id, 'kind': kind, 'channel': channel, **values})
        )

    def planned(self, party, kind='preparation', **values):
        values = {'date_start': self.ago(days=-3), 'place': f"Zaal {party.side}", **values}
        return self.talk(party, kind, state='planned', **values)

    def printed(self, party, kind, channel='post', **values):
        """Print a letter as the mediator does, and return its words."""
        dispatch = self.dispatch(party, kind, channel, **values)
        dispatch.action_print()
        self.assertEqual(dispatch.state, 'printed')
        return text_of(dispatch._pdf())

    def assertHoldsNothingOf(self, text, told):
        for name, value in told.items():
            with self.subTest(name=name):
                self.assertNotIn(value, text)

    def telling(self):
        """Words that stand on nothing that leaves."""
        case = self.case.sudo()
        return [case.name, case.offence_id.name, *case.party_ids.mapped('code'), "Canary story"]
