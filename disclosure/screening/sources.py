"""Reading a list, whatever its form: what each of its lines gives, one after the other.

CSV (also of other separators, and compressed by gzip or in a zip of one file),
XLSX, and FollowTheMoney entities as JSON lines. So the files of UNGM,
OpenSanctions (`entities.ftm.json`, `targets.nested.json`, `targets.simple.csv`),
GLEIF (golden copy, CSV, level 1 with level 2 beside it) and the World Bank's list of
debarred firms load as they come.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.screening.sources_ftm import read_ftm
from disclosure.screening.sources_gleif import parents_in, with_parents
from disclosure.screening.sources_rows import Read
from disclosure.screening.sources_table import read_csv, read_xlsx

JSON = frozenset({".json", ".jsonl", ".ndjson", ".ijson"})
XLSX = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
PACKED = frozenset({".gz", ".zip"})


def read_list(
    path: Path, *, columns: Mapping[str, str] | None = None, relationships: Path | None = None
) -> Iterator[Read]:
    """Yield what each line of a list gives; `columns` says by which header a field is told.

    `relationships` are GLEIF's of level 2, for a list of level 1. Nothing is held but what ties
    entries to each other. Raises BadInput when this is no list.
    """
    if relationships is None:
        yield from _read(path, columns)
        return
    try:
        parents = parents_in(partial(_open, relationships))
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise _unreadable(relationships, error) from None
    yield from with_parents(partial(_read, path, columns), parents)


def _read(path: Path, columns: Mapping[str, str] | None) -> Iterator[Read]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = next((suffix for suffix in reversed(suffixes) if suffix not in PACKED), "")
    try:
        if kind in XLSX:
            yield from read_xlsx(path, columns or {})
        elif kind in JSON:
            yield from read_ftm(partial(_open, path))
        else:
            with _open(path) as binary:
                yield from read_csv(binary, columns or {})
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> BadInput:
    return BadInput(message("The file %(file)s cannot be read: %(why)s.", file=path.name, why=error))


def _open(path: Path) -> BinaryIO:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if suffix == ".zip":
        return _only_file(path)
    return path.open("rb", buffering=io.DEFAULT_BUFFER_SIZE * 16)


def _only_file(path: Path) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if len(names) != 1:
        archive.close()
        raise BadInput(message("The archive %(file)s holds not one file.", file=path.name))
    binary = archive.open(names[0])
    archive.close()  # the file within stays open
    return cast("BinaryIO", binary)
