"""Odoo 19 itself: the sources ODOO_SOURCE names, or the package in Debian."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import apt, settings
from .console import Stop, step

SERIES = '19.0'
SUITES = ('sid', 'bookworm')
# Odoo's package links to files of these. The fonts of Font Awesome are those of Debian 12:
# newer releases have other file names.
PACKAGES = (
    'odoo-19/sid',
    'fonts-montserrat/sid',
    'fonts-font-awesome/bookworm',
    'fonts-glyphicons-halflings/bookworm',
    'fonts-inconsolata/bookworm',
    'fonts-ocr-b/bookworm',
    'fonts-roboto-unhinted/bookworm',
    'libjs-jquery/bookworm',
    'libjs-jquery-form/bookworm',
    'libjs-underscore/bookworm',
)
# Debian cuts this file out of the package; an empty one keeps the bundle free of an error.
CUT_FILE = 'odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js'
NEEDED_BYTES = 4_000_000_000


@dataclass(frozen=True)
class OdooSource:
    """`python_path` goes on the Python path; `version` tells installations apart."""

    python_path: Path
    version: str


def find():
    """Odoo 19 from where the person says, else from the home folder, fetched if needed."""
    named = os.environ.get('ODOO_SOURCE')
    return _inspect(Path(named).expanduser().absolute()) if named else _from_debian()


def _from_debian():
    root = settings.HOME / 'odoo'
    python_path = root / 'usr/lib/python3/dist-packages'
    key = settings.digest(*PACKAGES, *SUITES)
    stamp = root / 'made-from'
    if not (stamp.exists() and stamp.read_text(encoding='utf-8') == key):
        _check_disk()
        with step("Odoo 19 from Debian (about 140 MB)"):
            _fetch(root)
            _inspect(python_path)
            stamp.write_text(key, encoding='utf-8')
    return _inspect(python_path)


def _fetch(root):
    partial = root.with_name('odoo.partial')
    shutil.rmtree(partial, ignore_errors=True)
    apt.of_suites(*SUITES).unpack(PACKAGES, partial)
    cut_file = partial / 'usr/lib/python3/dist-packages' / CUT_FILE
    cut_file.parent.mkdir(parents=True, exist_ok=True)
    cut_file.touch()
    shutil.rmtree(root, ignore_errors=True)
    partial.rename(root)


def _inspect(folder):
    """The Odoo in `folder`, which is a checkout of odoo or a dist-packages folder."""
    try:
        text = (folder / 'odoo/release.py').read_text(encoding='utf-8')
    except OSError:
        raise Stop(
            f"There is no Odoo in {folder} (no odoo/release.py): set ODOO_SOURCE to a checkout"
            f" of Odoo {SERIES}, or unset it to take Odoo from Debian."
        ) from None
    found = re.search(r'^version_info = \((\d+), (\d+), (\d+)', text, re.MULTILINE)
    version = '.'.join(found.groups()) if found else 'unknown'
    if not version.startswith(f'{SERIES}.'):
        raise Stop(
            f"The Odoo in {folder} is {version}, and this addon needs {SERIES}: set ODOO_SOURCE"
            f" to a checkout of Odoo {SERIES}."
        )
    return OdooSource(folder, version)


def _check_disk():
    free = shutil.disk_usage(settings.HOME).free
    if free < NEEDED_BYTES:
        raise Stop(
            f"{settings.HOME} has {free // 10**6} MB free and needs {NEEDED_BYTES // 10**6} MB:"
            " free some space, or set HERSTEL_HOME to a folder on a larger disk."
        )
