"""Debian packages without installing them: fetched and verified by apt, unpacked by us.

apt gets a state of its own (lists, cache, settings), so the machine's own stays as it was
and no root is needed. The machine's apt says which mirror to use.
"""

import os
import re
import shutil
from pathlib import Path

from . import process, settings
from .console import Stop

KEYRINGS = (
    Path('/usr/share/keyrings/debian-archive-keyring.gpg'),
    Path('/usr/share/keyrings/debian-archive-keyring.pgp'),
)
LOG = settings.LOGS / 'apt.log'
ELSEWHERE = (
    "set ODOO_SOURCE to Odoo 19 sources, install PostgreSQL (or set PGHOST), and start again."
)


class Apt:
    """apt with its own state in `folder`; `suites` replace the machine's own sources."""

    def __init__(self, folder, suites=()):
        self.folder = folder
        self.suites = suites
        self._updated = False

    def update(self):
        """Fetch the package lists, once for each command that needs them."""
        if self._updated:
            return
        self._write_settings()
        try:
            process.run(['apt-get', 'update'], LOG, env=self._environment())
        except process.CommandFailed:
            raise Stop(
                f"apt could not fetch Debian's package lists ({LOG} says why): check the"
                " network, or set DEBIAN_MIRROR to a mirror that answers, and start again."
            ) from None
        self._updated = True

    def missing(self, *names):
        """What this machine lacks to have the packages `names`, as name=version."""
        self.update()
        command = ['apt-get', '--simulate', '--no-install-recommends', 'install', *names]
        try:
            plan = process.capture(command, env=self._environment())
        except process.CommandFailed:
            raise Stop(
                f"apt sees no way to install {' '.join(names)} beside what this machine has:"
                f" try 'apt-get -s install {' '.join(names)}' and solve what it reports."
            ) from None
        return [f'{name}={version}' for name, version in parse_plan(plan)]

    def unpack(self, packages, root):
        """Download `packages` (name, name=version or name/suite) and unpack them in `root`."""
        self.update()
        root.mkdir(parents=True, exist_ok=True)
        debs = self.folder / 'debs'
        shutil.rmtree(debs, ignore_errors=True)
        debs.mkdir()
        try:
            command = ['apt-get', 'download', *packages]
            process.run(command, LOG, env=self._environment(), cwd=debs)
            for deb in sorted(debs.glob('*.deb')):
                process.run(['dpkg', '-x', deb, root], LOG)
                deb.unlink()
        except process.CommandFailed as failure:
            raise Stop(
                f"{failure.command[0]} could not get {failure.command[-1]} from Debian"
                f" ({LOG} says why): check the network and the disk, and start again."
            ) from None

    def _environment(self):
        return process.replace_environment(
            APT_CONFIG=str(self.folder / 'apt.conf'), LC_ALL='C', DEBIAN_FRONTEND='noninteractive'
        )

    def _write_settings(self):
        """The machine's own way to reach the network, with all state moved to our folder."""
        empty = self.folder / 'empty'
        for name in ('empty', 'lists/partial', 'cache/archives/partial'):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        lines = [
            *_network_settings(),
            f'Dir::State "{self.folder}";',
            f'Dir::State::Lists "{self.folder}/lists";',
            'Dir::State::status "/var/lib/dpkg/status";',
            f'Dir::Cache "{self.folder}/cache";',
            f'Dir::Etc::parts "{empty}";',
            f'Dir::Etc::main "{empty}/apt.conf";',
            'APT::Sandbox::User "root";',
            'Acquire::Languages "none";',
            'Acquire::Retries "3";',
            'Acquire::http::Timeout "30";',
        ]
        if self.suites:
            sources = self.folder / 'sources.list'
            sources.write_text(''.join(f'{line}\n' for line in self.suites), encoding='utf-8')
            lines += [
                f'Dir::Etc::sourcelist "{sources}";',
                f'Dir::Etc::sourceparts "{empty}";',
                f'Dir::Etc::preferences "{empty}/preferences";',
                f'Dir::Etc::preferencesparts "{empty}";',
                'APT::Update::Error-Mode "any";',
            ]
        text = ''.join(f'{line}\n' for line in lines)
        (self.folder / 'apt.conf').write_text(text, encoding='utf-8')


def of_machine():
    """apt with the machine's own sources: for programs that must fit this machine."""
    require()
    return Apt(settings.HOME / 'apt' / 'machine')


def of_suites(*suites):
    """apt with these suites of the Debian mirror, whatever the machine itself runs."""
    require()
    keyring = next((path for path in KEYRINGS if path.exists()), None)
    if not keyring:
        raise Stop(f"Debian's signing keys are not on this machine: {ELSEWHERE}")
    url = mirror()
    lines = [f'deb [signed-by={keyring}] {url} {suite} main' for suite in suites]
    return Apt(settings.HOME / 'apt' / '-'.join(suites), lines)


def require():
    """Stop where there is no apt, or none that serves Debian."""
    if not (shutil.which('apt-get') and shutil.which('dpkg')):
        raise Stop(f"This machine has no apt, so nothing can be fetched from Debian: {ELSEWHERE}")


def mirror():
    """The address of a Debian mirror: DEBIAN_MIRROR, else the one this machine uses itself."""
    if os.environ.get('DEBIAN_MIRROR'):
        return os.environ['DEBIAN_MIRROR']
    own = _debian_mirror(None)
    if not own:
        machine = of_machine()
        machine.update()
        own = _debian_mirror(machine._environment())
    if not own:
        raise Stop(
            "The apt of this machine knows no Debian mirror: set DEBIAN_MIRROR to one,"
            f" or {ELSEWHERE}"
        )
    return own


def _debian_mirror(environment):
    fields = '$(REPO_URI)|$(ORIGIN)|$(COMPONENT)|$(RELEASE)'
    command = ['apt-get', 'indextargets', '--format', fields, 'Created-By: Packages']
    try:
        return parse_mirror(process.capture(command, env=environment))
    except process.CommandFailed:
        return None


def parse_mirror(targets):
    """The first archive of Debian itself: not its security or updates, not another origin."""
    for line in targets.splitlines():
        url, origin, component, release = line.split('|')
        if origin == 'Debian' and component == 'main' and '-' not in release:
            return url
    return None


def parse_plan(plan):
    """The (name, version) pairs that a simulated installation would add."""
    return re.findall(r'^Inst (\S+) (?:\[\S+\] )?\((\S+)', plan, re.MULTILINE)


def _network_settings():
    """Proxies, certificates and the like of the machine's apt, without its hooks."""
    dump = process.capture(['apt-config', 'dump'])
    return [
        line
        for line in dump.splitlines()
        if line.startswith('Acquire::') and not line.startswith('Acquire::IndexTargets')
    ]
