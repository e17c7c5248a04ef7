import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.errors import KeyMissing, SealBroken
from disclosure.vault.attachments import SealedFile, seal_stream
from disclosure.vault.sealing import Binding, Recipient
from disclosure.vault.streams import HEADER_BYTES, SEGMENT_BYTES
from tests.thoroughness import tries
from tests.vault.cast import BOTH, Sites, flipped, somewhere

BLOCK = SEGMENT_BYTES + 16
LENGTHS = [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES]


@dataclass
class Stored:
    """One sealed attachment and what it was."""

    content: bytes
    ciphertext: bytes
    file: SealedFile
    place: Binding


def stored(sites: Sites, content: bytes, *, recipients: tuple[Recipient, ...] = BOTH) -> Stored:
    target, place = io.BytesIO(), somewhere(table="attachments")
    file = seal_stream(
        io.BytesIO(content),
        target,
        sealer=sites.sealer,
        bound_to=place,
        cycle_id=sites.cycle_id,
        recipients=recipients,
    )
    return Stored(content, target.getvalue(), file, place)


def pattern(length: int) -> bytes:
    return hashlib.shake_128(b"attachment").digest(length)


def opened(sites: Sites, attachment: Stored, ciphertext: bytes) -> bytes:
    """What comes out, each piece of it compared with the genuine content before it counts."""
    out = b""
    segments = sites.review_opener.open_stream(
        io.BytesIO(ciphertext), attachment.file.wraps, bound_to=attachment.place
    )
    for segment in segments:
        assert attachment.content.startswith(out + segment), "an unauthenticated segment came out"
        out += segment
    return out


@pytest.mark.parametrize("length", LENGTHS)
def test_a_file_of_any_length_comes_back_whole(sites: Sites, length: int) -> None:
    attachment = stored(sites, pattern(length))
    assert opened(sites, attachment, attachment.ciphertext) == attachment.content
    assert attachment.file.size == length
    assert attachment.file.sealed_size == len(attachment.ciphertext)
    assert attachment.file.sha256 == hashlib.sha256(attachment.ciphertext).hexdigest()


@settings(max_examples=tries(10))
@given(content=st.binary(max_size=300), times=st.integers(1, 700))
def test_any_content_comes_back(sites: Sites, content: bytes, times: int) -> None:
    attachment = stored(sites, content * times)
    assert opened(sites, attachment, attachment.ciphertext) == attachment.content


def head_and_blocks(ciphertext: bytes) -> tuple[bytes, list[bytes]]:
    body = ciphertext[HEADER_BYTES:]
    return ciphertext[:HEADER_BYTES], [body[at : at + BLOCK] for at in range(0, len(body), BLOCK)]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda blocks: blocks[:-1],
        lambda blocks: blocks[1:],
        lambda blocks: [*blocks[:1], *blocks[2:]],
        lambda blocks: [blocks[1], blocks[0], *blocks[2:]],
        lambda blocks: [*blocks[:-2], blocks[-1], blocks[-2]],
        lambda blocks: [*blocks, blocks[-1]],
        lambda blocks: [blocks[0], *blocks],
        lambda blocks: [*blocks, b"x"],
        lambda blocks: [*blocks, bytes(BLOCK)],
        lambda blocks: [*blocks[:-1], blocks[-1][:-1]],
        lambda blocks: blocks[:0],
    ],
    ids=[
        "last taken away",
        "first taken away",
        "middle taken away",
        "first two swapped",
        "last two swapped",
        "last repeated",
        "first repeated",
        "a byte added",
        "a block added",
        "a byte cut",
        "all taken away",
    ],
)
@pytest.mark.parametrize("length", [3 * SEGMENT_BYTES, 3 * SEGMENT_BYTES + 5])
def test_segments_taken_away_added_repeated_or_reordered_are_noticed(
    sites: Sites, tamper: Callable[[list[bytes]], list[bytes]], length: int
) -> None:
    attachment = stored(sites, pattern(length))
    head, blocks = head_and_blocks(attachment.ciphertext)
    with pytest.raises(SealBroken, match="Compare it with a backup"):
        opened(sites, attachment, head + b"".join(tamper(blocks)))


@settings(max_examples=tries(20))
@given(cut=st.integers(0, 2 * BLOCK + HEADER_BYTES - 1))
@example(cut=HEADER_BYTES)
@example(cut=HEADER_BYTES + BLOCK)
@example(cut=HEADER_BYTES + BLOCK + 16)
def test_a_file_cut_anywhere_is_noticed(sites: Sites, cut: int) -> None:
    attachment = stored(sites, pattern(2 * SEGMENT_BYTES))
    with pytest.raises(SealBroken):
        opened(sites, attachment, attachment.ciphertext[:cut])


@settings(max_examples=tries(50))
@given(bit=st.integers(0, 8 * (HEADER_BYTES + BLOCK + 17) - 1))
@example(bit=0)
@example(bit=9)
def test_no_flipped_bit_of_a_file_goes_unnoticed(sites: Sites, bit: int) -> None:
    attachment = stored(sites, pattern(SEGMENT_BYTES + 1))
    with pytest.raises(SealBroken):
        opened(sites, attachment, flipped(attachment.ciphertext, bit=bit))


def test_a_file_put_in_the_place_of_another_is_noticed(sites: Sites) -> None:
    one, other = stored(sites, b"the one"), stored(sites, b"the other")
    with pytest.raises(SealBroken):
        opened(sites, one, other.ciphertext)


def test_a_file_moved_with_its_wraps_is_noticed_at_once(sites: Sites) -> None:
    attachment = stored(sites, b"content")
    moved = Binding(table="attachments", row_id=uuid4(), version=1)
    with pytest.raises(SealBroken):
        sites.portal_opener.open_stream(
            io.BytesIO(attachment.ciphertext), attachment.file.wraps, bound_to=moved
        )


def test_a_payload_and_a_file_are_not_mistaken_for_each_other(sites: Sites) -> None:
    attachment = stored(sites, b"content")
    with pytest.raises(SealBroken):
        sites.portal_opener.open(attachment.ciphertext, attachment.file.wraps, bound_to=attachment.place)


def test_a_file_sealed_to_others_is_a_missing_key_told_at_once(sites: Sites) -> None:
    attachment = stored(sites, b"content", recipients=(Recipient.PORTAL,))
    with pytest.raises(KeyMissing):
        sites.review_opener.open_stream(
            io.BytesIO(attachment.ciphertext), attachment.file.wraps, bound_to=attachment.place
        )


def test_a_file_gains_a_recipient_without_being_sealed_again(sites: Sites) -> None:
    attachment = stored(sites, pattern(SEGMENT_BYTES + 9), recipients=(Recipient.PORTAL,))
    review_key = sites.portal.public.newest(cycle_id=sites.cycle_id, recipient=Recipient.REVIEW)
    wrap = sites.portal_opener.share(attachment.file.wraps, bound_to=attachment.place, to=review_key)
    segments = sites.review_opener.open_stream(
        io.BytesIO(attachment.ciphertext), [wrap], bound_to=attachment.place
    )
    assert b"".join(segments) == attachment.content


def test_a_check_reads_to_the_end_before_anything_is_handed_out(sites: Sites) -> None:
    attachment = stored(sites, pattern(2 * SEGMENT_BYTES + 3))
    whole, cut = attachment.ciphertext, attachment.ciphertext[: HEADER_BYTES + 2 * BLOCK]
    wraps, place = attachment.file.wraps, attachment.place
    assert sites.portal_opener.check_stream(io.BytesIO(whole), wraps, bound_to=place) == 2 * SEGMENT_BYTES + 3
    with pytest.raises(SealBroken):
        sites.portal_opener.check_stream(io.BytesIO(cut), wraps, bound_to=place)


class Dripping(io.RawIOBase):
    """A source that gives less than it is asked for, as a pipe or a socket may."""

    def __init__(self, content: bytes) -> None:
        self._rest = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self._rest.read(min(size, 1000))


def test_a_source_that_gives_little_at_a_time_seals_the_same_segments(sites: Sites) -> None:
    content, target, place = pattern(SEGMENT_BYTES + 10), io.BytesIO(), somewhere()
    file = seal_stream(
        Dripping(content),  # type: ignore[arg-type]
        target,
        sealer=sites.sealer,
        bound_to=place,
        cycle_id=sites.cycle_id,
        recipients=BOTH,
    )
    source = Dripping(target.getvalue())
    segments = sites.portal_opener.open_stream(source, file.wraps, bound_to=place)  # type: ignore[arg-type]
    assert [len(segment) for segment in segments] == [SEGMENT_BYTES, 10]


def test_a_file_is_read_one_segment_at_a_time(sites: Sites) -> None:
    held = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            held.append(size)
            return super().read(size)

    seal_stream(
        Counting(pattern(5 * SEGMENT_BYTES)),
        io.BytesIO(),
        sealer=sites.sealer,
        bound_to=somewhere(),
        cycle_id=sites.cycle_id,
        recipients=BOTH,
    )
    assert set(held) == {SEGMENT_BYTES}
