"""GLEIF level 2: who reports to whom, as the golden copy of relationship records tells it (RR-CDF 2.1, CSV).

https://www.gleif.org/en/lei-data/access-and-use-lei-data/level-2-data-who-owns-whom: a record says that
the accounts of one LEI are consolidated by another, or that it is a branch of it. There are no names in
it, so it is read beside level 1 and adds parents to its entries.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from msgspec.structs import replace

from disclosure.domain.identifiers import is_lei, tidy
from disclosure.domain.listed import Entry, Relation, Scheme, Tie
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.screening.sources_rows import Read

START, END = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
TYPE, STATUS = "Relationship.RelationshipType", "Relationship.RelationshipStatus"
NEEDED = (START, END, TYPE, STATUS)
PARENTS = frozenset(
    {"IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY", "IS_INTERNATIONAL_BRANCH_OF"}
)
"""The relationships in which the end is a parent of the start; of funds and their managers none is."""
IN_FORCE = "ACTIVE"

Parents = Mapping[str, tuple[str, ...]]
"""The LEIs of the parents of an LEI, each once."""


def parents_in(opened: Callable[[], BinaryIO]) -> Parents:
    """Return who is whose parent. Raises BadInput, with its line, for a record that is none."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    try:
        with io.TextIOWrapper(opened(), encoding="utf-8-sig", newline="") as text:
            lines = csv.DictReader(text)
            missing = [name for name in NEEDED if name not in (lines.fieldnames or ())]
            if missing:
                raise BadInput(
                    message(
                        "These are no relationships of GLEIF: there is no column %(name)s.", name=missing[0]
                    )
                )
            for record in lines:
                start, end = tidy(record[START] or ""), tidy(record[END] or "")
                if not (is_lei(start) and is_lei(end)):
                    raise BadInput(
                        message("Line %(line)d: both ends of a relationship are LEIs.", line=lines.line_num)
                    )
                if record[TYPE] in PARENTS and record[STATUS] == IN_FORCE and start != end:
                    found[start][end] = None
    except UnicodeDecodeError:
        raise BadInput(message("This is not UTF-8 text. Save the file as CSV in UTF-8.")) from None
    except csv.Error as error:
        raise BadInput(message("This is not CSV (%(why)s).", why=error)) from None
    return {start: tuple(ends) for start, ends in found.items()}


def with_parents(read: Callable[[], Iterator[Read]], parents: Parents) -> Iterator[Read]:
    """Yield what a list of level 1 gives, each entry with its parents. It is read twice.

    A parent that the list does not name is left out: its number alone says nothing.
    """
    wanted = {one for several in parents.values() for one in several}
    names = {
        lei: (one.entry.name, one.key) for one in read() if one.entry and (lei := _lei(one.entry)) in wanted
    }
    for one in read():
        ends = parents.get(_lei(one.entry), ()) if one.entry else ()
        ties = tuple(Tie(Relation.PARENT, *names[end]) for end in ends if end in names)
        yield (
            one._replace(entry=replace(one.entry, ties=one.entry.ties + ties)) if one.entry and ties else one
        )


def _lei(entry: Entry) -> str:
    return next((one.value for one in entry.identifiers if one.scheme is Scheme.LEI), "")
