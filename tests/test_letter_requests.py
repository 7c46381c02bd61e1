"""A letter is fetched by who printed it, and by nobody else; no copy stays on the way."""

import secrets

from odoo.tests import HttpCase

from .common import MediationCase
from .letters import OTHER, LetterCase, text_of

PASSWORD = secrets.token_urlsafe(12)


class TestLetterRequests(HttpCase, LetterCase, MediationCase):
    def setUp(self):
        super().setUp()
        for user in (self.mediator, self.other_mediator, self.manager, self.administrator):
            user.password = PASSWORD
        self.bring_to('approach')
        self.letter = self.dispatch(self.other, 'invitation')
        self.url = self.letter.action_print()['url']
        self.env.flush_all()

    def fetch(self, user, url=None):
        self.authenticate(user and user.login, user and PASSWORD)
        return self.url_open(url or self.url, allow_redirects=False)

    def test_the_mediator_gets_it_and_nothing_keeps_it(self):
        answer = self.fetch(self.mediator)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers['Content-Type'], 'application/pdf')
        self.assertEqual(answer.headers['Cache-Control'], 'no-store')
        self.assertEqual(answer.headers['Content-Disposition'], 'attachment; filename="letter.pdf"')
        self.assertIn(OTHER['full_name'], text_of(answer.content))

    def test_others_get_the_same_answer_as_for_a_letter_that_never_was(self):
        for user in (self.other_mediator, self.manager, self.administrator):
            with self.subTest(login=user.login):
                shut = self.fetch(user)
                never = self.fetch(user, '/herstelbemiddeling/letter/99999999')
                self.assertEqual((shut.status_code, never.status_code), (403, 403))
                self.assertNotIn(b'%PDF', shut.content)
        self.assertIn('/web/login', self.fetch(None).headers['Location'])

    def test_what_was_not_printed_or_may_not_go_any_more_cannot_be_fetched(self):
        draft = self.dispatch(self.other, 'invitation')
        url = f'/herstelbemiddeling/letter/{draft.id}'
        self.env.flush_all()
        self.assertNotIn(b'%PDF', self.fetch(self.mediator, url).content)
        self.other.sudo().state = 'declined'
        self.env.flush_all()
        self.assertNotIn(b'%PDF', self.fetch(self.mediator).content)
