"""Lists as tables: decoded, their header checked, each line as cells by column, with its number."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from disclosure.casework.rosters.workbooks import BEGINS, as_text
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput

Source = Path | BinaryIO | bytes

MOST_FAULTS = 100
"""Sentences told at once; the rest is counted. A wrong column makes one for every line."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Faults:
    """The sentences collected about one file."""

    def __init__(self) -> None:
        self._told: list[Message] = []
        self._count = 0

    def add(self, line: int, msgid: str, /, **params: object) -> None:
        """Note a fault of a line; `msgid` begins with "Line %(line)d: "."""
        self._count += 1
        if len(self._told) < MOST_FAULTS:
            self._told.append(message(msgid, line=line, **params))

    def __len__(self) -> int:
        return self._count

    def raise_if_any(self) -> None:
        """Raise BadInput with one sentence for each fault, if there is one."""
        if not self._count:
            return
        more = self._count - len(self._told)
        rest = [message("There are %(count)d more faults.", count=more)] if more else []
        raise BadInput([*self._told, *rest])


class Line(NamedTuple):
    """One line of a file: its number, its cells, where each column stands, how many cells there should be."""

    number: int
    cells: list[str]
    places: Mapping[str, int]
    width: int


def lines(
    source: Source,
    *,
    needed: Sequence[str],
    may: Collection[str] = (),
    names: Mapping[str, str] | None = None,
) -> Iterator[Line]:
    """Yield the lines of a list, CSV or a workbook; blank ones are passed over.

    With `names` the file calls the columns otherwise (ours, then theirs), and whatever else it has is passed
    over. Raises BadInput when the file is not UTF-8 text or its header lacks a column, has an unknown one or
    one twice.
    """
    with _opened(source) as written:
        reader = csv.reader(written, strict=True)
        try:
            first = [cell.strip() for cell in next(reader, [])]
            places = _places(first, needed, may) if names is None else _named_places(first, names)
            before = reader.line_num
            for cells in reader:
                if any(cells):
                    yield Line(before + 1, cells, places, len(first))
                before = reader.line_num
        except csv.Error as error:
            raise BadInput(
                message("Line %(line)d: this is not CSV (%(why)s).", line=reader.line_num, why=error)
            ) from None
        except UnicodeDecodeError:
            _text(source)  # it says on which line
            raise


def header(source: Source) -> list[str]:
    """Return what the first line of a list calls its columns. Raises BadInput when it cannot be read."""
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(_text(source), newline="")), [])]
    except csv.Error as error:
        raise BadInput(message("Line %(line)d: this is not CSV (%(why)s).", line=1, why=error)) from None


def _places(first: Sequence[str], needed: Sequence[str], may: Collection[str]) -> Mapping[str, int]:
    _check_header(first, needed, may)
    return {name: at for at, name in enumerate(first)}


def _named_places(first: Sequence[str], names: Mapping[str, str]) -> Mapping[str, int]:
    faults = [
        message("The first line lacks the column %(column)s.", column=theirs)
        if theirs not in first
        else message("The first line has the column %(column)s twice.", column=theirs)
        for theirs in names.values()
        if first.count(theirs) != 1
    ]
    if faults:
        raise BadInput(faults)
    return {ours: first.index(theirs) for ours, theirs in names.items()}


def _opened(source: Source) -> TextIO:
    """Return the text of a list; that of a file is read while it is asked for."""
    if isinstance(source, Path) and not _is_workbook(source):
        return source.open(encoding="utf-8-sig", newline="")
    return io.StringIO(_text(source), newline="")


def _is_workbook(file: Path) -> bool:
    try:
        with file.open("rb") as content:
            return content.read(len(BEGINS)) == BEGINS
    except OSError:
        return True  # then reading it whole says why it cannot be read


def _text(source: Source) -> str:
    if isinstance(source, Path):
        try:
            content = source.read_bytes()
        except OSError as error:
            raise BadInput(
                message("The file %(file)s cannot be read: %(why)s.", file=source, why=error.strerror)
            ) from None
    else:
        content = source if isinstance(source, bytes) else source.read()
    content = as_text(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(
            message("Line %(line)d: this is not UTF-8 text. Save the file as CSV in UTF-8.", line=line)
        ) from None


def _check_header(header: Sequence[str], needed: Sequence[str], may: Collection[str]) -> None:
    known = {*needed, *may}
    faults = [
        message("The first line lacks the column %(column)s.", column=name)
        for name in needed
        if name not in header
    ]
    for at, name in enumerate(header):
        if name not in known:
            listed = ", ".join([*needed, *sorted(set(may) - set(needed))])
            faults.append(
                message(
                    "The first line has an unknown column, “%(column)s”. Known are %(known)s.",
                    column=name,
                    known=listed,
                )
            )
        elif name in header[:at]:
            faults.append(message("The first line has the column %(column)s twice.", column=name))
    if faults:
        raise BadInput(faults)
