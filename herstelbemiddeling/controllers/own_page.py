import base64
from http import HTTPStatus

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import Response, request

from ..codes import digest, new_submission_key
from ..enclosures import kind_of
from ..form import answers as form
from ..form import travel
from ..models.content.mediation_consent import TAKING_PART
from ..models.content.mediation_party_own_page import PAUSE_WEEKS
from ..sealed.keys import system_secret
from . import own_page_values as page
from .public_page import page_path, page_route, read_body, render, wrong_method

PATH = '/herstelbemiddeling/pagina'
CODE_PATH = '/herstelbemiddeling/code'
SECONDS = 15 * 60  # a page is good for; each answer of the server begins anew
# What the page in use gives out, and what the one that asks for the code again does.
IN_USE, SHUT = 'own page', 'own page, shut'

MAX_BODY = 256 * 1024
MAX_TEXT = 20_000
TEXTS = frozenset({'wishes', 'letter'})
WISHES = frozenset({'wishes', 'modes'})
NAMES = frozenset({'token', 'topic', 'go', 'key', 'code', 'for_other', 'weeks'})
MODE = 'mode_'
TOPICS = (
    'start', 'appointments', 'wishes', 'consents', 'messages', 'write', 'pause', 'stop',
)  # fmt: skip


def open_with(code):
    """Return the own page that this code opens, or None when it opens none.

    For the page on which codes are typed in. Unknown, blocked and wrong codes take the same way.
    """
    found_sudo = _codes()._find(code)
    return Visit(found_sudo).render('start') if found_sudo else None


class OwnPageController(http.Controller):
    """The page of one party. It keeps nothing: what is needed travels with the page, sealed.

    There is no session and no cookie, so each request says which code opened the page, and the
    database is asked each time whether that code still works.
    """

    @page_route(PATH)
    def own_page(self):
        method = request.httprequest.method
        if method in ('GET', 'HEAD'):
            return Response(status=HTTPStatus.SEE_OTHER, headers={'Location': _code_path()})
        if method != 'POST':
            return wrong_method(CODE_PATH)
        texts = _read()
        return _open_again(texts) if 'code' in texts else _go_on(texts)


def _read():
    """Return what was sent, without signs that cannot be kept: a letter is not refused for one.

    :raise BadRequest: for what is not a form of ours, or too large
    """
    body = read_body(MAX_BODY)
    content_type = request.httprequest.headers.get('Content-Type')
    fields = NAMES | TEXTS | _mode_names()
    answers = form.read(content_type, body or b'', fields, TEXTS)
    wrong = {problem.key for problem in answers.problems.values()} & {'repeated', 'file'}
    if body is None or answers.refusal or wrong or request.httprequest.query_string:
        raise BadRequest
    return answers.texts


def _go_on(texts):
    """Answer a request from a page that was opened a while ago."""
    topic = texts.get('topic')
    if topic not in TOPICS:
        raise BadRequest
    try:
        carried = travel.unpack(_secret(), IN_USE, texts.get('token', ''), SECONDS)
    except travel.Stale:
        carried = travel.unpack(_secret(), IN_USE, texts['token'])
        return _render_shut(_brought_along(texts, carried))
    except (travel.Broken, ValueError):
        return _render_shut(None)
    carried = _brought_along(texts, carried)
    code_sudo = _codes().browse(carried['code'])
    if not code_sudo._still_opens():
        return _render_shut(carried)
    visit = Visit(code_sudo, carried)
    request.dispatcher.render_failure = lambda: visit.render(topic, problem='failed', status=500)
    return visit.turn(topic, texts)


def _open_again(texts):
    """The code was typed in once more: go on where the page was, with what was typed there."""
    try:
        carried = travel.unpack(_secret(), SHUT, texts.get('token', ''))
    except (travel.Broken, ValueError):
        raise BadRequest from None
    found_sudo = _codes()._find(texts['code'])
    # Only for whoever typed it, also with a new code; and nobody tries codes out here. The former
    # one may have been erased since.
    former_sudo = _codes().browse(carried['code']).exists()
    if not found_sudo or found_sudo.party_id != former_sudo.party_id:
        return _render_shut(carried, is_wrong=True)
    return Visit(found_sudo, carried).render(carried['topic'])


class Visit:
    """One request to the page of one party.

    :param code_sudo: the code that opened it. As superuser, for a public visitor has no right on
        any model: the code was checked, and only ``_page_…`` methods of its party are called.
    :param carried: what came along with the page: ``drafts``, what was typed and not sent yet;
        ``seen``, what the page showed when it was made, so that no change is overwritten unseen
    """

    def __init__(self, code_sudo, carried=None):
        self.code_sudo, self.party_sudo = code_sudo, code_sudo.party_id
        self.drafts = (carried or {}).get('drafts', {})
        self.seen = (carried or {}).get('seen', {})

    def turn(self, topic, texts):
        """Do what the button asks for, and return the page that follows."""
        verb, _sep, what = (texts.get('go') or 'stay').partition(':')
        if verb == 'to' and what in TOPICS:
            return self.render(what)
        if verb == 'stay':
            return self.render(topic)
        if (topic, verb) == ('messages', 'file'):
            return self._file(what)
        action = ACTIONS.get((topic, verb))
        if not action:
            raise BadRequest
        if any(len(texts.get(name, '')) > MAX_TEXT for name in TEXTS):
            return self.render(topic, problem='too_long', status=400)
        return action(self, texts, what)

    def render(self, topic, done=None, problem=None, status=200):
        values = page.values_of(request.env, self.party_sudo, topic, self.drafts)
        if values['seen'] and (problem == 'changed' or not WISHES & self.drafts.keys()):
            self.seen = values['seen']
        carried = {'code': self.code_sudo.id, 'drafts': self.drafts, 'seen': self.seen}
        return render(
            'own_page',
            path=PATH,
            status=status,
            **values,
            done=done and page.done_text(request.env, done),
            problem=problem and page.problem_text(request.env, problem),
            key=new_submission_key(),
            token=travel.pack(_secret(), IN_USE, carried),
        )

    # What can be done ---------------------------------------------------------------------------

    def send(self, texts, _what):
        if not texts.get('letter'):
            return self.render('write', problem='nothing_written', status=400)
        return self._once(
            texts, 'write', 'sent',
            lambda party: party._page_write(texts['letter'], bool(texts.get('for_other'))),
            drafts=('letter', 'for_other'),
        )  # fmt: skip

    def save(self, texts, _what):
        current = self.party_sudo._page_wishes()
        shown = self.seen.get('wishes')
        wishes = texts.get('wishes', '')
        if page.fingerprint(wishes) == page.fingerprint(current['wishes']):
            wishes = None
        elif shown != page.fingerprint(current['wishes']) and not self._was_done(texts):
            return self.render('wishes', problem='changed', status=409)
        accepts, declines = self._mode_changes(texts)
        return self._once(
            texts, 'wishes', 'saved',
            lambda party: party._page_save_wishes(wishes, accepts, declines),
            drafts=WISHES,
        )  # fmt: skip

    def give(self, texts, what):
        return self._once(texts, 'consents', 'given', lambda party: party._page_give(what))

    def take_back(self, texts, what):
        if what in TAKING_PART:
            return self.render('stop')
        return self._once(texts, 'consents', 'taken_back', lambda p: p._page_take_back(what))

    def agree(self, texts, what):
        return self._answer_text(texts, what, agrees=True)

    def disagree(self, texts, what):
        return self._answer_text(texts, what, agrees=False)

    def pause(self, texts, _what):
        weeks = texts.get('weeks', '')
        if weeks not in {str(number) for number in PAUSE_WEEKS}:
            return self.render('pause', problem='how_long', status=400)
        return self._once(texts, 'pause', 'paused', lambda party: party._page_pause(int(weeks)))

    def stop(self, texts, _what):
        return self._once(texts, 'stop', 'stopped', lambda party: party._page_stop())

    def _answer_text(self, texts, what, agrees):
        shown = self.party_sudo._page_disclosures()
        disclosure = shown.filtered(lambda text: str(text.id) == what)
        done = 'agreed' if agrees else 'not_agreed'
        return self._once(
            texts, 'consents', done, lambda p: p._page_answer_text(disclosure.ensure_one(), agrees)
        )

    def _mode_changes(self, texts):
        """Return the modes that were ticked, and those that were unticked, on the page."""
        shown = self.seen.get('modes')
        if shown is None:  # the ticks were not on the page
            return (), ()
        modes = request.env['mediation.contact.mode'].sudo().search([])
        ticked = modes.filtered(lambda mode: texts.get(MODE + mode.code))
        before = modes.filtered(lambda mode: mode.code in shown)
        now = self.party_sudo.contact_mode_ids
        return (ticked - before) - now, (before - ticked) & now

    def _once(self, texts, topic, done, act, drafts=()):
        """Do this, unless this very page was sent before; either way the same answer follows."""
        try:
            with request.env.cr.savepoint():
                if self._claim(texts):
                    act(self.party_sudo)
                    request.env.flush_all()
        except (UserError, ValueError):
            # Its words are for a mediator, and may speak of the other side.
            request.env.invalidate_all()
            return self.render(topic, problem='refused', status=409)
        for name in drafts:
            self.drafts.pop(name, None)
        return self.render(topic, done=done)

    def _claim(self, texts):
        return _submissions()._claim(self._claimed(texts))

    def _was_done(self, texts):
        return bool(
            _submissions().search_count([('key_digest', '=', self._claimed(texts))], limit=1)
        )

    def _claimed(self, texts):
        key = texts.get('key')
        if not key or len(key) > 64:
            raise BadRequest
        return digest(f'own page|{self.code_sudo.id}|{key}')

    def _file(self, what):
        content = what.isdecimal() and len(what) < 12 and self.party_sudo._page_file(int(what))
        if not content:
            raise BadRequest
        raw = base64.b64decode(content)
        headers = {
            # A folder of downloads is seen by others: no name, no code.
            'Content-Disposition': f'attachment; filename="bestand.{kind_of(raw) or "bin"}"',
        }
        return Response(raw, headers=headers, mimetype='application/octet-stream')


ACTIONS = {
    ('write', 'send'): Visit.send,
    ('wishes', 'save'): Visit.save,
    ('consents', 'give'): Visit.give,
    ('consents', 'back'): Visit.take_back,
    ('consents', 'agree'): Visit.agree,
    ('consents', 'disagree'): Visit.disagree,
    ('pause', 'pause'): Visit.pause,
    ('stop', 'stop'): Visit.stop,
}


def _render_shut(carried, is_wrong=False):
    """Return the page that asks for the code again, with what was typed sealed in it.

    :param carried: as it came along; None when there was no page of ours before this one
    """
    return render(
        'own_page_shut',
        path=CODE_PATH,
        status=403,
        own_path=_path(PATH),
        is_wrong=is_wrong,
        token=carried and travel.pack(_secret(), SHUT, carried),
    )


def _brought_along(texts, carried):
    """Return what the next page is given: what was typed and not sent, here or before."""
    drafts, seen = dict(carried['drafts']), carried['seen']
    drafts |= {name: texts[name] for name in TEXTS if name in texts}
    if texts['topic'] == 'write':
        drafts['for_other'] = bool(texts.get('for_other'))
    if texts['topic'] == 'wishes' and seen:
        drafts['modes'] = sorted(name.removeprefix(MODE) for name in texts if name.startswith(MODE))
        # What was not touched is no draft: it follows what the mediator changes.
        if page.fingerprint(drafts.get('wishes', '')) == seen['wishes']:
            drafts.pop('wishes', None)
        if drafts['modes'] == seen['modes']:
            del drafts['modes']
    return {**carried, 'topic': texts['topic'], 'drafts': drafts, 'seen': seen}


def _mode_names():
    # Names of forms of contact are public.
    modes_sudo = request.env['mediation.contact.mode'].sudo().search([])
    return {MODE + mode.code for mode in modes_sudo}


def _codes():
    # A public visitor has no right on any model; the code itself is what is checked.
    return request.env['mediation.page.code'].sudo()


def _submissions():
    # That a page was sent, and nothing of it.
    return request.env['mediation.submission'].sudo()


def _secret():
    return system_secret(request.env, 'page')


def _path(path):
    website_sudo = request.env['website'].sudo().get_current_website()
    return page_path(path, website_sudo.language_ids.browse(request.page_lang), website_sudo)


def _code_path():
    return _path(CODE_PATH)
