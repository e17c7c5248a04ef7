"""Gathering the sentences of a programme file for the translators (a Babel extraction method)."""

from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

from disclosure.domain.programme.loading import parse

Found = tuple[int, str, str, list[str]]


def extract(
    file: BinaryIO,
    _keywords: Collection[str],
    _tags: Collection[str],
    options: Mapping[str, str],  # noqa: ARG001 - Babel names it
) -> Iterator[Found]:
    """Yield every sentence of the programme `file` that the catalogues translate, with its line."""
    text = file.read().decode()
    for msgid in parse(text, source="the programme file").msgids():
        first = msgid.split(maxsplit=3)[:3]
        line = next((number for number, row in enumerate(text.splitlines(), 1) if " ".join(first) in row), 1)
        yield line, "gettext", msgid, []
