"""What is looked at during the run: memory of each process, rows and bytes of each table, files."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from .. import settings

PAGE_KB = os.sysconf('SC_PAGE_SIZE') // 1024
TABLES = """
    SELECT CASE schemaname WHEN 'public' THEN relname ELSE schemaname || '.' || relname END,
           (xpath('/row/rows/text()', query_to_xml(
               format('SELECT count(*) AS rows FROM %I.%I', schemaname, relname), false, true, ''
           )))[1]::text::bigint,
           pg_total_relation_size(relid)
      FROM pg_stat_user_tables
"""


@dataclass(frozen=True)
class Look:
    """Rows and bytes of each table, and the number of files, at one moment."""

    rows: dict
    sizes: dict
    sessions: int
    files: int


class Memory:
    """The resident memory of each process of a server, sample after sample."""

    def __init__(self, group):
        self.group = group
        self.samples = {}  # {process: [(seconds, MB)]}
        self.names = {}
        self.begin = time.monotonic()

    def sample(self):
        now = time.monotonic() - self.begin
        for process in _processes(self.group):
            try:
                pages = int(Path(f'/proc/{process}/statm').read_text(encoding='ascii').split()[1])
                self.names.setdefault(process, _name(process, self.group))
            except (FileNotFoundError, ProcessLookupError, IndexError):
                continue  # it ended just now
            self.samples.setdefault(process, []).append((now, pages * PAGE_KB / 1024))


def look(office):
    """Count everything; what is counted is exact, not an estimate."""
    rows = office.sql(TABLES)
    return Look(
        rows={name: int(count) for name, count, _size in rows},
        sizes={name: int(size) for name, _count, size in rows},
        sessions=_files(settings.DATA / 'sessions'),
        files=_files(settings.DATA / 'filestore' / office.database),
    )


def _processes(group):
    for entry in os.scandir('/proc'):
        if entry.name.isdecimal():
            try:
                stat = Path(entry.path, 'stat').read_text(encoding='utf-8')
            except (FileNotFoundError, ProcessLookupError):
                continue
            # After the name, which may hold anything: state, parent, process group.
            if int(stat.rpartition(')')[2].split()[2]) == group:
                yield int(entry.name)


def _name(process, group):
    """What Odoo has started this process for, as far as it shows."""
    if process == group:
        return 'master'
    arguments = Path(f'/proc/{process}/cmdline').read_bytes().split(b'\0')
    return 'long connections' if b'gevent' in arguments else 'worker'


def _files(folder):
    return sum(len(files) for _folder, _folders, files in os.walk(folder))
