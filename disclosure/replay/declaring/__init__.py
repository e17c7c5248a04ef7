"""What people declare and write: complete statements, next year's, and short texts in six languages.

Every organisation and every private person in them is invented. All of it follows from a seed.
"""

from disclosure.replay.declaring.choosing import conflicting_items
from disclosure.replay.declaring.parties import vendors
from disclosure.replay.declaring.places import rates
from disclosure.replay.declaring.statements import statement

__all__ = ["conflicting_items", "rates", "statement", "vendors"]
