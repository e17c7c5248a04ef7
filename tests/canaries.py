"""Words that must be found nowhere, and the search for them in every shape they could lie in."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, inspect, text

CANARIES = {
    "latin": "Zanzibar-canary-7Q9X",
    "cyrillic": "Канарейка-бета-Щ",
    "chinese": "金絲雀的秘密甲",
    "arabic": "كناري-سري-جيم",
    "base64-shaped": "Q0FOQVJZLW9mLWEtYmFzZTY0",
}
EVERY = " ".join(CANARIES.values())
"""All of them in one sentence, to be written wherever something is written."""


def shapes(word: str) -> Iterator[bytes]:
    """Yield a word as it could lie in a file: encoded, escaped, quoted, in hexadecimal, in base64."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = word.encode(encoding)
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield from _base64(raw)
    escaped = json.dumps(word)[1:-1]
    yield escaped.encode()
    yield escaped.upper().replace("\\U", "\\u").encode()
    yield word.encode("unicode_escape")
    yield quote(word, safe="").encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    """In base64 a word looks different at each of three places it can begin at."""
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            padded = encode(b"\0" * before + raw + b"\0" * (-(before + len(raw)) % 3))
            yield padded[4 if before else 0 : -4]


def found_in(content: bytes) -> list[str]:
    """Return the names of the canaries that lie in `content`, in whatever shape."""
    return [name for name, word in CANARIES.items() if any(shape in content for shape in shapes(word))]


def found_under(folder: Path) -> dict[str, list[str]]:
    """Return the files under a folder in which a canary lies, by content or by name."""
    looked = {
        path.relative_to(folder).as_posix(): found_in(path.read_bytes() + b"\n" + bytes(path))
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name: found for name, found in looked.items() if found}


def found_in_tables(engine: Engine) -> dict[str, list[str]]:
    """Return the tables in a row of which a canary lies, as the database itself tells them."""
    found = {}
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - its own tables
            content = b"\n".join(_told(value) for row in rows for value in row)
            if names := found_in(content):
                found[table] = names
    return found


def _told(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return value.encode() if isinstance(value, str) else json.dumps(value, default=str).encode()
