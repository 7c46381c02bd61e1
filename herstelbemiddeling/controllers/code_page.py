"""What the templates of the code page are given: plain values, and nothing that was told."""

from odoo import fields
from odoo.tools import format_date

from ..form import answers as form
from ..form.answers import Problem
from ..models.front_door.mediation_question import KINDS
from ..models.front_door.mediation_registration_later import REACH
from .registration_questions import question
from .registration_texts import problem_text

ANSWERS = tuple(f'answer_{kind}' for kind, _label in KINDS)


def status_values(registration_sudo):
    env = registration_sudo.env
    received = fields.Date.context_today(registration_sudo, registration_sudo.date_received)
    return {
        'received': format_date(env, received, date_format='long'),
        'reply_by': format_date(env, registration_sudo.reply_by, date_format='long'),
        'has_stopped': bool(registration_sudo.date_withdrawn),
        'has_questions': bool(registration_sudo._open_questions()),
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
    if topic == 'answer':
        questions = [asked_back(env, kind) for kind in answers.asked]
    else:
        questions = [question(env, name) for name in (REACH if topic == 'reach' else ())]
    asked = [
        {
            **shown,
            'text': answers.texts.get(shown['name'], ''),
            'value': answers.texts.get(shown['name'], ''),
            'error': shown['name'] in answers.problems
            and problem_text(env, answers.problems[shown['name']]),
        }
        for shown in questions
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


def asked_back(env, kind):
    """Return how the desk's question of this kind is asked, as :func:`question` does."""
    labels = {
        'police_report': env._("Was it reported to the police? If so: when, and in which town?"),
        'event_when': env._("When did it happen? A month and a year are enough."),
        'event_where': env._("Where did it happen? The town is enough."),
        'other_party': env._(
            "Who is the other person, and where may that person be found, if you know it?"
        ),
        'birth_date': env._("What is the date of birth? Day, month and year."),
        'address': env._("What is the address? Street, number, postcode and town."),
        'agrees': env._("Does the person whom it is about agree that we get in touch?"),
        'known_before': env._("Have you been in contact with us before? When was that?"),
    }
    return {'name': f'answer_{kind}', 'widget': 'story', 'label': labels[kind], 'hint': None}


def check_answers(answers):
    """Return ``{kind: text}`` of what was answered, and note what stands in the way."""
    texts = {
        kind: answers.texts[name]
        for kind in answers.asked
        if answers.texts.get(name := f'answer_{kind}')
    }
    for kind, text in texts.items():
        if len(text) > form.MAX_STORY:
            answers.problems.setdefault(f'answer_{kind}', length_problem(text))
    if not texts and answers.asked and not answers.problems:
        answers.problems[f'answer_{answers.asked[0]}'] = Problem('answer_missing')
    return texts
