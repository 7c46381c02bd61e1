"""Two servers behind nginx, a primary and a replica: the drill, as ./dev/hosts does it."""

import os
import subprocess
import sys

import pytest
from toolbox import postgres, process, settings

SECONDS = 600  # of waiting for others on the machine; it takes about one and a half minute


@pytest.fixture(scope='module')
def drilled():
    """What the command says, on the private server of the platform."""
    variables = dict.fromkeys(postgres.ALL_VARIABLES)
    variables |= dict.fromkeys(('ODOO_RC', 'PYTHONPYCACHEPREFIX', 'VIRTUAL_ENV'))
    command = [sys.executable, settings.DEV / 'hosts', '--drill']
    if os.environ['HERSTEL_SERVER'] == 'private':
        command += ['--copy', os.environ['HERSTEL_TEST_DB']]
    return subprocess.run(
        command,
        capture_output=True,
        encoding='utf-8',
        env=process.replace_environment(**variables),
        timeout=SECONDS,
        check=False,
    )


def test_nothing_acknowledged_is_lost_when_servers_fall_over(drilled):
    told = f'{drilled.stdout}\n{drilled.stderr}'
    assert drilled.returncode == 0, told
    assert 'WRONG' not in told
    assert told.count('good ') >= 12, told
