"""Which of the received forms people look at first: junk is set apart, and nothing is refused.

Somebody who shares an address with a thousand others, whose browser fills in every field, or who
has no JavaScript is a person all the same. So the worst that a sign of junk does is that a form
waits in a list of its own, until the desk has looked at it.
"""

# A person who answers two questions a page needs more than this; seconds from the first page on.
LEAST_SECONDS = 5
# Forms of one network within an hour, more than a busy prison library sends.
MANY_FROM_ONE = 30
# Forms without a proof from everywhere within an hour; the service gets a handful in a day.
MANY_FROM_ALL = 60

CLEAR, REVIEW, APART = 'clear', 'review', 'apart'


def judge(is_trapped, seconds, has_proof, from_one, from_all):
    """Return what is done with a form: onto the board, onto it with a mark, or apart.

    :param seconds: from the first page to the last, None when the form was sent in one go
    :param has_proof: whether the browser did the work that was asked for
    :param from_one: forms of the same network in the last hour
    :param from_all: forms without a proof in the last hour, from anywhere
    """
    if is_trapped:
        return APART
    if has_proof:
        return REVIEW if seconds is None or seconds < LEAST_SECONDS else CLEAR
    if from_one >= MANY_FROM_ONE or from_all >= MANY_FROM_ALL:
        return APART
    return REVIEW


def cost(from_one):
    """Return how much work the browser is asked for: more with each form of the same network.

    In iterations of PBKDF2 for each of about 256 tries: half a second on a computer at first, and
    at most sixteen times that. It slows down who sends many, and stops nobody.
    """
    return 1000 * min(16, 1 << from_one // 10)
