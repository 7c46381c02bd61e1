"""What a form of contact is, as far as the code has to know: the one place for another one.

Its name, what it asks for and what the public reads about it are words of the organisation, in its
record (`data/mediation_contact_mode_data.xml`).
"""

from dataclasses import dataclass

from . import enclosures


@dataclass(frozen=True)
class Mode:
    """
    :param label: in the configuration
    :param how: of the talk in which people see or hear each other at the same moment; None when
        what one says goes to the other by way of the mediator
    :param has_words: whether a message of this form has words beside a file
    :param files: the kinds of file that go with a message, see :mod:`.enclosures`
    :param delivered: how a message usually gets there, one of ``mediation_delivery.HOW``
    """

    label: str
    how: str = None
    has_words: bool = True
    files: tuple = enclosures.SCANS
    delivered: str = 'handed'

    @property
    def is_direct(self):
        return self.how is not None

    @property
    def is_passed_on(self):
        """Return whether the mediator says it, and hands over nothing."""
        return self.delivered == 'read_out'


MODES = {
    'meeting': Mode("Meeting", how='visit'),
    'letter': Mode("Letter exchange"),
    'shuttle': Mode("Shuttle mediation", files=(), delivered='read_out'),
    'video_message': Mode("Video message", has_words=False, files=enclosures.RECORDINGS),
    'video_call': Mode("Video call", how='video'),
    'conference': Mode("Restorative conference", how='visit'),
}
# Of what is not filled in yet.
NONE = Mode("")


def of(code):
    return MODES.get(code, NONE)
