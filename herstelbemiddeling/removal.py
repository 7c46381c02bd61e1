"""Uninstalling the addon: what is lost by it, what stands in its way, and what Odoo leaves behind.

Odoo uninstalls by writing a state on the module and loading it once more, from whatever screen,
program or command line. So what has to be true before that is asked for where the state is written
(``guard/ir_module_module.py``); the dialog only makes it readable.
"""

import os

from odoo.exceptions import UserError
from odoo.tools import SQL, LazyTranslate

from . import audit
from .models.guard.mediation_retention_hold import OPEN_STATES
from .notices import send_notice
from .rights import OFFICER

_lt = LazyTranslate(__name__)

ADDON = 'herstelbemiddeling'
# Whoever confirms gives the name of the database: in the dialog, in the context, or here.
CONFIRMED = 'herstelbemiddeling_uninstall'
VARIABLE = 'HERSTEL_UNINSTALL'

# What is counted, by the name of its field in the dialog: models, and which of their rows.
COUNTED = {
    'mediation_registration_count': (('mediation.registration',), []),
    'mediation_case_count': (('mediation.case',), []),
    'mediation_party_count': (('mediation.party',), []),
    'mediation_letter_count': (('mediation.message', 'mediation.dispatch'), []),
    'mediation_complaint_count': (('mediation.complaint',), []),
    'mediation_period_count': (('mediation.figures.period',), [('state', '=', 'frozen')]),
    'mediation_certificate_count': (('mediation.retention.certificate',), []),
    'mediation_hold_count': (('mediation.retention.hold',), [('state', 'in', OPEN_STATES)]),
}

# Rows of Odoo that name a model in words: they would outlive it.
POINTING = {
    'ir.actions.act_window': 'res_model',
    'ir.exports': 'resource',
    'ir.filters': 'model_id',
    'ir.ui.view': 'model',
    'base_import.mapping': 'res_model',
}


def losses(env):
    """Return how many of each there are in this database, of all companies; numbers only."""
    counts = {
        name: sum(
            env[model].sudo().with_context(active_test=False).search_count(domain)
            for model in models
        )
        for name, (models, domain) in COUNTED.items()
    }
    return {**counts, 'mediation_audit_count': audit.store.count(env)}


def is_in_use(counts):
    """Return whether anything would be lost that somebody has told, written or frozen.

    :param counts: what :func:`losses` has returned
    """
    return any(counts[name] for name in COUNTED)


def check_may_go(env):
    """Raise UserError unless the addon may be uninstalled now: no hold, and confirmed by name."""
    counts = losses(env)
    if not is_in_use(counts):
        return
    holds = counts['mediation_hold_count']
    if holds:
        raise UserError(
            env._(
                "Nothing is removed while something is on legal hold; here there are %(count)s."
                " Ask a privacy officer: two people end a hold, under Legal holds.",
                count=holds,
            )
        )
    if env.cr.dbname not in (env.context.get(CONFIRMED), os.environ.get(VARIABLE)):
        raise UserError(
            env._(
                "Uninstalling erases every case for good. Open Apps, choose Uninstall, read what is"
                " lost and type the name of the database: %(database)s. On the command line, give"
                " it in the variable %(variable)s.",
                database=env.cr.dbname,
                variable=VARIABLE,
            )
        )


def announce(env):
    """Let the trail and the privacy officers know, before there is nobody left to tell them."""
    if not is_in_use(losses(env)):
        return
    audit.note(env, 'erased', reason='uninstalled')
    send_notice(
        env.ref(OFFICER).sudo().all_user_ids.with_env(env),
        _lt("The mediation system is being removed"),
        _lt(
            "An administrator is uninstalling it, with everything in it. If you do not know of"
            " this, call your administrator now."
        ),
    )


def clear_around(env):
    """Remove what Odoo would leave behind: rows that name our models or settings in words."""
    for model, name in POINTING.items():
        rows = env[model].sudo().with_context(active_test=False)
        found = rows.search([(name, '=like', 'mediation.%')])
        found.filtered(lambda row: not row.get_external_id()[row.id]).unlink()
    parameters = env['ir.config_parameter'].sudo()
    parameters.search([('key', '=like', f'{ADDON}.%')]).unlink()
    # What a case takes over from Odoo's own models is entered as theirs, and would stay.
    env.execute_query(
        SQL(
            """
            DELETE FROM ir_model_data AS entry
             USING ir_model AS model
             WHERE model.model LIKE 'mediation.%%' AND entry.module <> %s
               AND (
                   (entry.model = 'ir.model.inherit' AND entry.res_id IN (
                        SELECT id FROM ir_model_inherit WHERE model_id = model.id))
                OR (entry.model = 'ir.model.fields.selection' AND entry.res_id IN (
                        SELECT value.id FROM ir_model_fields_selection AS value
                          JOIN ir_model_fields AS field ON field.id = value.field_id
                         WHERE field.model_id = model.id))
               )
            RETURNING entry.id
            """,
            ADDON,
        )
    )
