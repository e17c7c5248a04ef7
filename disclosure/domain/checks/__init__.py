"""The automatic checks of a statement that need no list from outside.

Each raises questions, never findings. Matching against vendors, sanctions and the roster is
the screening's.
"""

from disclosure.domain.checks.crossing import Declared, across
from disclosure.domain.checks.flags import NOTE, TOP_PRIORITY, Document, Duties, Facts, Flag
from disclosure.domain.checks.running import priority, run

__all__ = [
    "NOTE",
    "TOP_PRIORITY",
    "Declared",
    "Document",
    "Duties",
    "Facts",
    "Flag",
    "across",
    "priority",
    "run",
]
