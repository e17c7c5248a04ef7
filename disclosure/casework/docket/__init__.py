"""The queue of the review site: lists and counts from clear columns alone, page by page.

The order is the same in every list of open cases: first what is late by the
clock of its state, then by priority, then by age since it was filed; what is
put aside comes last. It is kept in an index (see `DocketLine`), so that a page
costs the same however many cases there are.
"""

from disclosure.casework.docket.counting import MOST_COUNTED, counts, longest_waiting
from disclosure.casework.docket.filters import Band, Filters
from disclosure.casework.docket.leading import READERS
from disclosure.casework.docket.lines import Line
from disclosure.casework.docket.looking import PAGE, Page, queue, stamp, stamp_of
from disclosure.casework.docket.next import first_in_line
from disclosure.casework.docket.reckoning import reckon, reckon_all
from disclosure.casework.docket.telling import later_matches, tell_of, tell_of_later_matches
from disclosure.casework.docket.views import View

__all__ = [
    "MOST_COUNTED",
    "PAGE",
    "READERS",
    "Band",
    "Filters",
    "Line",
    "Page",
    "View",
    "counts",
    "first_in_line",
    "later_matches",
    "longest_waiting",
    "queue",
    "reckon",
    "reckon_all",
    "stamp",
    "stamp_of",
    "tell_of",
    "tell_of_later_matches",
]
