"""What the templates of the registration form are given: plain values, no record."""

from datetime import timedelta

from odoo import fields
from odoo.tools import format_date

from ..form import answers as form
from ..form import steps
from .registration_questions import question
from .registration_steps import step_texts
from .registration_texts import problem_text, refusal_text


def step_values(env, answers, plan, step, problems):
    """Return the values of one step.

    :param plan: the steps that apply, with the fields asked in each
    :param problems: what is wrong on this step, by field
    """
    kind = answers.values.get('registrant_kind') or None
    texts = step_texts(env, kind)
    number, count = steps.position(plan, step)
    needed = steps.needed(answers.values)
    asked = [
        _filled_in(env, name, answers, problems, kind)
        | ({'required': True} if name in needed else {})
        for name in plan[step]
    ]
    return {
        'step': step,
        'number': number,
        'count': count,
        'words': texts[step],
        'asked': _without_mail(asked, answers),
        'problems': [q for q in asked if q['error']],
        'refusal': answers.refusal and refusal_text(env, answers.refusal),
        'may_skip': step in steps.MAY_BE_SKIPPED,
        'is_first': step == steps.FIRST,
        'is_check': step == steps.CHECK,
        'overview': step == steps.CHECK and _overview(env, answers, plan, texts, kind),
        'offences': step == 'event' and _offences(env),
    }


def form_values(env, answers):
    """Return the values of the form on one page."""
    texts = step_texts(env)
    sections = [
        {
            'step': step,
            'words': texts[step],
            'asked': [_filled_in(env, name, answers, answers.problems, None) for name in names],
        }
        for step, names in steps.whole().items()
    ]
    return {
        'sections': sections,
        'problems': [q for section in sections for q in section['asked'] if q['error']],
        'refusal': answers.refusal and refusal_text(env, answers.refusal),
        'offences': _offences(env),
    }


def receipt_values(env, receipt):
    policy_sudo = env['mediation.policy']._of(env.company)
    day = fields.Date.context_today(env.user) + timedelta(days=policy_sudo.reply_days)
    return {'receipt': receipt, 'reply_by': format_date(env, day, date_format='long')}


def languages(env):
    """Return ``[(id, code, iso_code)]`` of every language, the ones in use first."""
    languages_sudo = env['res.lang'].sudo().with_context(active_test=False)
    found = languages_sudo.search_fetch([], ['code', 'iso_code'], order='active desc, code')
    return [(lang.id, lang.code, lang.iso_code) for lang in found]


def lang_options(env, answers, known):
    """Return every language to choose from; what somebody sent that is none of them stays."""
    chosen = answers.texts.get('lang')
    languages_sudo = env['res.lang'].sudo().with_context(active_test=False)
    found = languages_sudo.search_fetch([], ['code', 'name'], order='name')
    try:
        chosen_id = chosen and form.match_language(chosen, known)
    except form.WrongAnswer:
        chosen_id = None
    options = [
        {'code': lang.code, 'name': lang.name, 'is_chosen': lang.id == chosen_id} for lang in found
    ]
    if chosen and not chosen_id:
        options.append({'code': chosen, 'name': chosen, 'is_chosen': True})
    return options


def _filled_in(env, name, answers, problems, kind):
    return {
        **question(env, name, kind),
        'text': answers.texts.get(name, ''),
        'value': answers.values.get(name) or answers.texts.get(name, ''),
        'error': name in problems and problem_text(env, problems[name]),
    }


def _without_mail(asked, answers):
    """Without an address there is nowhere to send a confirmation."""
    has_address = answers.texts.get('email_address') or answers.texts.get('registrant_email')
    return [q for q in asked if q['name'] != 'wants_confirmation' or has_address]


def _overview(env, answers, plan, texts, kind):
    """Return every answer by topic, as it will be sent, to be read once more."""
    topics = {}
    for step, names in plan.items():
        if step != steps.CHECK:
            shown = topics.setdefault(steps.TOPICS.get(step, step), [])
            shown += [_answer(env, name, answers, kind) | {'step': step} for name in names]
    return [{'title': texts[topic]['title'], 'answers': shown} for topic, shown in topics.items()]


def _answer(env, name, answers, kind):
    q = question(env, name, kind)
    text = answers.texts.get(name, '')
    if q['widget'] == 'choice':
        text = dict(q['options']).get(answers.values.get(name) or text, '')
    elif q['widget'] == 'tick':
        text = env._("Yes") if answers.values.get(name) else env._("No")
    elif q['widget'] == 'select' and answers.values.get('lang_id'):
        lang_sudo = env['res.lang'].sudo().browse(answers.values['lang_id'])
        text = lang_sudo.name
    return {'name': name, 'label': q['label'], 'text': text}


def _offences(env):
    """Names of categories, for whoever does not know how to call it."""
    return env['mediation.offence'].sudo().search([]).mapped('name')
