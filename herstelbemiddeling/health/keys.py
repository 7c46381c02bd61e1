"""The master key and the audit trail."""

from pathlib import Path

from odoo.tools import config

import odoo.addons

from .. import audit
from ..retention import replay
from ..sealed import erased, keys, master
from ..sealed.master import VARIABLE
from .result import bad, good, warning


def key_is_there(env):
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
    try:
        key = master.path().resolve()
    except master.KeyFileError:
        key = None
    if not key or not key.is_file():
        return bad(
            env._("There is no key file, so nothing can be kept apart."),
            env._(
                "Make a key file outside the folders of Odoo and name it in the variable"
                " %(variable)s.",
                variable=VARIABLE,
            ),
        )
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


def erased_list(env):
    """Whoever was erased comes back with an old backup, unless this list says so."""
    try:
        listed = {entry.key_id for entry in erased.read()}
        erased.append([])
        missing = [entry for entry in erased.destroyed(env) if entry.key_id not in listed]
        is_needed = replay.is_needed(env)
    except (erased.ErasedListError, master.KeyFileError) as error:
        return bad(str(error), _how_to_keep(env))
    if is_needed:
        return bad(
            env._("People who were erased are in this database: a backup has brought them back."),
            env._("Start the server anew, or run: odoo mediation_retention replay -d DATABASE"),
        )
    if missing:
        return warning(
            env._("Keys that were destroyed are not in the list yet: %(number)s.",
                  number=len(missing)),
            env._("They are added at the next start and by the daily job."),
        )  # fmt: skip
    data = Path(config['data_dir']).resolve()
    if erased.path().resolve().is_relative_to(data):
        return bad(
            env._("The list of erased keys lies in the data folder, where the backups are made."),
            _how_to_keep(env),
        )
    return good(env._("The list of erased keys is there and complete: %(number)s.",
                      number=len(listed)))  # fmt: skip


def _how_to_keep(env):
    return env._(
        "Keep the list with the master key, on each host and apart from every backup of the"
        " database; the variable HERSTEL_ERASED_FILE names it when it lies elsewhere."
        " docs/BACKUP.md says more."
    )


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
