"""What the person at the keyboard sees: progress, and one line when it stops."""

import os
import signal
import sys
import time
import traceback
from contextlib import contextmanager, suppress

TICK_SECONDS = 1.0


class Stop(Exception):
    """The command cannot go on. The text is one line that says what to do."""


class _Step:
    """The line of the step that is running, with its seconds on a terminal."""

    def __init__(self):
        self.label = None
        self.started = 0.0

    def begin(self, label):
        self.label, self.started = label, time.monotonic()
        _write(f'{label} ...' if _is_terminal() else f'{label} ...\n')

    def tick(self):
        if self.label and _is_terminal():
            _write(f'\r{self.label} ... {self._seconds()} s')

    def end(self):
        line = f'{self.label}: {self._seconds()} s\n'
        _write(f'\r\033[K{line}' if _is_terminal() else line)
        self.label = None

    def break_off(self):
        if self.label and _is_terminal():
            _write('\n')
        self.label = None

    def _seconds(self):
        return round(time.monotonic() - self.started)


_current = _Step()
_stream = sys.stdout


def progress_to_stderr():
    """For commands whose standard output belongs to the program they run."""
    global _stream
    _stream = sys.stderr


def say(text=''):
    _write(f'{text}\n')


def tick():
    """Called about once a second by whoever waits for a child process."""
    _current.tick()


@contextmanager
def step(label):
    """Show that `label` is going on, and how long it took; one step may be part of another."""
    outer = _current.label, _current.started
    _current.begin(label)
    try:
        yield
    except BaseException:
        _current.break_off()
        raise
    _current.end()
    _current.label, _current.started = outer


def guard(command, crash_log):
    """Run `command()` and turn whatever happens into an exit status.

    A traceback helps nobody who only wants to start the thing: it goes to `crash_log`.
    """
    _occupy_standard_input()
    os.umask(0o022)
    signal.signal(signal.SIGTERM, _raise_system_exit)
    signal.signal(signal.SIGHUP, _raise_system_exit)
    try:
        return command()
    except Stop as stop:
        return _fail(str(stop))
    except KeyboardInterrupt:
        _fail("Stopped. The same command goes on where this one ended.")
        return 130
    except BrokenPipeError:
        return 141
    except OSError as error:
        _write_crash(crash_log)
        return _fail(_explain(error))
    except Exception as error:  # noqa: BLE001 - the last resort: one line, details in a file
        _write_crash(crash_log)
        return _fail(f"Unexpected {type(error).__name__}: report it with {crash_log}.")


def _explain(error):
    place = f' ({error.filename})' if error.filename else ''
    if error.errno == 28:
        return f"The disk is full{place}: free some space and start again."
    if error.errno in (1, 13, 30):
        return (
            f"Not allowed to write{place}: start as the owner of this folder,"
            " or set HERSTEL_HOME to a folder of your own."
        )
    return f"{error.strerror or error}{place}: solve this and start again."


def _fail(line):
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        print(' '.join(line.split()), file=sys.stderr, flush=True)
    return 1


def _write_crash(crash_log):
    with suppress(OSError):
        crash_log.parent.mkdir(parents=True, exist_ok=True)
        crash_log.write_text(traceback.format_exc(), encoding='utf-8')


def _raise_system_exit(number, _frame):
    raise SystemExit(128 + number)


def _occupy_standard_input():
    """With standard input closed, the next file opened would become it."""
    try:
        os.fstat(0)
    except OSError:
        os.open(os.devnull, os.O_RDWR)


def _is_terminal():
    return _stream.isatty()


def _write(text):
    _stream.write(text)
    _stream.flush()
