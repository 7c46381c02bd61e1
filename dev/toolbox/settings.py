"""Where things are. Everything that is made on this machine is below one home folder."""

import ast
import hashlib
import os
from pathlib import Path

ADDON = 'herstelbemiddeling'
LANGUAGES = ('nl_NL', 'en_US')
ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / 'dev'
SCRIPTS = DEV / 'toolbox' / 'scripts'
ADDON_FOLDER = ROOT / ADDON
AUDIT_TRAIL = ADDON_FOLDER / 'audit' / 'trail.sql'
HOME = Path(os.environ.get('HERSTEL_HOME') or ROOT / '.odoo').expanduser().absolute()
LOGS = HOME / 'log'
CRASH_LOG = LOGS / 'crash.log'
DATA = HOME / 'data'


def prepare_home():
    HOME.mkdir(parents=True, exist_ok=True)
    LOGS.mkdir(mode=0o700, exist_ok=True)
    DATA.mkdir(mode=0o700, exist_ok=True)


def write_private(path, text):
    """Write a file that only its owner reads, all of it or nothing."""
    partial = path.with_name(f'{path.name}.partial')
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, 'w', encoding='utf-8') as file:
        file.write(text)
    partial.rename(path)


def digest(*parts):
    """A short name for the inputs `parts`: same inputs, same name."""
    return hashlib.sha256('\0'.join(parts).encode()).hexdigest()[:12]


def manifest():
    return ast.literal_eval((ADDON_FOLDER / '__manifest__.py').read_text(encoding='utf-8'))


def addon_digest():
    """Changes with every change in a file of the addon."""
    files = sorted(
        path
        for path in ADDON_FOLDER.rglob('*')
        if path.is_file() and '__pycache__' not in path.parts
    )
    total = hashlib.sha256()
    for path in files:
        total.update(f'{path.relative_to(ADDON_FOLDER)}\0'.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
