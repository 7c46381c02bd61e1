"""Run Odoo in the platform: its configuration, its variables, its log."""

import base64
import configparser
import json
import re
import secrets

from . import process, settings
from .console import Stop

CONFIGURATION = settings.HOME / 'odoo.conf'
# Outside the data folder and the database, as it has to be with real people.
MASTER_KEY = settings.HOME / 'keys' / 'master.key'
RESULT_MARK = 'HERSTEL-RESULT '
TROUBLE = re.compile(r'^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (WARNING|ERROR|CRITICAL) ')
# Odoo would limit the memory of its process, and a browser that a test starts inherits the limit.
# Nothing leaves a development machine: mail goes to a port where nobody listens, and what
# would be sent later waits for a cron thread that is not there.
OPTIONS = {
    'addons_path': str(settings.ROOT),
    'data_dir': str(settings.DATA),
    'http_interface': '127.0.0.1',
    'limit_memory_hard': '0',
    'list_db': 'False',
    'max_cron_threads': '0',
    'smtp_server': '127.0.0.1',
    'smtp_port': '9',
}


def write_configuration():
    """Odoo's own file, with a master password that nobody needs to know."""
    old = configparser.ConfigParser(interpolation=None)
    old.read(CONFIGURATION, encoding='utf-8')
    password = old.get('options', 'admin_passwd', fallback=None) or secrets.token_urlsafe(32)
    options = {**OPTIONS, 'admin_passwd': password}
    text = '[options]\n' + ''.join(f'{name} = {value}\n' for name, value in options.items())
    settings.write_private(CONFIGURATION, text)


def write_master_key():
    """The key that seals what people tell; the databases of this folder cannot do without it."""
    if not MASTER_KEY.exists():
        MASTER_KEY.parent.mkdir(mode=0o700, exist_ok=True)
        secret = base64.b64encode(secrets.token_bytes(32)).decode()
        settings.write_private(MASTER_KEY, f'master-1:{secret}\n')


class Odoo:
    """Odoo's command line with the environment `python_env` and the database `server`."""

    def __init__(self, python_env, server, libraries=None):
        self.python = python_env / 'bin/python'
        self.python_env = python_env
        self.server = server
        self.libraries = libraries or {}

    @property
    def environment(self):
        path = f'{self.python_env}/bin:{process.replace_environment().get("PATH", "")}'
        return process.replace_environment(
            **{**self.libraries, **self.server.variables},
            PATH=path,
            VIRTUAL_ENV=str(self.python_env),
            ODOO_RC=str(CONFIGURATION),
            HERSTEL_MASTER_KEY_FILE=str(MASTER_KEY),
            # Named, so that a test with another key file writes into the same list.
            HERSTEL_ERASED_FILE=f'{MASTER_KEY}.erased',
            PYTHONPATH=None,
            PYTHONHOME=None,
            PYTHONDONTWRITEBYTECODE=None,
            PYTHONNOUSERSITE='1',
            PYTHONPYCACHEPREFIX=str(settings.HOME / 'pycache'),
        )

    def command(self, *arguments):
        return [self.python, settings.SCRIPTS / 'odoo-bin', *arguments]

    def run(self, log, *arguments):
        """Run Odoo to its end with its log in `log`, from which the lines of trouble return."""
        log.unlink(missing_ok=True)
        try:
            process.run(self.command(*arguments), log, env=self.environment, cwd=settings.ROOT)
        except process.CommandFailed:
            raise Stop(f"Odoo failed ({last_error(log)}): {log} has the details.") from None
        return trouble(log)

    def shell(self, database, script, log, options=(), **parameters):
        """Run the text `script` in Odoo's shell on `database` and return what it printed.

        The script finds `parameters` as PARAMETERS.
        """
        text = f'import json\nPARAMETERS = json.loads({json.dumps(parameters)!r})\n{script}\n'
        command = self.command('shell', '-d', database, '--no-http', '--shell-interface=python')
        command += options
        child = {'env': self.environment, 'cwd': settings.ROOT}
        with open(log, 'ab') as errors:
            try:
                return process.capture(command, text, stderr=errors, **child)
            except process.CommandFailed:
                raise Stop(
                    f"A script failed on {database} ({last_error(log)}): see {log}."
                ) from None

    def shell_result(self, database, script_name, log, options=(), **parameters):
        """Run a script of this folder and return the object it reported."""
        script = (settings.SCRIPTS / script_name).read_text(encoding='utf-8')
        output = self.shell(database, script, log, options, **parameters)
        lines = [line for line in output.splitlines() if line.startswith(RESULT_MARK)]
        return json.loads(lines[-1][len(RESULT_MARK) :])

    def attached(self, command, **options):
        """Run `command` with our terminal, passing signals on, and return its status."""
        options.setdefault('env', self.environment)
        child = process.start(command, stdin=None, **options)
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                # The terminal has sent it to the child too, which decides what it means.
                continue
            except SystemExit:
                process.end(child)
                raise


def trouble(log):
    """The lines of a log of Odoo that are warnings or worse."""
    with open(log, encoding='utf-8', errors='replace') as lines:
        return [line.rstrip() for line in lines if TROUBLE.match(line)]


def last_error(log):
    """The end of a log in a few words: the exception that stopped Odoo, or its last line."""
    lines = log.read_text(encoding='utf-8', errors='replace').splitlines()
    lines = [line.strip() for line in lines if line.strip()]
    errors = [line for line in lines if re.match(r'[\w.]*(Error|Exception|Exit)\b', line)]
    return (errors or lines or ["no output"])[-1][:300]
