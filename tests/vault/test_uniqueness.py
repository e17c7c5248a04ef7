"""No key is used twice, not even by two processes that began as one."""

import io
import os
from collections.abc import Callable

import pytest

from disclosure.vault.attachments import seal_stream
from disclosure.vault.streams import HEADER_BYTES
from tests.vault.cast import BOTH, Sites, somewhere

SEALS = 500


def drawn(sites: Sites, count: int) -> bytes:
    """Key, nonce, and the start of both encapsulations of `count` payloads, 108 bytes each."""
    out = b""
    for _ in range(count):
        place = somewhere()
        sealed = sites.sealer.seal(b"same", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
        data_key = sites.portal_opener._data_key(sealed.wraps, bound_to=place)
        starts = b"".join(wrap.wrapped[:32] for wrap in sealed.wraps)
        out += data_key + sealed.payload[1:13] + starts
    return out


def in_a_child(act: Callable[[], bytes]) -> int:
    """Fork; the child writes what `act` returns into a pipe, of which the reading end is answered."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(act())
        finally:
            os._exit(0)
    os.close(writing)
    return reading


def pieces(drawn_bytes: bytes, *, start: int, end: int, size: int = 108) -> list[bytes]:
    return [drawn_bytes[at + start : at + end] for at in range(0, len(drawn_bytes), size)]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_no_key_nonce_or_encapsulation_repeats_in_two_forked_processes(sites: Sites) -> None:
    drawn(sites, 1)  # every key is parsed and every generator has run before the fork
    children = [in_a_child(lambda: drawn(sites, SEALS)) for _ in range(2)]
    seen = drawn(sites, SEALS)
    for reading in children:
        with os.fdopen(reading, "rb") as pipe:
            seen += pipe.read()
        os.wait()
    for start, end in ((0, 32), (32, 44), (44, 76), (76, 108)):
        found = pieces(seen, start=start, end=end)
        assert len(found) == len(set(found)) == 3 * SEALS


def test_no_file_shares_a_nonce_prefix_or_a_key_with_another(sites: Sites) -> None:
    prefixes, keys = set(), set()
    for _ in range(SEALS):
        target, place = io.BytesIO(), somewhere()
        file = seal_stream(
            io.BytesIO(b"same"),
            target,
            sealer=sites.sealer,
            bound_to=place,
            cycle_id=sites.cycle_id,
            recipients=BOTH,
        )
        prefixes.add(target.getvalue()[1:HEADER_BYTES])
        keys.add(sites.portal_opener._data_key(file.wraps, bound_to=place))
    assert len(prefixes) == len(keys) == SEALS


def test_the_same_content_is_never_sealed_alike(sites: Sites) -> None:
    place = somewhere()
    payloads = {
        sites.sealer.seal(b"same", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH).payload
        for _ in range(100)
    }
    assert len(payloads) == 100
