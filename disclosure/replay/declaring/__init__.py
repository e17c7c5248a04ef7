"""What people declare and write: complete statements, next year's, and short texts in six languages.

Every company, charity and private person in them is invented. All of it follows from a seed.
"""

from disclosure.replay.declaring.choosing import conflicting_items
from disclosure.replay.declaring.parties import vendors
from disclosure.replay.declaring.places import rates
from disclosure.replay.declaring.replies import Saying, advise, say
from disclosure.replay.declaring.statements import statement
from disclosure.replay.declaring.years import next_year

__all__ = ["Saying", "advise", "conflicting_items", "next_year", "rates", "say", "statement", "vendors"]
