"""./dev/lint: every static check. It needs the virtual environment, but no Odoo."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

from . import locks, process, python_env, settings, translate
from .console import Stop, say, tick

LONGEST_FILE = 400
CODE = ('.py', '.xml', '.js', '.css')
NOT_TEXT = ('.png', '.jpg', '.ico', '.woff2', '.ttf', '.pdf')
# Paths of one machine, and addresses of package registries: a checkout works elsewhere, and
# everybody's own settings say where packages come from.
FORBIDDEN = re.compile(
    r'(?<![\w.$}])/(?:work|root|home)/'
    r'|pypi\.(?:org|python)|files\.pythonhosted|registry\.npmjs|deb\.debian|ftp\.[a-z.]*debian'
)
ALLOWED = ('dev/toolbox/lint.py', 'tests/test_dev_toolbox.py')


def main():
    if len(sys.argv) > 1:
        raise Stop("./dev/lint takes no arguments: it checks everything.")
    settings.prepare_home()
    with locks.exclusive('setup'):
        tools = python_env.prepare(tests=True) / 'bin'
    checks = [_files, _manifest, *_programs(tools)]
    failed = sum(not check() for check in checks)
    if failed:
        raise Stop(f"{failed} of {len(checks)} static checks failed: repair what they report.")
    say("All static checks passed.")
    return 0


def _programs(tools):
    """The programs as checks of their own. What is switched off here, and why:

    - the readme of the addon is that of the repository;
    - a model is extended in every room that has to do with it;
    - plain numbers and the order of attributes in XML are written as Odoo itself does;
    - a word that is the same in Dutch is translated, and not left empty.
    """
    addon = settings.ADDON
    same_word = '--disable=po-pretty-format'
    quiet = '--disable=missing-readme,consider-merging-classes-inherited'
    # `#wrap` of a page has no id of its own: with one, the builder would keep what an editor
    # writes in a view of one language.
    style = '--disable=xml-field-numeric-without-eval,xml-tag-position,xml-oe-structure-missing-id'
    commands = {
        'ruff check': ['ruff', 'check', '--quiet', '--output-format=concise', '.'],
        'ruff format': ['ruff', 'format', '--quiet', '--diff', '.'],
        'pylint-odoo': ['pylint', '--score=no', quiet, addon],
        'OCA module checks': ['oca-checks-odoo-module', style, addon],
        'OCA translation checks': ['oca-checks-po', same_word, *_translations()],
        'translations': ['python', settings.SCRIPTS / 'translation.py', translate.TEMPLATE],
    }
    return [
        lambda name=name, command=command: _run(name, [tools / command[0], *command[1:]])
        for name, command in commands.items()
    ]


def _translations():
    return sorted((settings.ADDON_FOLDER / 'i18n').glob('*.po*'))


def _run(name, command):
    """Run one program, and show its output only when it found something."""
    environment = process.replace_environment(PYTHONPATH=None, PYTHONDONTWRITEBYTECODE='1')
    child = process.start(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding='utf-8',
        env=environment,
        cwd=settings.ROOT,
    )
    output, _none = child.communicate()
    return _report(name, output.strip().splitlines() if child.returncode else [], child.returncode)


def _report(name, lines, failed=None):
    tick()
    failed = bool(lines) if failed is None else failed
    say(f'{"FAILED" if failed else "ok    "}  {name}')
    for line in lines:
        say(f'    {line}')
    return not failed


def _files():
    """What holds for every file: its end, its length, what may not be in it, its XML."""
    findings = [finding for path in _committed() for finding in _inspect(path)]
    return _report('files', findings)


def _inspect(path):
    name = path.relative_to(settings.ROOT).as_posix()
    if path.suffix in NOT_TEXT:
        return
    text = path.read_text(encoding='utf-8')
    if text and not text.endswith('\n'):
        yield f'{name}: the last line has no end'
    if path.suffix in CODE and text.count('\n') > LONGEST_FILE:
        yield f'{name}: {text.count(chr(10))} lines; split it, {LONGEST_FILE} is the most'
    if name not in ALLOWED:
        for number, line in enumerate(text.splitlines(), 1):
            found = FORBIDDEN.search(line)
            if found:
                yield f'{name}:{number}: {found.group()} belongs to one machine or registry'
    if path.suffix == '.xml':
        try:
            ET.fromstring(text.encode())
        except ET.ParseError as error:
            yield f'{name}: {error}'


def _committed():
    """The files of the repository, with those that are new and not ignored."""
    command = ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
    try:
        output = process.capture(command, cwd=settings.ROOT)
    except (process.CommandFailed, FileNotFoundError):
        paths = [path for path in settings.ROOT.rglob('*') if not _hidden(path)]
    else:
        paths = [settings.ROOT / name for name in output.split('\0') if name]
    return sorted(path for path in paths if path.is_file())


def _hidden(path):
    parts = path.relative_to(settings.ROOT).parts
    return path.is_relative_to(settings.HOME) or any(
        part == '__pycache__' or (part.startswith('.') and part != '.ci') for part in parts
    )


def _manifest():
    """Every data file that the manifest names is there, and every one that is there is named."""
    manifest = settings.manifest()
    named = {*manifest.get('data', []), *manifest.get('demo', [])}
    findings = [
        f'{name}: named in the manifest, and not there'
        for name in sorted(named)
        if not (settings.ADDON_FOLDER / name).is_file()
    ]
    there = {
        path.relative_to(settings.ADDON_FOLDER).as_posix()
        for folder in ('data', 'demo', 'security', 'views', 'wizard', 'report')
        for pattern in ('*.xml', '*.csv')
        for path in (settings.ADDON_FOLDER / folder).rglob(pattern)
    }
    findings += [f'{name}: not named in the manifest' for name in sorted(there - named)]
    return _report('manifest', findings)
