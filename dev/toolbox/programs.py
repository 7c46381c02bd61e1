"""Programs of Debian that the machine may lack: PostgreSQL's server, Chromium, letters.

What is installed is used. Otherwise the missing packages are unpacked into a folder, and the
programs run from there with their libraries.
"""

import ctypes
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import apt, settings
from .console import Stop, step

# Not needed to run the programs: PostgreSQL runs without its compiler for queries and without
# the administration tools written in Perl.
UNUSED = re.compile(r'libllvm|libz3|lib.*perl|libclang')
OLDEST_POSTGRES = 13
DRIVER_LIBRARY = 'libatomic.so.1'
# What WeasyPrint sets the letters with, and the packages they come in.
LETTER_LIBRARIES = (
    'libgobject-2.0.so.0', 'libpango-1.0.so.0', 'libpangoft2-1.0.so.0', 'libharfbuzz.so.0',
    'libharfbuzz-subset.so.0', 'libfontconfig.so.1',
)  # fmt: skip
LETTER_PACKAGES = (
    'libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0', 'fonts-dejavu-core',
)  # fmt: skip


@dataclass(frozen=True)
class Programs:
    """A folder with programs, and the variables they need to run from there."""

    folder: Path
    variables: dict = field(default_factory=dict)


def postgres_server(root):
    """The programs of a PostgreSQL server, unpacked in `root` when none is installed."""
    installed = _installed_postgres()
    if installed:
        return Programs(installed)
    stamp = root / 'complete'
    if not stamp.exists():
        with step("PostgreSQL from Debian"):
            shutil.rmtree(root, ignore_errors=True)
            _unpack(['postgresql'], r'postgresql-\d+$|postgresql-client-\d+$|lib', root)
            stamp.touch()
    found = sorted(root.glob('usr/lib/postgresql/*/bin'))
    if not found:
        raise Stop(f"Debian's package of PostgreSQL has no server in {root}: remove that folder.")
    return Programs(found[-1], {'LD_LIBRARY_PATH': library_path(root)})


def nginx():
    """The program of nginx, unpacked when none is installed."""
    installed = shutil.which(
        'nginx', path=f'{os.environ.get("PATH", "")}:/usr/sbin:/usr/local/sbin'
    )
    if installed:
        return Programs(Path(installed).parent)
    root = settings.HOME / 'nginx'
    stamp = root / 'complete'
    if not stamp.exists():
        with step("nginx from Debian"):
            shutil.rmtree(root, ignore_errors=True)
            _unpack(['nginx'], r'nginx|lib', root)
            stamp.touch()
    return Programs(root / 'usr/sbin', {'LD_LIBRARY_PATH': library_path(root) or None})


def _installed_postgres():
    """The newest complete server: Debian's place first, then the search path."""
    folders = [path for path in Path('/usr/lib/postgresql').glob('*/bin') if path.is_dir()]
    folders.sort(key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which('initdb')
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        complete = all((folder / name).exists() for name in ('initdb', 'pg_ctl', 'postgres'))
        if complete and _postgres_version(folder) >= OLDEST_POSTGRES:
            return folder
    return None


def _postgres_version(folder):
    command = [folder / 'postgres', '--version']
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    number = re.search(r'(\d+)', answer.stdout)
    return int(number.group(1)) if number else 0


@dataclass(frozen=True)
class Browser:
    """A Chromium that runs, and the libraries that Playwright's driver needs beside it."""

    path: Path
    libraries: str = ''


def browser():
    """The installed Chromium, or one of our own that a script starts."""
    root = settings.HOME / 'chromium'
    installed = _installed_chromium()
    if installed and _has_library(DRIVER_LIBRARY):
        return Browser(installed)
    script = root / 'bin/chromium'
    if not script.exists():
        with step("Chromium from Debian (for the browser tests)"):
            shutil.rmtree(root, ignore_errors=True)
            names = ['libatomic1'] if installed else ['libatomic1', 'chromium', 'fonts-dejavu-core']
            _unpack(names, r'chromium|fonts-|lib|.*-data|.*-common', root)
            _write_chromium_script(root, script, installed or root / 'usr/lib/chromium/chromium')
    return Browser(script, library_path(root))


def _installed_chromium():
    found = (shutil.which(name) for name in ('chromium', 'chromium-browser', 'google-chrome'))
    return next((Path(path) for path in found if path), None)


def _has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def letters():
    """The variables with which Odoo finds what makes letters; none when that is installed.

    On a machine without apt there is nothing to fetch: everything but the letters works there.
    """
    root = settings.HOME / 'pango'
    stamp = root / 'complete'
    if not stamp.exists():
        if all(_has_library(name) for name in LETTER_LIBRARIES) or not shutil.which('apt-get'):
            return {}
        with step("What sets the letters, from Debian"):
            shutil.rmtree(root, ignore_errors=True)
            _unpack(LETTER_PACKAGES, r'fonts-|lib', root)
            stamp.touch()
    return {'LD_LIBRARY_PATH': library_path(root), 'FONTCONFIG_FILE': str(_write_fonts(root))}


def clock_library():
    """The library with which the clock of a process can be set."""
    root = settings.HOME / 'faketime'
    wanted = 'usr/lib/*/faketime/libfaketimeMT.so.1'
    found = [*Path('/').glob(wanted), *root.glob(wanted)]
    if not found:
        with step("What sets a clock, from Debian"):
            shutil.rmtree(root, ignore_errors=True)
            _unpack(['libfaketime'], 'libfaketime', root)
        found = list(root.glob(wanted))
    if not found:
        raise Stop(f"Debian's package libfaketime has no library in {root}: remove that folder.")
    return found[0]


def _write_fonts(root):
    """Tell fontconfig of the fonts in `root` and of those of the machine."""
    fonts = root / 'fonts.conf'
    fonts.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f'<fontconfig>\n<dir>{root}/usr/share/fonts</dir>\n<dir>/usr/share/fonts</dir>\n'
        f'<cachedir>{root}/fontcache</cachedir>\n</fontconfig>\n',
        encoding='utf-8',
    )
    return fonts


def _write_chromium_script(root, script, program):
    fonts = _write_fonts(root)
    script.parent.mkdir(exist_ok=True)
    partial = script.with_suffix('.partial')
    partial.write_text(
        f"#!/bin/sh\nexport LD_LIBRARY_PATH='{library_path(root)}'\n"
        f"export FONTCONFIG_FILE='{fonts}'\n"
        f"exec '{program}' \"$@\"\n",
        encoding='utf-8',
    )
    partial.chmod(0o755)
    partial.rename(script)


def _unpack(names, wanted, root):
    """Unpack what the machine lacks of `names`, as far as the name matches `wanted`."""
    machine = apt.of_machine()
    packages = [
        package
        for package in machine.missing(*names)
        if re.match(wanted, package.split('=')[0]) and not UNUSED.match(package)
    ]
    machine.unpack(packages, root)


def library_path(root):
    """The folders of shared libraries in `root`, for LD_LIBRARY_PATH."""
    folders = {
        Path(folder)
        for top in ('lib', 'usr/lib')
        for folder, _folders, files in os.walk(root / top)
        if any('.so' in name for name in files)
    }
    triplets = [
        path for path in folders if re.search(r'-linux-gnu\w*(/(nss|pulseaudio))?$', str(path))
    ]
    return ':'.join(str(path) for path in sorted(triplets))
