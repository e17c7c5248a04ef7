"""2,000 real draws of 5%: no filer and no entity is drawn more often than chance allows.

The frame is smaller than a real one (360 filers for 5,904), which makes each filer's share easier
to see, not harder. Seeds and values are counted up, so the outcome never changes between runs.
"""

import hashlib
from collections import Counter
from functools import cache
from itertools import chain, repeat

from msgspec.structs import replace

from disclosure.domain import sampling

DRAWS = 2_000
SIZES = {"PKO": 150, "OCHA": 70, "DOS": 50, "UNAMI": 40, "ECA": 25, "UNOV": 15, "EO": 10}
TAKEN = 18
"""5% of 360, drawn as one stratum; entities are only counted."""
P_ABOVE_0_001 = {6: 22.458, 359: 447.6}
P_BELOW_0_001 = {359: 281.8}
"""Chi-square values that chance passes once in a thousand, by degrees of freedom."""


def tokens() -> list[str]:
    return [hashlib.sha256(b"%d" % number).hexdigest()[:32] for number in range(sum(SIZES.values()))]


@cache
def drawn() -> tuple[str, ...]:
    """Every token as often as it was drawn."""
    commitment = sampling.commit({"all": tokens()}, rate="0.05", seed=bytes(32), source="a counter")
    record = sampling.reveal(commitment, seed=bytes(32), public_value="0")
    again = (replace(record, public_value=str(number)) for number in range(DRAWS))
    return tuple(line.token for each in again for line in sampling.draw(each))


def departure(counts: Counter[str], sizes: dict[str, int]) -> float:
    """Chi-square of parts drawn without replacement: len(sizes) - 1 degrees of freedom.

    Within a draw the parts' counts are hypergeometric, whose covariance is that of a multinomial
    times (N - n) / (N - 1); the plain chi-square would call a biased draw fair.
    """
    population = sum(sizes.values())
    expected = {part: DRAWS * TAKEN * size / population for part, size in sizes.items()}
    plain = sum((counts[part] - mean) ** 2 / mean for part, mean in expected.items())
    return plain * (population - 1) / (population - TAKEN)


def by_entity() -> Counter[str]:
    entities = chain.from_iterable(repeat(entity, size) for entity, size in SIZES.items())
    entity_of = dict(zip(tokens(), entities, strict=True))
    return Counter(entity_of[token] for token in drawn())


def test_every_draw_takes_its_exact_share() -> None:
    assert len(drawn()) == DRAWS * TAKEN


def test_c10_no_entity_is_favoured() -> None:
    assert departure(by_entity(), SIZES) < P_ABOVE_0_001[len(SIZES) - 1]


def test_c10_no_filer_is_favoured_and_chance_is_not_evened_out() -> None:
    filers = departure(Counter(drawn()), dict.fromkeys(tokens(), 1))
    assert P_BELOW_0_001[359] < filers < P_ABOVE_0_001[359]


def test_a_tilt_of_a_fifth_towards_the_smallest_entity_would_be_seen() -> None:
    tilted = by_entity()
    tilted.update({"EO": 200, "PKO": -200})
    assert departure(tilted, SIZES) > P_ABOVE_0_001[len(SIZES) - 1]
