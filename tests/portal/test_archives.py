"""An archive is sent while it is written, and opens with everything that went into it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.archives import zipped

AT = datetime(2020, 3, 20, 9, 30, 2, tzinfo=UTC)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@given(members=st.dictionaries(names, st.lists(st.binary(max_size=200), max_size=4), max_size=5))
def test_what_goes_in_comes_out(members: dict[str, list[bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(members.items(), at=AT)))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: b"".join(pieces) for name, pieces in members.items()
        }
        assert {one.date_time for one in archive.infolist()} <= {(2020, 3, 20, 9, 30, 2)}


def test_no_more_of_a_file_is_read_than_is_sent() -> None:
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        for number in range(1_000):
            read.append(number)
            yield bytes([number % 251]) * 64_000

    archive = zipped([("large", endless())], at=AT)
    for _piece in range(5):
        next(archive)
    assert len(read) == 5


def test_a_file_that_breaks_off_breaks_the_archive_off() -> None:
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise OSError("The stored file is not what was sealed.")

    with pytest.raises(OSError, match="not what was sealed"):
        list(zipped([("deed.pdf", broken())], at=AT))
