"""The commands around the master key, as an administrator types them."""

import subprocess

import pytest
from toolbox.odoo import MASTER_KEY


@pytest.fixture
def command(served):
    """Run Odoo's command line beside the served database; return status and output."""

    def run(*arguments, key_file=MASTER_KEY):
        environment = {**served.odoo.environment, 'HERSTEL_MASTER_KEY_FILE': str(key_file)}
        done = subprocess.run(
            served.odoo.command(*arguments), env=environment, capture_output=True, check=False
        )
        return done.returncode, (done.stdout + done.stderr).decode()

    return run


@pytest.fixture
def registrations(served):
    """Two registrations on the served database, for as long as the test goes on."""
    served.shell(
        "env['mediation.registration'].create([{'registrant_kind': 'self', 'side': 'harmed',"
        " 'full_name': 'Sealed Example', 'city': 'Example city'}] * 2)"
    )
    yield
    served.shell(
        "env['mediation.registration'].search([('full_name', '=', 'Sealed Example')]).unlink()"
    )


def test_a_key_is_made_rotated_and_checked(served, registrations, command, tmp_path):
    key_file = tmp_path / 'master.key'
    key_file.write_bytes(MASTER_KEY.read_bytes())
    key_file.chmod(0o600)
    status, output = command('mediation_key', 'make', key_file)
    assert (status, key_file.stat().st_mode & 0o777) == (0, 0o600), output
    newest, older = key_file.read_text().splitlines()
    try:
        status, output = command(
            'mediation_key', 'rotate', '-d', served.database, key_file=key_file
        )
        assert status == 0
        assert 'are wrapped by the newest' in output
        assert not output.startswith('0 ')
        key_file.write_text(f'{newest}\n')
        status, output = command('mediation_key', 'check', '-d', served.database, key_file=key_file)
        assert status == 0, output
        assert ' 0 do not.' in output
        status, output = command('mediation_key', 'check', '-d', served.database)
        assert status != 0
        assert 'is not the one of this database' in output
    finally:
        key_file.write_text(f'{older}\n{newest}\n')
        command('mediation_key', 'rotate', '-d', served.database, key_file=key_file)
    assert command('mediation_key', 'check', '-d', served.database)[0] == 0


def test_what_does_not_open_is_found(served, registrations, command):
    served.shell(
        "first, second = env['mediation.registration'].search([], order='id desc', limit=2)\n"
        'env.cr.execute("UPDATE mediation_registration SET city = (SELECT city FROM'
        ' mediation_registration WHERE id = %s) WHERE id = %s", [first.id, second.id])'
    )
    status, output = command('mediation_key', 'check', '-d', served.database)
    assert status == 1
    assert 'city: does not belong there or was changed.' in output
    assert ' 1 do not.' in output
