"""What a check of the health page says."""

from dataclasses import dataclass

STATES = ('bad', 'warning', 'unknown', 'good')  # worst first


@dataclass(frozen=True)
class Result:
    """What was found, and what to do about it: the exact setting or command."""

    state: str
    found: str
    todo: str = ''


def good(found):
    return Result('good', found)


def unknown(found, todo):
    return Result('unknown', found, todo)


def warning(found, todo):
    return Result('warning', found, todo)


def bad(found, todo):
    return Result('bad', found, todo)


def parameter(env, name, default=''):
    """Return a system parameter."""
    return env['ir.config_parameter'].get_param(name, default)


def listed(names):
    """The names in one line, each once, in order; only the first when there are many."""
    names = sorted(set(names))
    return ", ".join([*names[:12], "…"] if len(names) > 12 else names)
