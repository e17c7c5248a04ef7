"""What the documents of a draw must fulfil, and how a token is scored."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from hashlib import sha256
from hmac import digest as hmac_digest
from itertools import chain, pairwise
from math import ceil

from disclosure.domain.sampling.documents import Commitment, Record

LABEL = b"disclosure draw 1"
NAMED = 10
"""How many tokens a sentence names before it only counts the rest."""

_TOKEN = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RATE = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18}|/[1-9][0-9]{0,17})?")


def exact_rate(written: str) -> Fraction | None:
    """Read a rate such as 0.05 or 1/20, exactly; None when it is not above 0 and at most 1."""
    rate = Fraction(written) if _RATE.fullmatch(written) else Fraction(0)
    return rate if 0 < rate <= 1 else None


def draws(rate: Fraction, size: int) -> int:
    """How many of `size` tokens are drawn: the share, rounded up, so every stratum with a token gives one."""
    return ceil(rate * size)


def key_of(record: Record) -> bytes:
    """Make the key of a draw. The seed has a fixed length, so no two pairs of seed and value run together."""
    return sha256(LABEL + bytes.fromhex(record.seed) + record.public_value.encode()).digest()


def score(key: bytes, token: str) -> bytes:
    """Score a token: a number that nobody can tell from a random one without the key."""
    return hmac_digest(key, token.encode(), "sha256")


def commitment_faults(commitment: Commitment) -> Iterator[str]:
    """Say what keeps a commitment from being one that this version makes."""
    rate = exact_rate(commitment.rate)
    if rate is None or str(rate) != commitment.rate:
        yield f"The rate {commitment.rate} is not a fraction in lowest terms, above 0 and at most 1."
    else:
        for stratum in commitment.strata:
            if stratum.draws != draws(rate, len(stratum.tokens)):
                yield (
                    f"The stratum {stratum.name} announces {stratum.draws} draws; {commitment.rate} of "
                    f"{len(stratum.tokens)} tokens, rounded up, is {draws(rate, len(stratum.tokens))}."
                )
    if not _one_line(commitment.source):
        yield "The source of the public value must be named in one line, without spaces around it."
    if not _SHA256.fullmatch(commitment.seed_digest):
        yield "The digest of the seed is not a SHA-256 in small hexadecimal digits."
    yield from _frame_faults(commitment)


def _frame_faults(commitment: Commitment) -> Iterator[str]:
    tokens = list(chain.from_iterable(stratum.tokens for stratum in commitment.strata))
    if not tokens:
        yield "There is nobody to draw from: no stratum has a token."
    if malformed := [token for token in (*tokens, *commitment.carried) if not _TOKEN.fullmatch(token)]:
        yield f"A token has 32 small hexadecimal digits (128 random bits); these do not: {named(malformed)}."
    names = [stratum.name for stratum in commitment.strata]
    if not (_ascending(names) and all(map(_one_line, names))):
        yield "The strata must each have a name of one line, stand in ascending order and occur once."
    for stratum in commitment.strata:
        if not _ascending(stratum.tokens):
            yield f"The tokens of the stratum {stratum.name} must stand in ascending order, each once."
    if len(set(tokens)) < sum(len(set(stratum.tokens)) for stratum in commitment.strata):
        yield "A token stands in more than one stratum; whoever has it would have more than one chance."
    if not _ascending(commitment.carried):
        yield "The tokens that are carried over must stand in ascending order, each once."


def opening_faults(record: Record) -> Iterator[str]:
    """Say why the seed and the public value do not open the commitment in a record."""
    if record.commitment_digest != record.commitment.digest():
        yield "The commitment in the record does not have the digest that stands beside it."
    if not _SHA256.fullmatch(record.seed):
        yield "The office seed is not 32 bytes in small hexadecimal digits."
    elif sha256(bytes.fromhex(record.seed)).hexdigest() != record.commitment.seed_digest:
        yield "The office seed is not the one that was committed to before the draw."
    if not _one_line(record.public_value):
        yield "The public value must be given in one line, exactly as published, without spaces around it."


def named(tokens: Iterable[str]) -> str:
    """List tokens for a sentence; a long list is cut and its rest counted."""
    listed = list(tokens)
    rest = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return ", ".join(listed[:NAMED]) + rest


def _ascending(values: Iterable[str]) -> bool:
    return all(left < right for left, right in pairwise(values))


def _one_line(value: str) -> bool:
    return bool(value) and value.isprintable() and value == value.strip()
