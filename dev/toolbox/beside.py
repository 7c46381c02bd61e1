"""The packages of the repository that stand beside the one that the commands belong to."""

import sys

from . import settings
from .smtp_sink import SmtpSink

sys.path.insert(0, str(settings.ROOT))


from benchmarks.databases import Office
from benchmarks.visitor import Visitor

__all__ = ['Office', 'SmtpSink', 'Visitor']
