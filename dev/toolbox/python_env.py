"""The virtual environment with the locked Python packages, joined with Odoo's sources."""

import shutil
import sys
from importlib.util import find_spec

from . import apt, process, settings
from .console import Stop, step

RUNTIME = settings.DEV / 'requirements.txt'
TEST = settings.DEV / 'requirements-test.txt'
LOG = settings.LOGS / 'pip.log'


def prepare(tests=False):
    """The folder of an environment that has the runtime packages, and those for tests."""
    folder = _folder()
    if not (folder / 'has-runtime').exists():
        with step("Python packages for Odoo"):
            shutil.rmtree(folder, ignore_errors=True)
            _create(folder)
            _install(folder, RUNTIME)
            (folder / 'has-runtime').touch()
    if tests:
        stamp = folder / f'has-{settings.digest(TEST.read_text(encoding="utf-8"))}'
        if not stamp.exists():
            with step("Python packages for the tests"):
                _install(folder, TEST)
                stamp.touch()
    return folder


def join(folder, source):
    """Make `import odoo` in the environment find the sources of `source`."""
    version = f'python{sys.version_info.major}.{sys.version_info.minor}'
    path_file = folder / 'lib' / version / 'site-packages' / 'odoo-sources.pth'
    text = f'{source.python_path}\n'
    if not path_file.exists() or path_file.read_text(encoding='utf-8') != text:
        partial = path_file.with_suffix('.partial')
        partial.write_text(text, encoding='utf-8')
        partial.rename(path_file)


def _folder():
    """One folder for each interpreter and lock file, so that none is changed under a server."""
    base = f'{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}'
    lock = RUNTIME.read_text(encoding='utf-8')
    return settings.HOME / f'python-{settings.digest(base, lock, str(settings.HOME))}'


def _create(folder):
    options = [] if find_spec('ensurepip') else ['--without-pip']
    try:
        process.run([sys.executable, '-m', 'venv', *options, folder], LOG)
    except process.CommandFailed:
        raise Stop(
            f"This Python cannot make a virtual environment ({LOG} says why): start with"
            " another Python 3.10 or newer, or install the package python3-venv."
        ) from None


def _install(folder, requirements):
    """pip checks every file against the hash in the lock file."""
    command = [folder / 'bin/python', '-m', 'pip', 'install', '--disable-pip-version-check']
    command += ['--no-input', '--require-hashes', '--requirement', requirements]
    changes = {'PYTHONPATH': None, 'PYTHONNOUSERSITE': '1', 'PYTHONDONTWRITEBYTECODE': None}
    if not (folder / 'bin/pip').exists():
        changes['PYTHONPATH'] = str(_pip_of_debian())
    try:
        process.run(command, LOG, env=process.replace_environment(**changes))
    except process.CommandFailed:
        raise Stop(
            f"pip could not install {requirements.name} ({LOG} says why): check the network"
            " and the settings of pip, and start again."
        ) from None


def _pip_of_debian():
    """pip as one file, for a Debian whose Python comes without it."""
    root = settings.HOME / 'pip'
    if not list(root.glob('usr/share/python-wheels/pip-*.whl')):
        apt.of_machine().unpack(['python3-pip-whl'], root)
    return next(root.glob('usr/share/python-wheels/pip-*.whl'))
