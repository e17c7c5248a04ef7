"""Rosters: lists of people and entities, read from CSV, compared and taken over as a whole."""

from disclosure.casework.rosters.comparing import Change, Difference, Lookalikes, lookalikes
from disclosure.casework.rosters.entities import apply_entities, read_entities
from disclosure.casework.rosters.importing import apply, difference
from disclosure.casework.rosters.people import read, read_people
from disclosure.casework.rosters.rows import COLUMNS, EntityRow, Known, PersonRow, known_to

__all__ = [
    "COLUMNS",
    "Change",
    "Difference",
    "EntityRow",
    "Known",
    "Lookalikes",
    "PersonRow",
    "apply",
    "apply_entities",
    "difference",
    "known_to",
    "lookalikes",
    "read",
    "read_entities",
    "read_people",
]
"""`read` takes a file for an organisation; `read_people` the same with what is known given."""
