"""Whatever the run has left behind, searched for words that people have told."""

from .finding import Finding

CHUNK = 64 * 1024**2  # bytes
OVERLAP = 1024  # longer than a word in any encoding


def nothing_readable(machine, canaries):
    machine.postgres.admin_sql('CHECKPOINT')  # what it still holds in memory comes onto the disk
    places = _places(machine)
    wrong, total = [], 0
    if not canaries.found_in(machine.sink.texts()):
        wrong.append("the words were not found in the mails either: this search is blind")
    for name, paths in places.items():
        for path in paths:
            for data in _parts(path):
                total += len(data)
                if canaries.found_in(data):
                    wrong.append(f"{name}: {path.name}")
                    break
    dumped = machine.dump().encode()
    if canaries.found_in(dumped):
        wrong.append("the dump of the database")
    total += len(dumped)
    counted = f"{total / 1024**2:.0f} MB: {', '.join([*places, 'a dump'])}"
    return Finding("No word of anybody lies about", counted, tuple(wrong))


def _places(machine):
    folders = {
        "the files of PostgreSQL": machine.postgres.data,
        "the files and sessions of Odoo": machine.data,
        "temporary files": machine.temporary,
    }
    places = {
        name: [path for path in folder.rglob('*') if path.is_file() and not path.is_symlink()]
        for name, folder in folders.items()
    }
    logs = [*machine.logs, machine.shell_log, machine.postgres.log]
    return {**places, "logs": logs}


def _parts(path):
    """Yield what is in a file, in pieces that overlap."""
    end = b''
    try:
        with open(path, 'rb') as file:
            while part := file.read(CHUNK):
                yield end + part
                end = part[-OVERLAP:]
    except FileNotFoundError:
        return  # of a server that runs
