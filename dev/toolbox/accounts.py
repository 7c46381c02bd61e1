"""The account that runs the database server when we are root."""

import pwd
import subprocess

from .console import Stop


def unprivileged():
    for name in ('postgres', 'nobody'):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Stop("PostgreSQL needs an account without rights: run 'adduser --system postgres'.")


def reaches(account, folder):
    options = {'user': account.pw_uid, 'group': account.pw_gid, 'extra_groups': []}
    try:
        test = subprocess.run(['test', '-x', str(folder)], check=False, cwd='/', **options)
    except PermissionError:
        raise Stop(
            "This root may not start a server as another account: start as an ordinary user,"
            " or set PGHOST to a server that is there."
        ) from None
    return test.returncode == 0
