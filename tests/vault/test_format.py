"""The written format is the one in use, and what was sealed once still opens."""

import hashlib
import io
import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from disclosure.vault import keyrecords
from disclosure.vault.escrow import EscrowedKey, recover
from disclosure.vault.keys import Keyring
from disclosure.vault.keyvariables import EnvironmentKeyStore
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Binding, Recipient, Wrap
from tests.vault.specimen import specimen

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """What the first release stored. The file is never made anew."""
    found: dict[str, Any] = json.loads((HERE / "format-1.json").read_text())
    return found


def read_independently(stored: dict[str, Any]) -> object:
    """What a fresh process without the vault opens of it."""
    done = subprocess.run(
        [sys.executable, "-I", str(HERE / "independent_reader.py")],
        input=json.dumps(stored),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("length", [0, 1, 65536, 2 * 65536 + 1])
def test_a_program_that_knows_only_the_written_format_opens_what_we_store(
    tmp_path: Path, length: int
) -> None:
    stored = specimen(tmp_path, stream_length=length)
    assert read_independently(stored) == stored["expected"]


def test_that_program_opens_what_the_first_release_stored(kept: dict[str, Any]) -> None:
    assert read_independently(kept) == kept["expected"]


def placed(stored: dict[str, Any]) -> tuple[Binding, Wrap]:
    place = Binding(table=stored["table"], row_id=UUID(stored["row_id"]), version=stored["version"])
    wrapped = b64decode(stored["wrapped"])
    return place, Wrap(recipient=Recipient.REVIEW, key_id=UUID(stored["key_id"]), wrapped=wrapped, suite=1)


def test_this_release_opens_what_the_first_one_stored(kept: dict[str, Any]) -> None:
    opener = Opener.from_keyring(
        Keyring(EnvironmentKeyStore("KEYS", environ={"KEYS": json.dumps([kept["key"]])}))
    )
    place, wrap = placed(kept["payload"])
    content = opener.open(b64decode(kept["payload"]["payload"]), [wrap], bound_to=place)
    assert content.decode() == kept["expected"]["payload"]
    place, wrap = placed(kept["stream"])
    source = io.BytesIO(b64decode(kept["stream"]["stream"]))
    segments = list(opener.open_stream(source, [wrap], bound_to=place))
    assert hashlib.sha256(b"".join(segments)).hexdigest() == kept["expected"]["stream"]


def test_this_release_recovers_what_the_first_one_put_in_escrow(kept: dict[str, Any]) -> None:
    record = kept["escrow"]["record"]
    escrowed = EscrowedKey(
        escrow_id=UUID(record["escrow_id"]),
        public=keyrecords.read_public(record, origin="the kept file"),
        sealed=b64decode(record["sealed"]),
    )
    [private] = recover(kept["escrow"]["phrases"][1:4], [escrowed])
    assert private == keyrecords.read_private(kept["key"], origin="the kept file")
