"""Child processes: they end when we end, and their output goes to a log file."""

import ctypes
import os
import signal
import subprocess
import sys

from . import console

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == 'linux' else None


class CommandFailed(Exception):
    """A child process ended with a status that is not zero."""

    def __init__(self, command, status, log=None):
        self.command, self.status, self.log = command, status, log
        super().__init__(f'{command[0]} ended with status {status}')


def end_with_parent(number=signal.SIGTERM):
    """For `preexec_fn`: Linux sends `number` to the child when its parent is gone.

    Without it, a command that is killed hard would leave its Odoo or pytest behind.
    """

    def arrange():
        if _libc:
            _libc.prctl(PR_SET_PDEATHSIG, number)

    return arrange


def start(command, **options):
    """Popen with the two habits of this platform: no inherited stdin, no orphan."""
    options.setdefault('stdin', subprocess.DEVNULL)
    options.setdefault('preexec_fn', end_with_parent())
    return subprocess.Popen([str(part) for part in command], **options)


def run(command, log, **options):
    """Run `command` to its end with its output appended to the file `log`."""
    with open(log, 'ab') as file:
        file.write(f'$ {" ".join(str(part) for part in command)}\n'.encode())
        file.flush()
        status = wait(start(command, stdout=file, stderr=subprocess.STDOUT, **options))
    if status:
        raise CommandFailed(command, status, log)


def capture(command, text=None, **options):
    """Run `command` with `text` as its standard input and return its standard output."""
    options.setdefault('stderr', subprocess.DEVNULL)
    stdin = subprocess.DEVNULL if text is None else subprocess.PIPE
    child = start(command, stdin=stdin, stdout=subprocess.PIPE, encoding='utf-8', **options)
    try:
        output, _errors = child.communicate(text)
    except BaseException:
        end(child)
        raise
    if child.returncode:
        raise CommandFailed(command, child.returncode)
    return output


def wait(child):
    """Wait for `child`, showing that time passes; take it along when we are stopped."""
    try:
        while True:
            try:
                return child.wait(console.TICK_SECONDS)
            except subprocess.TimeoutExpired:
                console.tick()
    except BaseException:
        end(child)
        raise


def end(child, patience=20):
    """Ask `child` to stop, and insist after `patience` seconds."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def replace_environment(**changes):
    """The environment of this process with `changes`; None removes a variable."""
    environment = {**os.environ, **changes}
    return {name: value for name, value in environment.items() if value is not None}
