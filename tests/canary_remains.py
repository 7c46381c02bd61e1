"""What a day leaves behind: the database as a dump, files, logs, mails."""

import os
import subprocess
from pathlib import Path

from toolbox import settings, sql
from toolbox.process import replace_environment

KEYS = 'sealed_key'


def postgres(program, *arguments, **options):
    """Run a program of PostgreSQL on the server that the tests use; return what it writes."""
    folder = os.environ.get('HERSTEL_POSTGRES_PROGRAMS')
    libraries = os.environ.get('HERSTEL_POSTGRES_LIBRARIES')
    command = [str(Path(folder, program)) if folder else program, *arguments]
    environment = replace_environment(LD_LIBRARY_PATH=libraries or None)
    options.update(env=environment, capture_output=True)
    return subprocess.run(command, check=True, **options).stdout


def dump(database, *options):
    """Return a dump of a database in plain text, as it is made for a backup."""
    return postgres('pg_dump', '--no-owner', '--no-privileges', *options, database)


def restore(odoo, dumped, database):
    """Put a dump back into a new database."""
    sql.drop_database(odoo.python, odoo.server.variables, database)
    run_sql(odoo, f'CREATE DATABASE {sql.name(database)} TEMPLATE template0')
    postgres('psql', '--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', database, input=dumped)


def run_sql(odoo, *statements, database='postgres'):
    return sql.run(odoo.python, odoo.server.variables, *statements, database=database)


def tables(dumped):
    """Yield the name of each table in a dump and all its rows."""
    for part in dumped.split(b'\nCOPY ')[1:]:
        name, _columns, _rest = part.partition(b' (')
        lines, _end, _rest = part.partition(b'\n\\.\n')
        yield name.decode().removeprefix('public.'), lines


def rows(dumped, table):
    """Yield the rows of a table in a dump as ``{column: text or None}``."""
    _before, _from, rest = dumped.partition(f'\nCOPY public.{table} ('.encode())
    assert rest, f'{table} is not in the dump'
    columns, _stdin, rest = rest.partition(b') FROM stdin;\n')
    names = [name.strip('" ') for name in columns.decode().split(',')]
    for line in rest.partition(b'\\.\n')[0].splitlines():
        values = [None if text == '\\N' else text for text in line.decode().split('\t')]
        yield dict(zip(names, values, strict=True))


def files_of(database):
    """Return what Odoo keeps in files, by path: those of this database, and all sessions."""
    folders = [settings.DATA / 'filestore' / database, settings.DATA / 'sessions']
    paths = [path for folder in folders for path in folder.rglob('*') if path.is_file()]
    return {path: path.read_bytes() for path in paths}


def logs(served):
    """Return all logs, by name."""
    paths = {'server': served.log, 'shell': settings.LOGS / f'{served.database}-shell.log'}
    # The log of somebody else's database server is out of reach.
    if os.environ['HERSTEL_SERVER'] == 'private':
        paths['PostgreSQL'] = Path(os.environ['HERSTEL_POSTGRES_LOG'])
    return {name: path.read_bytes() for name, path in paths.items()}
