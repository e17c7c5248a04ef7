"""The draw, with its public record and its verification, beside the bare sort of the same scores."""

import hmac
import secrets
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.figures import AtMost, Row, durations, in_turns
from disclosure.domain import sampling

RATE = Decimal("0.05")
SIZES = (5_904, 1_000_000)
STRATUM = "all"
TWICE = AtMost(2)


def measure(*, sizes: tuple[int, ...] = SIZES, rounds: int) -> Iterator[Row]:
    """Yield for each size: the draw alone, and the whole with commitment, record and verifier.

    The bare limit of the whole is two sorts: drawing and verifying score every token once each.
    """
    seed = secrets.token_bytes(sampling.drawing.SEED_BYTES)
    for size in sizes:
        tokens = [secrets.token_hex(16) for _ in range(size)]
        frame = {STRATUM: tokens}
        commitment = sampling.commit(frame, rate=RATE, seed=seed, source="a beacon")
        turns = rounds if size < 100_000 else 1
        ours, limit = in_turns(
            ours=lambda commitment=commitment: sampling.reveal(commitment, seed=seed, public_value="1"),  # type: ignore[misc]
            limit=lambda tokens=tokens: bare(tokens, seed),  # type: ignore[misc]
            rounds=turns,
        )
        yield durations(f"draw 5% of {size:,}", ours, limit, goal=TWICE)
        ours, limit = in_turns(
            ours=lambda frame=frame: whole(frame, seed),  # type: ignore[misc]
            limit=lambda tokens=tokens: (bare(tokens, seed), bare(tokens, seed)),  # type: ignore[misc]
            rounds=turns,
        )
        yield durations(f"the same with commitment, record and verifier, {size:,}", ours, limit, goal=TWICE)


def whole(frame: dict[str, list[str]], seed: bytes) -> bytes:
    """Commit, publish, reveal, draw, publish, and verify what was published, as anyone can."""
    commitment = sampling.commit(frame, rate=RATE, seed=seed, source="a beacon")
    published = sampling.parse_commitment(sampling.encode(commitment))
    record = sampling.encode(sampling.reveal(published, seed=seed, public_value="1"))
    faults = sampling.verify_document(record)
    assert not faults, faults
    return record


def bare(tokens: list[str], key: bytes) -> list[str]:
    """Return the twentieth of `tokens` with the smallest scores."""
    scored = sorted((hmac.digest(key, token.encode(), "sha256"), token) for token in tokens)
    return [token for _, token in scored[: -(-len(tokens) // 20)]]
