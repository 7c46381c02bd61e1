"""What Odoo can hang on any record: messages, followers, templates, files, appointments.

Much of it holds words, goes out by mail, or stays readable for whoever has seen it once. So what is
about a mediation is either kept out (``mediation.kept.out``), or holds nothing but the code and a
kind and is there only for whoever may see the case now (``mediation.around``).
"""

from odoo.exceptions import UserError

OURS = 'mediation.'


def is_about_a_mediation(env, model, res_id=None):
    """Return whether this is one of our records, or a row of Odoo's that is around a case."""
    if not model or model.startswith(OURS):
        return bool(model)
    rows = env.get(model)
    if not res_id or not isinstance(rows, env.registry['mediation.around']):
        return False
    return bool(rows.sudo().browse(res_id).exists()._of_cases())


def refuse_text(env):
    """Raise UserError: the one sentence that says where words and people belong."""
    raise UserError(
        env._(
            "A case holds no text, and nobody follows it or is mailed about it. What belongs to a"
            " person goes to that person's page in the case; what has to be done goes to an"
            " activity."
        )
    )
