"""The machine that was measured on, in words."""

import os
import platform as system
from pathlib import Path

from toolbox import sql

QUIET = 0.5  # load of the last minute, below which nobody else is at work
SETTINGS = (
    'server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
    'work_mem', 'effective_cache_size', 'random_page_cost', 'jit',
    'max_parallel_workers_per_gather',
)  # fmt: skip


def load():
    return os.getloadavg()[0]


def description(platform):
    """Return the chapter about the machine and about PostgreSQL."""
    odoo = platform.odoo
    names = ', '.join(f"'{name}'" for name in SETTINGS)
    statement = f"SELECT name, current_setting(name) FROM pg_settings WHERE name IN ({names})"
    rows = sql.run(odoo.python, odoo.server.variables, statement)
    given = ', '.join(f'{name} = {value}' for name, value in sorted(rows))
    return '\n'.join(
        [
            '## The machine',
            '',
            f'- {_processor()}, {os.cpu_count()} cores; {_memory()} of memory; {system.platform()}',
            f'- Python {system.python_version()} for the commands; Odoo {platform.version}',
            f'- PostgreSQL with {given}: the settings of `./dev/test`, nothing tuned for this run',
            '- The client runs on the same machine and takes part of it.',
            '',
        ]
    )


def _processor():
    for line in _lines('/proc/cpuinfo'):
        name, _colon, value = line.partition(':')
        if name.strip() in ('model name', 'Model'):
            return value.strip()
    return system.processor() or system.machine()


def _memory():
    for line in _lines('/proc/meminfo'):
        if line.startswith('MemTotal'):
            return f'{int(line.split()[1]) / 2**20:.0f} GB'
    return 'unknown'


def _lines(path):
    file = Path(path)
    return file.read_text(encoding='utf-8').splitlines() if file.exists() else []
