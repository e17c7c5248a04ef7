"""The draw: who is drawn, that nobody can steer it, and that its record proves itself."""

import hashlib
import hmac
import json
import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain import sampling
from disclosure.errors import BadInput, NotFound

SEED = bytes(range(32))
ROUND = "drand quicknet round 12345678"
VALUE = "7f3a0c11d2"
RATES = st.fractions(min_value=Fraction(1, 200), max_value=1, max_denominator=200)
SIZES = st.dictionaries(st.sampled_from(["UNOG", "UNON", "UNOV", "PKO"]), st.integers(1, 40), min_size=1)


def token(number: int) -> str:
    return hashlib.sha256(b"%d" % number).hexdigest()[:32]


def frame_of(sizes: dict[str, int]) -> dict[str, list[str]]:
    numbers = iter(range(sum(sizes.values())))
    return {name: [token(next(numbers)) for _ in range(size)] for name, size in sizes.items()}


def drawn_from(
    frame: dict[str, list[str]],
    rate: Fraction | Decimal | str = "0.05",
    *,
    seed: bytes = SEED,
    value: str = VALUE,
    carried: tuple[str, ...] = (),
) -> sampling.Record:
    commitment = sampling.commit(frame, rate=rate, seed=seed, source=ROUND, carried=carried)
    return sampling.reveal(commitment, seed=seed, public_value=value)


def by_chance(record: sampling.Record, stratum: str | None = None) -> set[str]:
    return {d.token for d in record.drawn if d.random and stratum in (None, d.stratum)}


def repeat_without_this_program(written: bytes) -> list[str]:
    """The separate script: only the published record, the published rule and standard hashing."""
    record = json.loads(written)
    seed = bytes.fromhex(record["seed"])
    assert hashlib.sha256(seed).hexdigest() == record["commitment"]["seed_digest"]
    key = hashlib.sha256(b"disclosure draw 1" + seed + record["public_value"].encode()).digest()
    above, _, below = record["commitment"]["rate"].partition("/")
    drawn = []
    for stratum in record["commitment"]["strata"]:
        scored = sorted(
            (hmac.new(key, item.encode(), "sha256").hexdigest(), item) for item in stratum["tokens"]
        )
        size = math.ceil(len(scored) * int(above) / int(below or 1))
        drawn += [item for _, item in scored[:size]]
    return drawn


@given(SIZES, st.integers(1, 20))
def test_a_separate_script_repeats_the_draw_from_the_published_record(
    sizes: dict[str, int], parts: int
) -> None:
    record = drawn_from(frame_of(sizes), f"1/{parts}")
    assert repeat_without_this_program(sampling.encode(record)) == [d.token for d in record.drawn]


@given(SIZES, RATES, st.randoms(use_true_random=False))
def test_the_draw_does_not_depend_on_the_order_in_which_filings_come(
    sizes: dict[str, int], rate: Fraction, shuffler: random.Random
) -> None:
    frame = frame_of(sizes)
    shuffled = {name: shuffler.sample(frame[name], len(frame[name])) for name in reversed(frame)}
    assert sampling.encode(drawn_from(shuffled, rate)) == sampling.encode(drawn_from(frame, rate))


@given(SIZES, RATES)
def test_every_stratum_gives_exactly_its_share_rounded_up(sizes: dict[str, int], rate: Fraction) -> None:
    record = drawn_from(frame_of(sizes), rate)
    for name, size in sizes.items():
        drawn = len(by_chance(record, name))
        assert drawn - 1 < rate * size <= drawn


def test_the_share_is_not_rounded_up_by_binary_fractions() -> None:
    assert 0.07 * 100 > 7
    assert len(by_chance(drawn_from(frame_of({"all": 100}), Decimal("0.07")))) == 7


@given(SIZES, RATES, RATES)
def test_a_higher_rate_only_adds_people(sizes: dict[str, int], one: Fraction, other: Fraction) -> None:
    frame = frame_of(sizes)
    assert by_chance(drawn_from(frame, min(one, other))) <= by_chance(drawn_from(frame, max(one, other)))


@given(SIZES, st.integers(0, 2**32))
def test_both_the_seed_and_the_public_value_decide(sizes: dict[str, int], number: int) -> None:
    frame = frame_of(sizes)
    scores = {
        drawn_from(frame, "1", seed=seed, value=value).drawn[0].score
        for seed in (SEED, hashlib.sha256(b"%d" % number).digest())
        for value in (VALUE, str(number))
    }
    assert len(scores) == 4


def test_equal_scores_are_settled_by_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.domain.sampling.drawing.score", lambda *_: b"same")
    frame = frame_of({"all": 40})
    assert by_chance(drawn_from(frame)) == set(sorted(frame["all"])[:2])


@given(st.integers(1, 60), st.sets(st.integers(0, 80), max_size=10))
def test_the_carried_over_are_added_beside_and_change_nobodys_chance(size: int, numbers: set[int]) -> None:
    frame, carried = frame_of({"all": size}), {token(number) for number in numbers}
    record = drawn_from(frame, "0.1", carried=tuple(carried))
    assert by_chance(record) == by_chance(drawn_from(frame, "0.1"))
    assert {d.token for d in record.drawn} == by_chance(record) | carried
    assert len({d.token for d in record.drawn}) == len(record.drawn)
    for line in record.drawn:
        assert line.carried == (line.token in carried)
        assert (line.score is None) == (line.token not in frame["all"])
    assert sampling.verify(record) == []


def test_a_filing_that_comes_after_the_commitment_is_not_in_the_frame() -> None:
    frame = frame_of({"all": 40})
    commitment = sampling.commit(frame, rate="1", seed=SEED, source=ROUND)
    frame["all"].append(token(999))
    record = sampling.reveal(commitment, seed=SEED, public_value=VALUE)
    with pytest.raises(NotFound, match=token(999)):
        sampling.standing(record, token(999))


@given(SIZES, RATES)
def test_each_filer_can_check_their_own_token_against_the_cut_off(
    sizes: dict[str, int], rate: Fraction
) -> None:
    frame = frame_of(sizes)
    record = drawn_from(frame, rate, carried=(token(9999),))
    for name, tokens in frame.items():
        for item in tokens:
            mine = sampling.standing(record, item)
            assert mine.stratum == name
            assert mine.score is not None
            assert mine.cut_off is not None
            assert (mine.score <= mine.cut_off) == (mine.drawn is not None)
    assert sampling.standing(record, token(9999)).drawn == record.drawn[-1]


@given(SIZES, RATES, st.data())
def test_any_changed_byte_of_a_record_is_noticed(
    sizes: dict[str, int], rate: Fraction, data: st.DataObject
) -> None:
    written = sampling.encode(drawn_from(frame_of(sizes), rate, carried=(token(0), token(9999))))
    assert sampling.verify_document(written) == []
    place = data.draw(st.integers(0, len(written) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other != written[place]))
    assert sampling.verify_document(written[:place] + bytes([byte]) + written[place + 1 :])


@given(SIZES, st.data())
def test_a_record_that_is_cut_short_is_noticed(sizes: dict[str, int], data: st.DataObject) -> None:
    written = sampling.encode(drawn_from(frame_of(sizes)))
    assert sampling.verify_document(written[: data.draw(st.integers(0, len(written) - 1))])


def test_whoever_is_taken_out_or_put_in_by_hand_is_named() -> None:
    record = drawn_from(frame_of({"all": 60}))
    spared, *others = record.drawn
    chosen = replace(
        spared, token=next(t for t in frame_of({"all": 60})["all"] if t not in by_chance(record))
    )
    faults = sampling.verify(replace(record, drawn=(chosen, *others)))
    assert faults == [
        f"By the rule these tokens are drawn, but the record leaves them out: {spared.token}.",
        f"By the rule these tokens are not drawn, but the record has them: {chosen.token}.",
    ]
    assert "another score" in sampling.verify(replace(record, drawn=(replace(spared, score="0"), *others)))[0]
    assert "order of the rule" in sampling.verify(replace(record, drawn=record.drawn[::-1]))[0]
    assert "stands twice" in sampling.verify(replace(record, drawn=(*record.drawn, spared)))[0]


def test_a_record_made_anew_for_a_better_result_does_not_fit_what_was_published() -> None:
    frame = frame_of({"all": 60})
    published = sampling.commit(frame, rate="0.05", seed=SEED, source=ROUND).digest()
    tried_again = drawn_from(frame, seed=bytes(32))
    assert sampling.verify(tried_again) == []
    assert published in sampling.verify(tried_again, published=published)[0]
    assert sampling.verify(drawn_from(frame), published=published) == []


def test_another_seed_than_the_one_committed_to_is_refused() -> None:
    commitment = sampling.commit(frame_of({"all": 60}), rate="0.05", seed=SEED, source=ROUND)
    with pytest.raises(BadInput, match="not the one that was committed to"):
        sampling.reveal(commitment, seed=bytes(32), public_value=VALUE)


@pytest.mark.parametrize("value", ["", " 7f3a", "7f3a\n", "7f\n3a", "\ud800"])
def test_a_public_value_is_one_line_as_published(value: str) -> None:
    with pytest.raises(BadInput, match="in one line"):
        drawn_from(frame_of({"all": 60}), value=value)


@pytest.mark.parametrize(
    "rate",
    ["0", "0/5", "1/0", "1.01", "-0.05", "5%", "nan", "1e-2", "", "\u0660.\u0665", "1/99999999999999999999"],
)
def test_a_rate_that_is_no_share_is_refused(rate: str) -> None:
    with pytest.raises(BadInput, match="not above 0 and at most 1"):
        drawn_from(frame_of({"all": 60}), rate)


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ({}, "nobody to draw from"),
        ({"UNOG": []}, "nobody to draw from"),
        ({"UNOG": [token(1), token(1)]}, "UNOG must stand in ascending order, each once"),
        ({"UNOG": [token(1)], "UNOV": [token(1)]}, "more than one stratum"),
        ({"UNOG": ["rosa"]}, "these do not: rosa"),
        ({"UNOG": [token(1).upper()]}, "32 small hexadecimal digits"),
        ({" UNOG": [token(1)]}, "name of one line"),
    ],
)
def test_a_frame_with_unequal_chances_is_refused(frame: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        sampling.commit(frame, rate="0.05", seed=SEED, source=ROUND)


def test_a_short_seed_is_refused_because_it_could_be_guessed_from_its_digest() -> None:
    with pytest.raises(BadInput, match="16 bytes; it must have 32"):
        sampling.commit(frame_of({"all": 60}), rate="0.05", seed=bytes(16), source=ROUND)


def test_a_record_of_a_rule_this_program_does_not_know_is_not_judged() -> None:
    record = drawn_from(frame_of({"all": 60}))
    assert (
        "does not know"
        in sampling.verify(replace(record, commitment=replace(record.commitment, version=2)))[0]
    )


def test_a_long_list_of_faulty_tokens_is_cut_and_counted() -> None:
    record = drawn_from(frame_of({"all": 60}), "1/2")
    assert sampling.verify(replace(record, drawn=()))[0].endswith(" and 20 more.")


def test_a_commitment_is_read_back_as_it_was_written() -> None:
    commitment = sampling.commit(frame_of({"联合国": 3}), rate="0.05", seed=SEED, source=ROUND)
    written = sampling.encode(commitment)
    assert sampling.parse_commitment(written.decode()) == commitment
    with pytest.raises(BadInput, match="spaces"):
        sampling.parse_commitment(written + b"\n")
    with pytest.raises(BadInput, match="not the record of a draw"):
        sampling.parse_record(written)
