"""What the templates of the own page are given: plain values and words, no record."""

import hashlib
from datetime import timedelta

from odoo.tools import format_date, format_datetime

from ..models.content.mediation_dispatch_letter import TIME_ZONE
from ..models.content.mediation_party_own_page import PAUSE_WEEKS

DAY = 'd MMMM y'


def values_of(env, party_sudo, topic, drafts):
    """Return the values of one page of a party.

    :param party_sudo: only its ``_page_…`` methods are called, which return plain values
    """
    standing = party_sudo._page_standing()
    values = {
        'topic': topic,
        'heading': title_of(env, topic),
        'seen': {},
        'is_closed': standing['is_closed'],
        'has_stopped': standing['has_stopped'],
        'is_over': standing['is_closed'] or standing['has_stopped'],
        'pause': standing['paused_until']
        and env._("You have a pause until %(day)s.", day=_day(env, standing['paused_until'])),
        'drafts': drafts,
    }
    return values | PAGES[topic](env, party_sudo, standing, drafts)


def fingerprint(text):
    """Return what is kept, sealed, of a text that was shown: enough to see that it changed."""
    return hashlib.sha256(text.strip().replace('\r\n', '\n').encode()).hexdigest()


def _start(env, party_sudo, standing, _drafts):
    appointments = _appointments_of(env, party_sudo)
    return {
        'next_appointment': next((talk for talk in appointments if not talk['is_off']), None),
        'what_next': _what_next(env, standing),
        'messages': _message_words(env, party_sudo._page_message_dates()),
        'topics': [
            {'name': name, 'title': title_of(env, name)}
            for name in ('appointments', 'messages', 'write', 'wishes', 'consents')
        ],
    }


def _what_next(env, standing):
    """Return what somebody may expect who has no appointment."""
    if standing['is_closed'] or standing['has_stopped']:
        return env._("Nothing is planned.")
    if standing['paused_until']:
        return env._("Your mediator contacts you after the pause.")
    if standing['waits_since']:
        day = standing['waits_since'].date() + timedelta(days=standing['reply_days'])
        return env._("Your mediator will contact you at the latest on %(day)s.", day=_day(env, day))
    return env._(
        "Nothing is planned now. Your mediator will contact you. Have you heard nothing for"
        " %(days)s days? Call us.",
        days=standing['reply_days'],
    )


def _message_words(env, dates):
    if not dates:
        return env._("There are no messages for you here.")
    day = _moment(env, max(dates))
    if len(dates) == 1:
        return env._("There is one message for you, of %(day)s.", day=day)
    return env._(
        "There are %(count)s messages for you, the last one of %(day)s.", count=len(dates), day=day
    )


def _appointments(env, party_sudo, standing, _drafts):
    return {
        'appointments': _appointments_of(env, party_sudo),
        'what_next': _what_next(env, standing),
    }


def _appointments_of(env, party_sudo):
    how = {
        'visit': env._("In person"),
        'phone': env._("By phone: your mediator calls you"),
        'video': env._("By video"),
    }
    return [
        {
            **talk,
            'when': format_datetime(
                env, talk['start'], tz=talk['zone'], dt_format='EEEE d MMMM y, HH:mm'
            ),
            'how': how[talk['how']],
        }
        for talk in party_sudo._page_appointments()
    ]


def _wishes(_env, party_sudo, _standing, drafts):
    shown = party_sudo._page_wishes()
    accepted = sorted(mode['code'] for mode in shown['modes'] if mode['accepts'])
    ticked = drafts.get('modes', accepted)
    return {
        'wishes': shown['wishes'],
        'typed_wishes': drafts.get('wishes', shown['wishes']),
        'modes': [{**mode, 'is_ticked': mode['code'] in ticked} for mode in shown['modes']],
        'is_informed': shown['is_informed'],
        'seen': {'wishes': fingerprint(shown['wishes']), 'modes': accepted},
    }


def _consents(env, party_sudo, _standing, _drafts):
    labels = {
        'intake': env._("A first talk"),
        'approach': env._("Asking the other person"),
        'participation': env._("Taking part"),
        'aftercare': env._("A call afterwards"),
    }
    return {
        'consents': [
            {**row, 'label': labels[row['purpose']], 'answer': _answer_words(env, row)}
            for row in party_sudo._page_consents()
        ],
        'texts': party_sudo._page_texts(),
    }


def _answer_words(env, row):
    day = _moment(env, row['since'])
    if row['is_in_force']:
        return env._("You agree, since %(day)s.", day=day)
    if row['standing'] == 'ended':
        return env._("You agreed on %(day)s. That was long ago, so we ask you again.", day=day)
    if row['standing'] == 'not_asked':
        return env._("You have not said yet whether you agree.")
    if row['standing'] == 'declined':
        return env._("You said no on %(day)s.", day=day)
    return env._("You took it back on %(day)s.", day=day)


def how_received(env):
    """Return the sentence for each way in which a message gets to somebody."""
    return {
        'read_out': env._("Your mediator read it to you."),
        'handed': env._("Your mediator gave it to you."),
        'post': env._("You received it by post."),
        'page': env._("You received it here."),
    }


def _messages(env, party_sudo, _standing, _drafts):
    how = how_received(env)
    return {
        'messages': [
            {**copy, 'day': _moment(env, copy['moment']), 'how': how[copy['how']]}
            for copy in party_sudo._page_messages()
        ]
    }


def _write(env, party_sudo, _standing, _drafts):
    return {
        'own_letters': [
            env._("%(day)s, meant for the other person. Your mediator has it.", day=day)
            if for_other
            else env._("%(day)s. Your mediator has it.", day=day)
            for day, for_other in (
                (_moment(env, letter['moment']), letter['for_other'])
                for letter in party_sudo._page_own_letters()
            )
        ]
    }


def _pause(env, _party_sudo, _standing, _drafts):
    words = {2: env._("Two weeks"), 4: env._("Four weeks"), 12: env._("Three months")}
    return {'pauses': [(str(weeks), words[weeks]) for weeks in PAUSE_WEEKS]}


def _stop(_env, _party_sudo, _standing, _drafts):
    return {}


PAGES = {
    'start': _start,
    'appointments': _appointments,
    'wishes': _wishes,
    'consents': _consents,
    'messages': _messages,
    'write': _write,
    'pause': _pause,
    'stop': _stop,
}


def title_of(env, topic):
    return {
        'start': env._("My page"),
        'appointments': env._("My appointments"),
        'wishes': env._("My wishes"),
        'consents': env._("What I agree to"),
        'messages': env._("Messages for me"),
        'write': env._("Write to my mediator"),
        'pause': env._("Pause"),
        'stop': env._("Stop"),
    }[topic]


def done_text(env, done):
    """Return what is said when something was done."""
    return {
        'sent': env._("Your mediator has received it."),
        'saved': env._("It has been saved. Your mediator will see it."),
        'given': env._("It has been noted that you agree. You can take it back at any moment."),
        'taken_back': env._("You have taken it back. It counts from now on."),
        'agreed': env._("It has been noted that you agree to exactly this text."),
        'not_agreed': env._("It has been noted that you do not agree. The text stays here."),
        'paused': env._("The pause has begun. Your mediator knows."),
        'stopped': env._("You have stopped. Your mediator knows."),
    }[done]


def problem_text(env, problem):
    """Return what is said when something was not done: what to do now."""
    return {
        'nothing_written': env._("Write something first, then send it."),
        'too_long': env._(
            "This is too long. There is room for 20,000 characters. Send it in two parts, or call"
            " us."
        ),
        'how_long': env._("Choose how long the pause is."),
        'changed': env._(
            "Meanwhile something else was noted with your wishes. It stands below. Look at both,"
            " and save again."
        ),
        'refused': env._(
            "This is not possible at this moment. Nothing was changed. Write to your mediator, or"
            " call us."
        ),
        'failed': env._(
            "Something went wrong on our side. Nothing was changed. What you typed is still here:"
            " try again in a moment, or call us."
        ),
    }[problem]


def _moment(env, moment):
    return moment and format_datetime(env, moment, tz=TIME_ZONE, dt_format=DAY)


def _day(env, day):
    return day and format_date(env, day, date_format=DAY)
