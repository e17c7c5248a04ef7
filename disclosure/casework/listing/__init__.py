"""Reference lists: taken over version by version, offered while filers type, and met by statements."""

from disclosure.casework.listing.importing import Difference, Import, Transactions
from disclosure.casework.listing.lists import Standing, in_organisation, open_list, standing
from disclosure.casework.listing.suggesting import suggest
from disclosure.casework.listing.withdrawing import withdraw

__all__ = [
    "Difference",
    "Import",
    "Standing",
    "Transactions",
    "in_organisation",
    "open_list",
    "standing",
    "suggest",
    "withdraw",
]
