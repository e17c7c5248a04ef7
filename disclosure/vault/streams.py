"""The format of a sealed attachment: a file cut into segments, so that it never sits in memory.

    1 byte    format version, 1
    7 bytes   random nonce prefix
    segments  each the AES-256-GCM ciphertext of 65,536 bytes and a 16-byte tag;
              the last one of 0 to 65,536 bytes (0 only if the file is empty)

The nonce of a segment is the prefix, the segment's number in 4 bytes from 0, and 1 byte
that is 1 for the last segment and else 0: the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
CRYPTO 2015). So segments taken away, added, repeated or put in another order do not open.
Each file has a fresh key, wrapped for its recipients like any data key, and each segment's
additional data names the row the file belongs to. 2^32 segments, 256 TiB, are the limit.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

SEGMENT_BYTES: Final = 64 * 1024
PREFIX_BYTES: Final = 7
HEADER_BYTES: Final = 1 + PREFIX_BYTES


def blocks(source: BinaryIO, length: int) -> Iterator[tuple[int, bool, bytes]]:
    """Number, whether it is the last, and bytes of each block; an empty source has one."""
    number, block = 0, read_block(source, length)
    while ahead := read_block(source, length):
        yield number, False, block
        number, block = number + 1, ahead
    yield number, True, block


def read_block(source: BinaryIO, length: int) -> bytes:
    """Read `length` bytes, fewer only at the end: a socket or pipe may give less at a time."""
    block = source.read(length)
    while len(block) < length and (more := source.read(length - len(block))):
        block += more
    return block


def nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    """The nonce of a segment; OverflowError from segment 2^32 on, where a counter would repeat."""
    return prefix + number.to_bytes(4, "big") + bytes([last])
