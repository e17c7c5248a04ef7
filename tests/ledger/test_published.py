"""The file of signed heads: appended, flushed, survived by half a line, never shortened."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.errors import BadInput, ConfigError, SealBroken
from disclosure.ledger.canonical import canonical
from disclosure.ledger.heads import SignedHead
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.ledger.published import HeadLog

AT = datetime(2026, 3, 2, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "ledger.pem")


@pytest.fixture
def heads(signer: Signer) -> list[SignedHead]:
    """Three heads, each after the one before."""
    signed: list[SignedHead] = []
    for size in (1, 5, 6):
        after = signed[-1] if signed else None
        at = AT + timedelta(seconds=size)
        signed.append(SignedHead.sign(signer, size=size, root=bytes([size]) * 32, after=after, at=at))
    return signed


@pytest.fixture
def log(tmp_path: Path) -> HeadLog:
    return HeadLog(tmp_path / "elsewhere" / "heads.jsonl")


def read(log: HeadLog) -> list[SignedHead]:
    return [head for _, head in log.heads()]


def test_a_head_is_read_as_it_was_written(heads: list[SignedHead], signer: Signer) -> None:
    for head in heads:
        assert SignedHead.parse(head.line()) == head
        assert head.is_signed(LedgerKeys([signer.public]))


def test_a_log_without_a_file_is_empty(log: HeadLog) -> None:
    assert log.last() is None
    assert read(log) == []


def test_heads_are_appended_in_order(log: HeadLog, heads: list[SignedHead]) -> None:
    log.append(heads[:1])
    log.append(heads[1:])
    assert log.last() == heads[-1]
    assert list(log.heads()) == [(1, heads[0]), (2, heads[1]), (3, heads[2])]


def test_what_is_published_already_is_passed_over(log: HeadLog, heads: list[SignedHead]) -> None:
    log.append(heads[:2])
    was = log.path.read_bytes()
    log.append(heads[:2])
    log.append([])
    assert log.path.read_bytes() == was
    log.append(heads)
    assert read(log) == heads


def test_a_line_cut_short_anywhere_is_made_good_without_removing_it(
    log: HeadLog, heads: list[SignedHead]
) -> None:
    log.append(heads[:2])
    whole = log.path.read_bytes()
    half = heads[2].line().encode()
    for length in range(1, len(half) + 1):
        log.path.write_bytes(whole + half[:length])
        assert read(log) == (heads if length == len(half) else heads[:2])
        log.append(heads)
        assert read(log) == heads
        assert log.last() == heads[2]
        assert log.path.read_bytes().startswith(whole + half[:length])


def test_half_of_the_very_first_line_is_no_head_yet(log: HeadLog, heads: list[SignedHead]) -> None:
    log.path.parent.mkdir()
    log.path.write_text(heads[0].line()[:99], encoding="utf-8")
    assert log.last() is None
    log.append(heads)
    assert read(log) == heads


@pytest.mark.parametrize("junk", ["{}\n", "[1]\n", "null\n", "half a line\n", "\x00\xff\n"])
def test_a_line_that_is_no_head_is_told(log: HeadLog, heads: list[SignedHead], junk: str) -> None:
    log.append(heads[:1])
    with log.path.open("a", encoding="latin-1") as file:
        file.write(junk)
    log.append(heads)
    with pytest.raises(SealBroken, match=r"Line 2 of .*heads\.jsonl is not a signed head"):
        read(log)


def test_a_file_that_ends_in_something_else_is_told(log: HeadLog, heads: list[SignedHead]) -> None:
    log.append(heads)
    with log.path.open("a", encoding="utf-8") as file:
        file.write("nothing\n" * 2000)
    with pytest.raises(SealBroken, match="does not end in signed heads"):
        log.last()


def test_a_path_that_cannot_be_opened_is_told(tmp_path: Path, heads: list[SignedHead]) -> None:
    with pytest.raises(ConfigError, match="cannot be opened: Is a directory"):
        HeadLog(tmp_path).append(heads)


@pytest.mark.parametrize(
    "altered",
    [
        {"size": 7},
        {"root": "00" * 32},
        {"previous_size": 4},
        {"previous_root": "00" * 32},
        {"signed_at": "2026-03-02T12:00:07.000001+00:00"},
        {"key_id": "00" * 32},
    ],
)
def test_no_part_of_a_head_can_be_altered(
    heads: list[SignedHead], signer: Signer, altered: dict[str, object]
) -> None:
    head = SignedHead.parse(canonical(json.loads(heads[2].line()) | altered).decode())
    assert head != heads[2]
    assert not head.is_signed(LedgerKeys([signer.public]))


@given(st.text())
def test_no_other_text_is_taken_for_a_head(text: str) -> None:
    with pytest.raises(BadInput, match="not a signed head"):
        SignedHead.parse(text)
