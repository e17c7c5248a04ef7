"""A file is opened where it can do no harm: in another process, with little memory and time."""

import os
import resource
import subprocess
import sys
import time
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import msgspec
import pytest
from pikepdf import Name

from disclosure.errors import BadInput
from disclosure.papers import checking
from disclosure.papers.checking import checked
from disclosure.papers.faults import SENTENCES, Fault, sentence
from disclosure.papers.kinds import Kind
from disclosure.papers.limits import MEGABYTE, Limits
from tests.papers.looking import cleaned, refusal
from tests.papers.making import (
    blank,
    deep_flate,
    flood,
    jpeg,
    pdf,
    pdf_with_deep_index,
    pdf_with_stream,
    written,
)

SMALL = 100 * MEGABYTE


def memory() -> int:
    """The most memory this process had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize(
    "trap",
    [
        pytest.param(flood(50_000, 50_000), id="points"),
        pytest.param(pdf_with_stream(deep_flate(1000), Name.FlateDecode), id="stream"),
        pytest.param(pdf_with_deep_index(1000), id="index"),
        pytest.param(written(blank(10_000)), id="pages"),
    ],
)
def test_a_trap_is_refused_soon_and_costs_this_process_little(trap: bytes) -> None:
    before, began = memory(), time.process_time() + sum(os.times()[2:4])
    assert refusal(trap)
    assert time.process_time() + sum(os.times()[2:4]) - began < 2
    assert memory() - before < SMALL


class Endless(RawIOBase):
    """A file that never ends, and is never whole anywhere."""

    def read(self, length: int = -1) -> bytes:
        assert 0 < length <= MEGABYTE, "the whole file was asked for at once"
        return b"%PDF-" + bytes(length - 5)


def test_a_file_that_is_too_large_is_refused_before_it_is_all_there() -> None:
    with pytest.raises(BadInput, match="This file is larger than 25 MB"):
        checked(cast("BinaryIO", Endless()))


def test_the_largest_file_is_as_large_as_the_office_says() -> None:
    assert refusal(bytes(3 * MEGABYTE), Limits(size=2 * MEGABYTE)).startswith(
        "This file is larger than 2 MB."
    )
    text = b"1200\n" * 100
    assert cleaned(text, Limits(size=len(text)))[0] is Kind.TEXT


def test_a_file_that_needs_more_memory_than_there_is_does_not_get_it() -> None:
    assert refusal(jpeg(), Limits(memory=8 * MEGABYTE)).startswith(
        ("This file is damaged", "This file takes")
    )


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_PATIENCE", 0.0001)
    assert refusal(pdf()).startswith("This file takes too much work to open.")


def test_the_process_that_opens_a_file_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", "a secret of the site")
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def look(*args: object, **settings: object) -> object:
        seen.append(cast("dict[str, str]", settings["env"]))
        return run(*args, **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", look)
    assert cleaned(pdf())[0] is Kind.PDF
    assert [list(env) for env in seen] == [["PYTHONPATH"]]


def test_its_bounds_hold_in_that_process() -> None:
    limits = msgspec.json.encode(Limits(memory=64 * MEGABYTE, seconds=3)).decode()
    asked = (
        "import sys, resource, msgspec\n"
        "from disclosure.papers import cleaning, kinds, limits\n"
        "cleaning.bound(msgspec.json.decode(sys.argv[1], type=limits.Limits), kinds.Kind.JPEG)\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-c", asked, limits], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(64 * MEGABYTE), "3"]


def test_every_fault_has_a_sentence_that_says_what_to_do() -> None:
    assert set(SENTENCES) == set(Fault)
    for fault in Fault:
        said = str(sentence(fault, Limits()))
        assert "%(" not in said
        assert any(verb in said for verb in ("Choose", "Send", "send"))


def test_what_is_left_of_a_file_lies_under_no_name() -> None:
    paper = checked(BytesIO(pdf()))
    with paper.content as clean:
        assert not os.fstat(clean.fileno()).st_nlink
