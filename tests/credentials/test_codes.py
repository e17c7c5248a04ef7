"""One-time codes, recovery codes, and what seals a secret at rest."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.credentials import onetime, recovery
from disclosure.credentials.locking import Locker
from disclosure.errors import ConfigError, SealBroken

AT = datetime(2020, 3, 2, 9, 0, 15, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FIRST, SECOND = "a first secret, long enough for it", "another secret, long enough as well"


@given(st.integers(min_value=-90, max_value=90))
def test_n5_a_code_is_of_the_step_beside_ours_and_of_no_further_one(seconds: int) -> None:
    there = AT + timedelta(seconds=seconds)
    code = pyotp.TOTP(SECRET).at(there)
    apart = int(there.timestamp()) // 30 - int(AT.timestamp()) // 30
    found = onetime.step_of(SECRET, code, at=AT)
    assert (found is not None) == (abs(apart) <= 1)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "é23456", "000000 "])
def test_what_is_no_code_is_of_no_step(code: str) -> None:
    assert onetime.step_of(SECRET, onetime.typed(code)[:5], at=AT) is None


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("123 456", "123456"), ("123-456\n", "123456"), ("١٢٣٤٥٦", "123456"), ("۱۲۳۴۵۶", "123456")],
)
def test_a_code_may_be_typed_in_any_script_and_grouping(typed: str, digits: str) -> None:
    assert onetime.typed(typed) == digits


def test_an_app_is_told_whose_code_it_makes_and_for_what() -> None:
    address = onetime.address(SECRET, account="amina@example.org", issuer="Disclosure: review")
    assert address.startswith("otpauth://totp/Disclosure")
    assert f"secret={SECRET}" in address
    assert pyotp.parse_uri(address).issuer == "Disclosure: review"


def test_the_picture_is_drawn_here_and_runs_nothing() -> None:
    picture = onetime.picture(onetime.address(SECRET, account="amina@example.org", issuer="Disclosure"))
    kind, _comma, svg = unquote(picture).partition(",")
    assert kind.startswith("data:image/svg+xml")
    assert svg.startswith("<svg ")
    assert "script" not in svg
    assert svg.count("http") == 1, "the name of the format"
    assert len(picture) < 6_000
    assert onetime.spaced(SECRET).replace(" ", "") == SECRET


def test_recovery_codes_are_many_and_read_however_they_are_typed() -> None:
    codes = recovery.new_codes()
    assert len(set(codes)) == recovery.COUNT == 10
    for code in codes:
        assert recovery.looks_like_one(f" {code.upper()} ")
        assert recovery.plain(f" {code.upper()} ") == code.replace("-", "")
    assert not recovery.looks_like_one("123 456")
    assert not recovery.looks_like_one("")


@given(st.text(max_size=100))
def test_what_is_sealed_for_a_row_opens_for_it_alone(text: str) -> None:
    row, locker = uuid4(), Locker(FIRST)
    sealed = locker.seal(text, row=row)
    assert locker.open(sealed, row=row) == text
    assert locker.seal(text, row=row) != sealed
    with pytest.raises(SealBroken):
        locker.open(sealed, row=uuid4())


@given(st.data())
def test_a_flipped_bit_anywhere_is_noticed(data: st.DataObject) -> None:
    row, locker = uuid4(), Locker(FIRST)
    sealed = bytearray(locker.seal(SECRET, row=row))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        locker.open(bytes(sealed), row=row)


def test_a_secret_is_changed_by_putting_the_new_one_before_the_old() -> None:
    row = uuid4()
    old, both, new = Locker(FIRST), Locker(f"{SECOND}\n{FIRST}\n"), Locker(SECOND)
    sealed = old.seal(SECRET, row=row)
    assert both.open(sealed, row=row) == SECRET
    assert new.open(both.seal(SECRET, row=row), row=row) == SECRET
    assert old.mark("a") in both.marks("a")
    assert both.mark("a") == new.mark("a")
    with pytest.raises(SealBroken, match="ACCOUNTS_SECRET"):
        new.open(sealed, row=row)
    assert old.mark("a", "bc") != old.mark("ab", "c")


def test_without_a_secret_nothing_is_sealed() -> None:
    with pytest.raises(ConfigError, match="ACCOUNTS_SECRET is not set"):
        Locker("").seal(SECRET, row=uuid4())
