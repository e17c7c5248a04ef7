"""Rosters: lists of people and entities, from CSV or a workbook, compared and taken over as a whole."""

from disclosure.casework.rosters.columns import fits, guess, is_ours, known, missing, remember, sources
from disclosure.casework.rosters.comparing import Change, Difference, Lookalikes, lookalikes
from disclosure.casework.rosters.entities import apply_entities, read_entities
from disclosure.casework.rosters.importing import apply, difference, taken_over_at
from disclosure.casework.rosters.people import read, read_people
from disclosure.casework.rosters.rows import COLUMNS, EntityRow, Known, PersonRow, known_to
from disclosure.casework.rosters.streaming import Totals, take_over
from disclosure.casework.rosters.table import header
from disclosure.casework.rosters.workbooks import as_text

__all__ = [
    "COLUMNS",
    "Change",
    "Difference",
    "EntityRow",
    "Known",
    "Lookalikes",
    "PersonRow",
    "Totals",
    "apply",
    "apply_entities",
    "as_text",
    "difference",
    "fits",
    "guess",
    "header",
    "is_ours",
    "known",
    "known_to",
    "lookalikes",
    "missing",
    "read",
    "read_entities",
    "read_people",
    "remember",
    "sources",
    "take_over",
    "taken_over_at",
]
"""`read` takes a file for an organisation; `read_people` the same with what is known given."""
