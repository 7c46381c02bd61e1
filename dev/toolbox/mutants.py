"""./dev/mutants: break each wall on purpose, in a copy, and see whether the suite notices."""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from . import settings
from .console import Stop, say

COPY = settings.HOME / 'mutants'
LISTS = sorted(path.name for path in (settings.ROOT / 'tests').glob('mutants*.py'))
CAUGHT, SURVIVED, BROKEN = 'caught', 'SURVIVED', 'BROKEN'


def main():
    chosen = [mutant for mutant in load() if not sys.argv[1:] or mutant.name in sys.argv[1:]]
    if not chosen:
        raise Stop(f"There is no mutant of that name: see {', '.join(LISTS)} in tests/.")
    settings.prepare_home()
    copy_tree(COPY)
    _give_history(COPY)
    results = {}
    for mutant in chosen:
        results[mutant.name] = _try(mutant)
        say(f'{results[mutant.name]:8}  {mutant.name}')
    caught = sum(result == CAUGHT for result in results.values())
    say(f"{caught} of {len(results)} broken walls were noticed.")
    return 0 if caught == len(results) else 1


@dataclass(frozen=True)
class Mutant:
    """A wall of the addon, how it is broken, and the tests that have to notice."""

    name: str
    file: str  # of the addon
    wall: str  # what stands there
    hole: str  # what stands there when it is broken
    tests: tuple  # where it has to be noticed


def load():
    """The mutants as the tests list them."""
    mutants = []
    for name in LISTS:
        path = settings.ROOT / 'tests' / name
        specification = importlib.util.spec_from_file_location(f'list_of_{path.stem}', path)
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        mutants += module.MUTANTS
    return mutants


def copy_tree(target):
    """The files that git knows, as they are now: nobody's working tree is broken on purpose."""
    shutil.rmtree(target, ignore_errors=True)
    listing = ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
    names = subprocess.run(listing, cwd=settings.ROOT, capture_output=True, check=True).stdout
    for name in names.decode().split('\0'):
        if name and (settings.ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(settings.ROOT / name, target / name)


def _give_history(target):
    """A test installs the addon as it was at first, which git has: let the copy know where."""
    question = ['git', 'rev-parse', '--absolute-git-dir']
    folder = subprocess.run(
        question, cwd=settings.ROOT, capture_output=True, check=True, encoding='utf-8'
    ).stdout
    (target / '.git').write_text(f'gitdir: {folder}', encoding='utf-8')


def _try(mutant):
    """Return whether the suite turns red when this wall is broken."""
    target = COPY / settings.ADDON / mutant.file
    whole = target.read_text(encoding='utf-8')
    target.write_text(whole.replace(mutant.wall, mutant.hole, 1), encoding='utf-8')
    log = settings.LOGS / 'mutants.log'
    try:
        with open(log, 'ab') as output:
            status = subprocess.run(
                [COPY / 'dev' / 'test', '-q', '-x', *mutant.tests],
                stdout=output,
                stderr=output,
                env={**os.environ, 'HERSTEL_HOME': str(settings.HOME)},
                check=False,
            ).returncode
    finally:
        target.write_text(whole, encoding='utf-8')
    return _verdict(status, log)


def _verdict(status, log):
    """Caught by a test, or by the log of the installation; a mutant that does not even install
    says nothing about either."""
    end = log.read_text(encoding='utf-8', errors='replace').splitlines()[-5:]
    if any('Installing the addon logged' in line for line in end):
        return CAUGHT
    if not any(' passed' in line or ' failed' in line for line in end):
        return BROKEN
    return {0: SURVIVED, 1: CAUGHT}.get(status, BROKEN)
