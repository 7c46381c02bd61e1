"""The addon as a wheel, built the way the Odoo community does, put where Odoo finds it."""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from toolbox import settings
from toolbox.mutants import copy_tree

FOLDER = f'odoo/addons/{settings.ADDON}'


@pytest.fixture(scope='module')
def wheel(tmp_path_factory):
    """The wheel of the files that git knows; what building leaves behind stays in the copy."""
    copy, target = tmp_path_factory.mktemp('tree'), tmp_path_factory.mktemp('wheel')
    copy_tree(copy)
    pip('wheel', '--no-deps', '--no-build-isolation', '--wheel-dir', target, copy / settings.ADDON)
    [path] = target.iterdir()
    with zipfile.ZipFile(path) as opened:
        yield opened


def pip(*arguments):
    command = [sys.executable, '-m', 'pip', *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_holds_the_whole_addon_and_nothing_else(wheel):
    names = {name for name in wheel.namelist() if '.dist-info/' not in name}
    listing = ['git', 'ls-files', '--cached', '--others', '--exclude-standard', settings.ADDON]
    known = subprocess.run(listing, cwd=settings.ROOT, capture_output=True, text=True, check=True)
    files = {Path(line).as_posix() for line in known.stdout.splitlines()}
    expected = {f'odoo/addons/{name}' for name in files if (settings.ROOT / name).exists()}
    assert names == expected - {f'{FOLDER}/pyproject.toml'}


def test_it_says_what_it_needs_and_is_the_version_of_the_manifest(wheel):
    [name] = [name for name in wheel.namelist() if name.endswith('.dist-info/METADATA')]
    told = message_from_bytes(wheel.read(name))
    manifest = (settings.ROOT / settings.ADDON / '__manifest__.py').read_text(encoding='utf-8')
    assert told['Name'] == 'odoo-addon-herstelbemiddeling'
    assert f"'version': '{told['Version']}'" in manifest
    assert {*told.get_all('Requires-Dist')} == {'altcha>=2.3', 'odoo==19.0.*', 'weasyprint>=70'}
    changes = (settings.ROOT / 'CHANGELOG.md').read_text(encoding='utf-8')
    assert f"## {told['Version']}\n" in changes


def test_pip_puts_it_where_odoo_finds_it(wheel, tmp_path):
    pip('install', '--no-deps', '--target', tmp_path, wheel.filename)
    assert (tmp_path / FOLDER / '__manifest__.py').is_file()
    # Odoo looks into every folder of that name on the path of Python.
    script = (
        'import sys, odoo.addons; from odoo.modules import get_module_path, initialize_sys_path\n'
        f"initialize_sys_path(); print(get_module_path({settings.ADDON!r}))"
    )
    found = subprocess.run(
        [sys.executable, '-c', script],
        env={'PYTHONPATH': str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.strip() == str(tmp_path / FOLDER), found.stderr
