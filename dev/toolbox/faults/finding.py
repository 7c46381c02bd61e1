"""One thing that must hold, and whether it does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """:param counted: what was looked at, in a few words
    :param wrong: a sentence for each thing that is wrong
    """

    what: str
    counted: str
    wrong: tuple = ()
