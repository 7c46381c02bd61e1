"""./dev/bench: run the benchmarks of the folder benchmarks/, each in databases of its own."""

import importlib.util
import sys

from . import platform, settings
from .console import Stop, say

FOLDER = settings.ROOT / 'benchmarks'


def main():
    names = sys.argv[1:] or sorted(path.stem for path in FOLDER.glob('[a-z]*.py'))
    with platform.ready(tests=True) as ready:
        for name in names:
            for line in load(name).run(ready):
                say(line)
    return 0


def load(name):
    path = FOLDER / f'{name}.py'
    if not path.exists():
        raise Stop(f"There is no benchmark {name}: see {FOLDER}.")
    specification = importlib.util.spec_from_file_location(f'benchmark_{name}', path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
