"""Reading a roster of people: every line checked, and all of it or nothing taken."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from disclosure.casework.rosters.cells import LONGEST, iso_date, year
from disclosure.casework.rosters.glancing import Glance
from disclosure.casework.rosters.meeting import Exact, Meeting
from disclosure.casework.rosters.rows import COLUMNS, Known, PersonRow, known_to, same_function
from disclosure.casework.rosters.table import CONTROL, Faults, Line, Source, lines
from disclosure.domain import emails
from disclosure.models import Organisation

REQUIRED = ("index_number", "name", "email", "entity")
DATES = ("joined_on", "left_on")


def read(
    db: Session, organisation: Organisation, source: Source, *, names: Mapping[str, str] | None = None
) -> list[PersonRow]:
    """Read a list of an organisation's people. Raises BadInput with a sentence for each faulty line."""
    return read_people(source, known=known_to(db, organisation), names=names)


def read_people(source: Source, *, known: Known, names: Mapping[str, str] | None = None) -> list[PersonRow]:
    """Read a list of people, CSV in UTF-8 or a workbook: the columns of `COLUMNS`, functions by semicolons.

    With `names` the file calls them otherwise (ours, then theirs); a column that is not among them is empty.
    Raises BadInput with a sentence for each faulty line, duplicates included;
    then nothing of the file is to be taken.
    """
    faults = Faults()
    reader = Reader(known, without=() if names is None else set(COLUMNS) - names.keys())
    rows = [
        row
        for line in lines(source, needed=COLUMNS, names=names)
        if (row := reader.row(line, faults)) is not None
    ]
    faults.raise_if_any()
    return rows


class Reader:
    """Turns lines into rows, and remembers where each index number and address was first met."""

    def __init__(
        self,
        known: Known,
        *,
        without: Collection[str],
        indexes: Meeting | None = None,
        addresses: Meeting | None = None,
    ) -> None:
        self._known = known
        self._blank = dict.fromkeys(without, "")
        self._entities = frozenset(known.entities)
        self.meets(indexes=indexes or Exact(), addresses=addresses or Exact())
        self._functions = lru_cache(maxsize=None)(self._functions_in)
        self._glance = Glance(known, self._functions)

    def meets(self, *, indexes: Meeting, addresses: Meeting) -> None:
        """Remember index numbers and addresses anew."""
        self._indexes, self._addresses = indexes, addresses

    def check_first(self, line: Line, faults: Faults, *, among: Collection[int]) -> None:
        """Note whether a line has what an earlier one has, of the texts whose hashes are `among` these."""
        cell = self._cell(line)
        met = {hash(cell["index_number"]), hash(emails.folded(cell["email"]))}
        if not met.isdisjoint(among):
            self._check_first(line.number, cell, faults)

    def row(self, line: Line, faults: Faults) -> PersonRow | None:
        """Return the row of a line; None after noting what is wrong with it."""
        number, cells, _places, width = line
        if len(cells) != width:
            faults.add(
                number,
                "Line %(line)d: it has %(has)d cells where the first line has %(wants)d.",
                has=len(cells),
                wants=width,
            )
            return None
        row = self._glance.row(line)
        if row is not None and self._is_first(number, row):
            return row
        cell = self._cell(line)
        before = len(faults)
        self._check_text(number, cell, faults)
        self._check_references(number, cell, faults)
        self._check_first(number, cell, faults)
        years_and_dates = self._years_and_dates(number, cell, faults)
        if len(faults) > before:
            return None
        return self._built(cell, *years_and_dates)

    def _cell(self, line: Line) -> dict[str, str]:
        return self._blank | {name: line.cells[at].strip() for name, at in line.places.items()}

    def _check_text(self, number: int, cell: dict[str, str], faults: Faults) -> None:
        for name in REQUIRED:
            if not cell[name]:
                faults.add(number, "Line %(line)d: the column %(column)s is empty.", column=name)
        for name, text in cell.items():
            if len(text) > LONGEST[name]:
                faults.add(
                    number,
                    "Line %(line)d: the column %(column)s is longer than %(most)d characters.",
                    column=name,
                    most=LONGEST[name],
                )
        if CONTROL.search("".join(cell.values())):
            faults.add(number, "Line %(line)d: it holds a line break or another control character.")
        if cell["email"] and not emails.is_shaped(cell["email"]):
            faults.add(number, "Line %(line)d: “%(email)s” is no e-mail address.", email=cell["email"])

    def _check_references(self, number: int, cell: dict[str, str], faults: Faults) -> None:
        if cell["entity"] and cell["entity"] not in self._entities:
            faults.add(
                number,
                "Line %(line)d: there is no entity with the code “%(entity)s”. Import the entities first.",
                entity=cell["entity"],
            )
        if cell["language"] and cell["language"] not in self._known.languages:
            faults.add(
                number,
                "Line %(line)d: the language “%(language)s” is none of %(known)s.",
                language=cell["language"],
                known=", ".join(sorted(self._known.languages)),
            )
        if cell["supervisor_index"] and cell["supervisor_index"] == cell["index_number"]:
            faults.add(number, "Line %(line)d: nobody is their own supervisor.")
        for unknown in self._functions(cell["functions"])[1]:
            faults.add(
                number,
                "Line %(line)d: the programme knows no function “%(function)s”; it knows %(known)s.",
                function=unknown,
                known=", ".join(sorted(self._known.functions)),
            )

    def _is_first(self, number: int, row: PersonRow) -> bool:
        return self._indexes.met(row.index_number, number) == number and (
            row.left_on is not None or self._addresses.met(row.email, number) == number
        )

    def _check_first(self, number: int, cell: dict[str, str], faults: Faults) -> None:
        if cell["index_number"]:
            first = self._indexes.met(cell["index_number"], number)
            if first != number:
                faults.add(
                    number,
                    "Line %(line)d: the index number %(index)s is on line %(first)d already.",
                    index=cell["index_number"],
                    first=first,
                )
        if not cell["email"] or cell["left_on"]:
            return
        first = self._addresses.met(emails.folded(cell["email"]), number)
        if first != number:
            faults.add(
                number,
                "Line %(line)d: the address %(email)s is on line %(first)d already; it tells who signs in.",
                email=cell["email"],
                first=first,
            )

    def _years_and_dates(
        self, number: int, cell: dict[str, str], faults: Faults
    ) -> tuple[int | None, date | None, date | None]:
        since = None
        try:
            since = year(cell["filer_since"])
        except ValueError:
            faults.add(
                number, "Line %(line)d: “%(year)s” in filer_since is no year.", year=cell["filer_since"]
            )
        dates = []
        for name in DATES:
            try:
                dates.append(iso_date(cell[name]))
            except ValueError:
                dates.append(None)
                faults.add(
                    number,
                    "Line %(line)d: “%(text)s” in %(column)s is no date such as 2020-03-31.",
                    text=cell[name],
                    column=name,
                )
        joined, left = dates
        if joined and left and left < joined:
            faults.add(number, "Line %(line)d: left_on is before joined_on.")
        return since, joined, left

    def _functions_in(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the functions of a cell as the programme writes them, and those it does not know."""
        stated = [one for part in text.split(";") if (one := part.strip())]
        found = {one: same_function(one, self._known.functions) for one in stated}
        known = tuple(sorted({name for name in found.values() if name}))
        return known, tuple(one for one, name in found.items() if name is None)

    def _built(
        self, cell: dict[str, str], since: int | None, joined: date | None, left: date | None
    ) -> PersonRow:
        return PersonRow(
            index_number=cell["index_number"],
            name=cell["name"],
            email=emails.folded(cell["email"]),
            entity=cell["entity"],
            grade=cell["grade"],
            title=cell["title"],
            functions=self._functions(cell["functions"])[0],
            contract=cell["contract"],
            duty_station=cell["duty_station"],
            language=cell["language"] or "en",
            supervisor_index=cell["supervisor_index"] or None,
            filer_since=since,
            joined_on=joined,
            left_on=left,
        )
