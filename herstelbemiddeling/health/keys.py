"""The master key and the audit trail."""

import os
from pathlib import Path

from odoo.tools import config

import odoo.addons

from .result import bad, good, warning

VARIABLE = 'HERSTEL_MASTER_KEY_FILE'


def key_is_there(env):
    from ..sealed import keys

    status = keys.status(env)
    if status.good:
        return good(status.sentence)
    return bad(
        status.sentence,
        env._(
            "odoo mediation_key makes and renews keys (--help says how); the variable"
            " %(variable)s names the file.",
            variable=VARIABLE,
        ),
    )


def key_lies_apart(env):
    """Whoever gets a copy of the data, a dump or the source must not get the key with it."""
    named = os.environ.get(VARIABLE) or config.get(VARIABLE.lower())
    if not named or not Path(named).is_file():
        return bad(
            env._("There is no key file, so nothing can be kept apart."),
            env._(
                "Make a key file outside the folders of Odoo and name it in the variable"
                " %(variable)s.",
                variable=VARIABLE,
            ),
        )
    key = Path(named).resolve()
    data = Path(config['data_dir']).resolve()
    if key.is_relative_to(data):
        return _move(env, env._("The key lies in the data folder, where the backups are made."))
    if any(key.is_relative_to(Path(folder).resolve()) for folder in odoo.addons.__path__):
        return _move(env, env._("The key lies in a folder with apps of Odoo."))
    if any((folder / '.git').exists() for folder in key.parents):
        return _move(env, env._("The key lies in a folder under version control."))
    if data.exists() and _disk(key) == _disk(data):
        return warning(
            env._("The key lies apart, but on the same disk as the data."),
            env._(
                "Keep the key on a disk of its own, or let systemd hand it over with"
                " LoadCredential; a copy of the disk with the data then holds no key."
            ),
        )
    return good(env._("The key lies apart from the data, the apps and the source."))


def _disk(path):
    return path.stat().st_dev


def _move(env, found):
    return bad(
        found,
        env._(
            "Move the key, for example to /etc/herstelbemiddeling/master.key, name that file in the"
            " variable %(variable)s, and destroy every copy in backups.",
            variable=VARIABLE,
        ),
    )


def audit_trail(env):
    from .. import audit

    status = audit.status(env)
    if status.form == 'strong':
        return good(status.sentence)
    return bad(
        status.sentence,
        env._(
            "Let the administrator of PostgreSQL give the audit trail an owner of its own:"
            " odoo mediation_audit --help says how."
        ),
    )
