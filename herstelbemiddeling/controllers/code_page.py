"""What the templates of the code page are given: plain values, and nothing that was told."""

from datetime import timedelta

from odoo import fields
from odoo.tools import format_date

from ..form import answers as form
from ..form.answers import Problem
from ..models.front_door.mediation_registration_later import REACH
from .registration_questions import question
from .registration_texts import problem_text


def status_values(registration_sudo):
    env = registration_sudo.env
    policy_sudo = env['mediation.policy']._of(registration_sudo.company_id)
    received = fields.Date.context_today(registration_sudo, registration_sudo.date_received)
    reply_by = received + timedelta(days=policy_sudo.reply_days)
    return {
        'received': format_date(env, received, date_format='long'),
        'reply_by': format_date(env, reply_by, date_format='long'),
        'has_stopped': bool(registration_sudo.date_withdrawn),
    }


def topic_values(env, answers, topic, refusal=None):
    refusals = {
        'failed': env._(
            "Something went wrong on our side, and this was not received. Nothing that you typed"
            " is lost: send it again in a moment, or call us."
        ),
        'too_many': env._(
            "Much was sent from where you are. Nothing that you typed is lost: wait a quarter of"
            " an hour and send it again, or call us."
        ),
        'impossible': env._("This is not possible any more on this page. Please call us."),
    }
    names = REACH if topic == 'reach' else ()
    asked = [
        {
            **question(env, name),
            'text': answers.texts.get(name, ''),
            'value': answers.texts.get(name, ''),
            'error': name in answers.problems and problem_text(env, answers.problems[name]),
        }
        for name in names
    ]
    error = answers.problems.get('addition')
    return {
        'asked': asked,
        'problems': [q for q in asked if q['error']],
        'addition_error': error and problem_text(env, error),
        'refusal': refusals.get(refusal),
    }


def length_problem(text):
    if not text:
        return Problem('addition_missing')
    excess = len(text) - form.MAX_STORY
    return Problem('too_long', {'limit': form.MAX_STORY, 'excess': excess})


def check_reach(registration_sudo, answers, today):
    """Return ``(values, problems)`` of the new way to reach somebody."""
    registrant = {
        # What the rest of the form asks for is known; only the way is checked.
        'registrant_kind': 'self',
        'side': registration_sudo.side,
        'full_name': '-',
        'privacy_read': 'yes',
    }
    texts = {name: answers.texts[name] for name in REACH if name in answers.texts}
    changed = form.Answers(texts={**registrant, **texts}, problems=dict(answers.problems))
    form.check(changed, today, [])
    return {name: changed.values.get(name) for name in REACH}, changed.problems
