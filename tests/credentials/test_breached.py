"""Passwords that leaked: found in the operator's file, whatever its size; a file that is none is told."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.credentials import breached, strength
from disclosure.errors import ConfigError

LEAKED = ("moonlit-harbour-quill", "four plain words apart", "caf\u00e9 of the quiet harbour", "x")
OWN = ("Amina Odhiambo", "amina@example.org")


def line(password: str, *, seen: int = 3) -> str:
    return f"{hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()}:{seen}"


def listed(path: Path, passwords: tuple[str, ...], *, end: str = "\r\n") -> Path:
    """A file as it is downloaded: sorted, each line with how often a password was seen."""
    lines = sorted(line(one, seen=10 ** (place % 7)) for place, one in enumerate(passwords))
    path.write_bytes("".join(f"{one}{end}" for one in lines).encode())
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return listed(tmp_path / "leaked.txt", LEAKED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaked")


@given(
    passwords=st.lists(st.text(max_size=8), min_size=1, max_size=40, unique=True),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_every_password_of_a_file_is_found_and_no_other(folder: Path, passwords: list[str], end: str) -> None:
    inside, outside = passwords[::2], passwords[1::2]
    path = listed(folder / "some.txt", tuple(inside), end=end)
    breached.check(path)
    assert all(breached.holds(path, one) for one in inside)
    assert not any(breached.holds(path, one) for one in outside)


def test_the_last_line_may_end_with_the_file(file: Path) -> None:
    file.write_bytes(file.read_bytes().rstrip())
    breached.check(file)
    assert all(breached.holds(file, one) for one in LEAKED)


def test_a_large_file_is_asked_by_few_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = listed(tmp_path / "large.txt", tuple(f"password {number}" for number in range(50_000)))
    asked, real = list[int](), breached._line_from

    def watched(read: object, place: int) -> bytes:
        asked.append(place)
        return real(read, place)  # type: ignore[arg-type]

    monkeypatch.setattr(breached, "_line_from", watched)
    assert breached.holds(path, "password 31415")
    assert len(asked) < 30
    assert not breached.holds(path, "password 50001")


def test_a_leaked_password_is_refused_like_a_common_one_and_only_where_there_is_a_file(file: Path) -> None:
    for password in (LEAKED[0], LEAKED[1], "cafe\u0301 of the quiet harbour"):
        assert strength.faults(password, own=OWN) == []
        (told,) = strength.faults(password, own=OWN, leaked=file)
        assert "on lists of common passwords" in str(told)
    assert strength.faults("another-harbour-quilt-upstairs", own=OWN, leaked=file) == []


def by_count(path: Path) -> None:
    path.write_text("".join(f"{line(one)}\n" for one in sorted(LEAKED, key=line, reverse=True)))


def of_another_kind(path: Path) -> None:
    path.write_text("8846F7EAEE8FB117AD06BDD830B7586C:42\n")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (Path.unlink, "cannot be read: No such file"),
        (by_count, "not sorted by hash. Sort it: LC_ALL=C sort"),
        (of_another_kind, "Download the SHA-1 list"),
        (lambda path: path.write_text(path.read_text().lower()), "in capital hexadecimal digits"),
        (lambda path: path.write_text(""), "is empty"),
    ],
)
def test_a_file_in_which_nothing_would_be_found_is_told(file: Path, spoil: object, why: str) -> None:
    spoil(file)  # type: ignore[operator]
    with pytest.raises(ConfigError, match=f"DISCLOSURE_BREACHED_PASSWORDS names .*{why}"):
        breached.check(file)


def test_nobody_chooses_a_password_unseen_while_the_file_is_away(file: Path) -> None:
    file.unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        strength.faults(LEAKED[0], own=OWN, leaked=file)
