"""An archive holds the texts it was given, and is sent while they are read."""

import io
import zipfile
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from disclosure.web.archives import packed

names = st.text("abcDEF-é", min_size=1, max_size=8)
texts = st.dictionaries(names, st.lists(st.text(), max_size=4), max_size=4)


@given(texts)
def test_what_is_packed_is_unpacked(files: dict[str, list[str]]) -> None:
    content = b"".join(packed(files.items()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == {name: "".join(pieces) for name, pieces in files.items()}


def test_texts_of_any_length_are_packed_while_they_are_read() -> None:
    read = 0

    def pieces(number: int) -> Iterator[str]:
        nonlocal read
        for line in range(200):
            read += 1
            yield "".join(f"{hash((number, line, at)):x}" for at in range(1_000))

    sent = longest = 0
    for piece in packed((f"{number}.csv", pieces(number)) for number in range(5)):
        sent += 1
        longest = max(longest, len(piece))
        assert read - sent <= 1
    assert (read, sent) == (1_000, 1_001)
    assert longest < 100_000
