"""CSV as tables: decoded, its header checked, each line as cells by column, with its number."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

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


def lines(
    source: Source, *, needed: Sequence[str], may: Collection[str] = ()
) -> Iterator[tuple[int, list[str], dict[str, int]]]:
    """Yield each line's number, its cells and where each column stands.

    Blank lines are passed over. Raises BadInput when the file is not UTF-8
    text or its header lacks a column, has an unknown one or one twice.
    """
    reader = csv.reader(io.StringIO(_text(source), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(header, needed, may)
        places = {name: at for at, name in enumerate(header)}
        before = reader.line_num
        for cells in reader:
            if any(cells):
                yield before + 1, cells, places
            before = reader.line_num
    except csv.Error as error:
        raise BadInput(
            message("Line %(line)d: this is not CSV (%(why)s).", line=reader.line_num, why=error)
        ) from None


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
