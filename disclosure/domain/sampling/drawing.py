"""The acts of a draw: commit, reveal, draw, and what it says of one token."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from disclosure.domain.sampling.documents import Commitment, Drawn, Record, Stratum
from disclosure.domain.sampling.rules import (
    commitment_faults,
    draws,
    exact_rate,
    key_of,
    opening_faults,
    score,
)
from disclosure.errors import BadInput, NotFound

SEED_BYTES = 32


class Standing(Struct, frozen=True, kw_only=True):
    """What a draw says of one token. It is drawn at random when its score is not above the cut-off."""

    drawn: Drawn | None
    stratum: str | None
    score: str | None
    cut_off: str | None
    """The highest score drawn at random in the stratum."""


def commit(
    tokens_by_stratum: Mapping[str, Iterable[str]],
    *,
    rate: Fraction | Decimal | str,
    seed: bytes,
    source: str,
    carried: Iterable[str] = (),
) -> Commitment:
    """Fix what will be drawn from and how, and name the public value that will be used.

    The seed is 32 random bytes, kept secret until `reveal`; a token is 128 random bits, as 32 small
    hexadecimal digits. Raises `BadInput` with one sentence per fault.
    """
    if len(seed) != SEED_BYTES:
        raise BadInput(f"The office seed has {len(seed)} bytes; it must have {SEED_BYTES}, all random.")
    exact = exact_rate(str(rate))
    if exact is None:
        raise BadInput(f"The rate {rate} is not above 0 and at most 1, written like 0.05 or 1/20.")
    strata = [(name, tuple(sorted(tokens))) for name, tokens in sorted(tokens_by_stratum.items())]
    commitment = Commitment(
        rate=str(exact),
        source=source,
        seed_digest=sha256(seed).hexdigest(),
        strata=tuple(Stratum(name, draws(exact, len(tokens)), tokens) for name, tokens in strata),
        carried=tuple(sorted(carried)),
    )
    if faults := list(commitment_faults(commitment)):
        raise BadInput(faults)
    return commitment


def reveal(commitment: Commitment, *, seed: bytes, public_value: str) -> Record:
    """Draw, now that the public value is known, and give the public record.

    Raises `BadInput` when the seed is not the one committed to, or the public value not one line.
    """
    record = Record(
        commitment=commitment,
        commitment_digest=commitment.digest(),
        seed=seed.hex(),
        public_value=public_value,
        drawn=(),
    )
    if faults := list(opening_faults(record)):
        raise BadInput(faults)
    return replace(record, drawn=draw(record))


def draw(record: Record) -> tuple[Drawn, ...]:
    """Work out who is drawn from the inputs in a record, whatever it says was drawn."""
    key, carried = key_of(record), frozenset(record.commitment.carried)
    drawn: list[Drawn] = []
    strata: dict[str, str] = {}
    for stratum in record.commitment.strata:
        ranked = sorted((score(key, token), token) for token in stratum.tokens)
        drawn += (
            Drawn(
                token=token, random=True, carried=token in carried, stratum=stratum.name, score=points.hex()
            )
            for points, token in ranked[: stratum.draws]
        )
        strata.update(dict.fromkeys(carried.intersection(stratum.tokens), stratum.name))
    for token in sorted(carried.difference([line.token for line in drawn])):
        known = score(key, token).hex() if token in strata else None
        drawn.append(Drawn(token=token, random=False, carried=True, stratum=strata.get(token), score=known))
    return tuple(drawn)


def standing(record: Record, token: str) -> Standing:
    """Tell what a verified draw says of one token, for its filer.

    Raises `NotFound` for a token that was neither in the frame nor carried over.
    """
    drawn = {line.token: line for line in record.drawn}
    for stratum in record.commitment.strata:
        if token in stratum.tokens:
            scores = (line.score for line in record.drawn if line.random and line.stratum == stratum.name)
            return Standing(
                drawn=drawn.get(token),
                stratum=stratum.name,
                score=score(key_of(record), token).hex(),
                cut_off=max(filter(None, scores)),
            )
    if token in drawn:
        return Standing(drawn=drawn[token], stratum=None, score=None, cut_off=None)
    raise NotFound(f"The token {token} is not in this draw: its statement was not there at the commitment.")
