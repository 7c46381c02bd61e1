"""The evaluation as it is posted: the code, a score for each question, and what is wrong with it.

Plain Python: no record, no request, no log. Nobody has to answer every question.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from ..codes import plain_code

MAX_BODY = 16 * 1024
MAX_FIELDS = 30
SCORES = ('1', '2', '3', '4', '5')


@dataclass
class Sent:
    """What was sent, kept as it was typed so that it can be shown again."""

    code: str = ''
    scores: dict = field(default_factory=dict)
    may_be_used: bool = False
    is_answers: bool = False  # of the page with the questions, not of the one that asks the code
    wrong: set = field(default_factory=set)

    @property
    def values(self):
        """Return the values of `mediation.evaluation.answer`."""
        scores = {name: int(score) for name, score in self.scores.items()}
        return {**scores, 'may_be_used': self.may_be_used}


def read(body, questions):
    """Return what is in the body of a POST; of what is no form, nothing is understood.

    :param questions: the names of the scores
    """
    try:
        pairs = dict(parse_qsl(body.decode(), max_num_fields=MAX_FIELDS))
    except ValueError:
        return Sent()
    scores = {name: pairs[name] for name in questions if name in pairs}
    return Sent(
        code=plain_code(pairs.get('code', '')),
        scores={name: score for name, score in scores.items() if score in SCORES},
        may_be_used='may_be_used' in pairs,
        is_answers='answers' in pairs,
        wrong={name for name, score in scores.items() if score not in SCORES},
    )
