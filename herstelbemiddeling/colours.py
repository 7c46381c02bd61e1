"""A colour of the organisation, made as dark or light as can be read (WCAG 2.2, 1.4.3: 4.5 to 1).

A colour is ``#rrggbb``, as Odoo's settings keep it.
"""

import re

READABLE = 4.5
STEPS = 40
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
LIGHT_PAPER, DARK_PAPER = '#f3f5f4', '#18201e'

_COLOUR = re.compile(r'#[0-9a-fA-F]{6}')


def style_of(colour):
    """Return the style sheet that gives the public pages this colour; '' for what is no colour."""
    if not _COLOUR.fullmatch(colour or ''):
        return ''
    light, dark = readable(colour, LIGHT_PAPER, BLACK), readable(colour, DARK_PAPER, WHITE)
    return (
        f':root{{--accent:{light};--on-accent:#fff}}\n'
        f'@media (prefers-color-scheme:dark){{:root{{--accent:{dark};--on-accent:#0c1f1a}}}}\n'
    )


def readable(colour, ground, towards):
    """Return the colour, moved towards black or white until it can be read on this ground."""
    for step in range(STEPS + 1):
        mixed = _mix(_parts(colour), towards, step / STEPS)
        if _contrast(mixed, _parts(ground)) >= READABLE:
            return '#{:02x}{:02x}{:02x}'.format(*mixed)
    raise ValueError("black and white can be read on our grounds")


def _parts(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mix(one, other, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _contrast(one, other):
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(parts):
    """Return the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in parts)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
