"""A very large roster is taken over line by line: with the same result, and as a whole or not at all."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import rosters
from disclosure.casework.rosters import meeting, streaming
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import LedgerEntry, Person
from tests.cast import HEADER, ROSTER, Cast

NEW = "200001,Nadia,nadia@example.org,DPO,P-3,,,,Vienna,en,,,,\n"


@pytest.fixture(autouse=True)
def _in_batches_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BATCH", 3)


def take_over(db: Session, cast: Cast, text: str, **given: Any) -> rosters.Totals:  # noqa: ANN401
    return rosters.take_over(
        db, by=cast.olu.actor, organisation=cast.organisation, source=text.encode(), **given
    )


def told(db: Session, cast: Cast, text: str, **given: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(BadInput) as refused, db.begin_nested():
        take_over(db, cast, text, **given)
    return [str(sentence) for sentence in refused.value.messages]


def people(db: Session, cast: Cast) -> dict[str, tuple[object, ...]]:
    db.expire_all()
    rows = db.scalars(select(Person).where(Person.organisation_id == cast.organisation.id))
    return {
        one.index_number: (one.name, one.email, one.entity.code, one.grade, one.left_on, one.row_version)
        for one in rows
    }


def changed(text: str = ROSTER) -> str:
    """Amina is promoted, Farid is gone, Boris and Chen exchange their addresses, Nadia is new."""
    text = text.replace("amina@example.org,DOS,D-1", "amina@example.org,DOS,D-2")
    text = "".join(line for line in text.splitlines(keepends=True) if "100006" not in line)
    text = text.replace("boris@", "x@").replace("chen@", "boris@").replace("x@", "chen@")
    return text + NEW


def test_it_does_what_taking_over_at_once_does(db: Session, cast: Cast) -> None:
    by, organisation = cast.olu.actor, cast.organisation
    with db.begin_nested() as undone:
        rows = rosters.read(db, organisation, changed().encode())
        found = rosters.apply(db, by=by, organisation=organisation, rows=rows, complete=True)
        at_once, emails = people(db, cast), (cast.boris.account.email, cast.chen.account.email)
        undone.rollback()
    totals = take_over(db, cast, changed(), complete=True)
    assert people(db, cast) == at_once
    assert (cast.boris.account.email, cast.chen.account.email) == emails
    counts = (len(found.added), len(found.changed), len(found.left), found.unchanged)
    assert (totals.added, totals.changed, totals.left, totals.unchanged) == counts == (1, 3, 1, 6)
    lines = select(LedgerEntry.facts).where(
        LedgerEntry.kind == "roster:imported", LedgerEntry.organisation_id == organisation.id
    )
    digests = {facts["digest"] for facts in db.scalars(lines) if facts["added"] == 1}
    read = rosters.read(db, organisation, changed().encode())
    assert digests == {hashlib.sha256(msgspec.json.encode(read)).hexdigest()}


def test_the_same_file_again_changes_nothing(db: Session, cast: Cast) -> None:
    before = people(db, cast)
    totals = take_over(db, cast, ROSTER, complete=True)
    assert (totals.added, totals.changed, totals.left, totals.unchanged) == (0, 0, 0, 10)
    assert people(db, cast) == before


def test_a_fault_in_the_last_line_leaves_nothing_of_the_first(db: Session, cast: Cast) -> None:
    before = people(db, cast)
    faulty = changed() + NEW.replace("200001", "200002").replace("nadia@", "n2@").replace("DPO", "NOWHERE")
    [sentence] = told(db, cast, faulty)
    assert sentence.startswith("Line 12: there is no entity with the code “NOWHERE”")
    assert people(db, cast) == before


def test_what_stands_twice_is_named_by_both_lines(db: Session, cast: Cast) -> None:
    twice = ROSTER + NEW + NEW.replace("Nadia", "Nora") + NEW.replace("200001", "200003")
    assert told(db, cast, twice) == [
        "Line 13: the index number 200001 is on line 12 already.",
        "Line 13: the address nadia@example.org is on line 12 already; it tells who signs in.",
        "Line 14: the address nadia@example.org is on line 12 already; it tells who signs in.",
    ]


def test_somebody_else_s_address_is_refused(db: Session, cast: Cast) -> None:
    taken = f"{HEADER}\n{NEW.replace('nadia@', 'amina@')}"
    assert told(db, cast, taken) == [
        "The address amina@example.org of 200001 belongs to 100002 already; it tells who signs in."
    ]
    office = f"{HEADER}\n100003,Boris,rosa@example.com,DPO,D-2,,,,Geneva,ru,,,,\n"
    assert told(db, cast, office) == [
        (
            "The address rosa@example.com of 100003 belongs to an account of the office already; "
            "it tells who signs in."
        )
    ]


def test_whoever_is_missing_from_a_whole_roster_has_left(db: Session, cast: Cast) -> None:
    short = "".join(line for line in ROSTER.splitlines(keepends=True) if "100006" not in line)
    assert take_over(db, cast, short).left == 0
    assert take_over(db, cast, short, complete=True).left == 1
    db.expire_all()
    assert cast.farid.on_roster.left_on == date(2020, 3, 2)


def test_a_file_with_other_columns_leaves_the_rest_as_it_is(db: Session, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("No,Who,Mail,Where\n100002,Amina O.,amina@example.org,DOS\n", encoding="utf-8-sig")
    names = {"index_number": "No", "name": "Who", "email": "Mail", "entity": "Where"}
    totals = rosters.take_over(
        db, by=cast.olu.actor, organisation=cast.organisation, source=file, names=names
    )
    assert totals.changed == 1
    db.expire_all()
    assert (cast.amina.on_roster.name, cast.amina.on_roster.grade) == ("Amina O.", "D-1")
    assert cast.amina.account.name == "Amina O."


def test_a_file_that_is_no_text_says_on_which_line(db: Session, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes(ROSTER.encode() + NEW.replace("Nadia", "José").encode("latin-1"))
    with pytest.raises(BadInput, match="Line 12: this is not UTF-8 text"):
        rosters.take_over(db, by=cast.olu.actor, organisation=cast.organisation, source=file)


@pytest.mark.parametrize("who", ["hana", "farid", "ida", "sana"])
def test_only_officers_take_over(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        rosters.take_over(
            db, by=getattr(cast, who).actor, organisation=cast.organisation, source=ROSTER.encode()
        )


def test_eight_bytes_tell_what_may_stand_twice() -> None:
    met = meeting.Hashed()
    for line, text in enumerate(["a", "b", "c", "b", "a", "b"]):
        assert met.met(text, line) == line
    assert met.doubled() == {hash("a"), hash("b")}
    assert met.holds() == {hash("a"), hash("b"), hash("c")}
