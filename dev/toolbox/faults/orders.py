"""Orders to the processes of Odoo: what is to happen to the first one that reaches a point.

An order is a file named point~action~number. `scripts/odoo-harmed` knows the points and carries
orders out; the process that takes one renames it, with its own number added.
"""

import itertools
import time

# In the order in which a request of the form, and then the job that mails, comes by.
FORM_POINTS = (
    'form.before_claim', 'form.after_claim', 'form.before_insert', 'form.after_insert',
    'form.before_commit', 'form.after_commit', 'form.before_answer', 'form.half_answer',
)  # fmt: skip
MAIL_POINTS = (
    'mail.before_sending', 'mail.after_sending', 'mail.before_smtp', 'mail.after_smtp',
    'mail.before_sent', 'mail.after_sent',
)  # fmt: skip
POINTS = FORM_POINTS + MAIL_POINTS
# Where a statement is under way, so that PostgreSQL can break it off.
CONFLICTS = (
    'form.before_claim', 'form.after_claim', 'form.before_insert', 'form.after_insert',
    'form.before_commit', 'mail.before_sending', 'mail.before_sent',
)  # fmt: skip
FEW_CONFLICTS = ('form.after_insert', 'form.before_commit', 'mail.before_sent')
KILL, CONFLICT, DEADLOCK = 'kill', 'conflict', 'deadlock'


class NotReached(Exception):
    """Nobody came by a point, so nothing was tried there."""


class Orders:
    def __init__(self, folder):
        self.waiting, self.taken = folder / 'orders', folder / 'taken'
        self._numbers = itertools.count(1)
        for each in (self.waiting, self.taken):
            each.mkdir()

    @property
    def variables(self):
        return {'HERSTEL_ORDERS': str(self.waiting), 'HERSTEL_TAKEN': str(self.taken)}

    def give(self, point, action, patience):
        """Give an order and wait until somebody has carried it out.

        :param patience: seconds
        :raise NotReached: when nobody has
        """
        name = f'{point}~{action}~{next(self._numbers)}'
        (self.waiting / name).touch()
        deadline = time.monotonic() + patience
        while not any(self.taken.glob(f'{name}~*')):
            if time.monotonic() > deadline:
                (self.waiting / name).unlink(missing_ok=True)
                raise NotReached(point)
            time.sleep(0.05)
