"""What the office holds is brought whole, sealed at once, and looked at beside what was declared."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import batching, drafting, filing, flags, office_records, reading, reviewing
from disclosure.casework.office_records import COLUMNS, Brought
from disclosure.domain.categories import Category
from disclosure.domain.interests import HeldRecord, ReplyChoice
from disclosure.domain.prompting import reply_to
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import DataKey, Filing, LedgerEntry, OfficeRecord
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member
from tests.domain import examples

SEAT = "OA-1,100002,leadership,Amina's seat in Nyeri,2018-05-02"
WATCH = "OA-2,100003,gift,A watch,2019-03-01"


def file_of(*lines: str) -> bytes:
    return "\n".join([",".join(COLUMNS), *lines]).encode()


def brought(office: Office, *lines: str) -> Brought:
    cast, by = office.cast, office.cast.olu.actor
    rows = office_records.read(office.db, by=by, cycle=cast.cycle, source=file_of(*lines))
    return office_records.bring(office.db, cast.keys.portal.sealer, by=by, cycle=cast.cycle, rows=rows)


def opened(office: Office, member: Member) -> list[HeldRecord]:
    opener = office.cast.keys.portal.opener
    return reading.office_records(
        office.db, opener, by=member.actor, filing=member.filing, why=reading.Why.PREPARING
    )


def told(office: Office, kind: str) -> Sequence[LedgerEntry]:
    office.db.flush()
    return office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind)).all()


def raised(office: Office, filed: Filing) -> list[str]:
    opener = office.cast.keys.review.opener
    content = reading.screening(office.db, opener, by=office.rosa, filing=filed)
    return [str(flag.explanation) for flag in flags.decode(content or b"[]") if flag.code == "office-record"]


def reply_and_file(office: Office, member: Member, choice: ReplyChoice) -> Filing:
    """File nil, with a reply to the one record."""
    keys, (held,) = office.cast.keys.portal, opened(office, member)
    about: dict[str, Any] = {"by": member.actor, "filing": member.filing}
    draft, begun = drafting.start(office.db, keys.sealer, keys.opener, **about)
    nil = examples.statement(year=begun.covers_from.year, replies=(reply_to(held, choice),))
    drafting.save(office.db, keys.sealer, **about, statement=nil, over_version=draft.version)
    certified = office.certification(member)
    filing.file(office.db, keys.sealer, keys.opener, **about, certification=certified)
    office.db.flush()
    return member.filing


def test_a_person_is_shown_the_records_about_them_alone(office: Office, cast: Cast) -> None:
    assert brought(office, SEAT, WATCH) == Brought(new=2, known=0)
    (seat,) = opened(office, cast.amina)
    assert (seat.category, seat.what, seat.on.isoformat()) == (
        Category.LEADERSHIP,
        "Amina's seat in Nyeri",
        "2018-05-02",
    )
    assert opened(office, cast.chen) == []
    (entry,) = told(office, "records:opened")
    assert (entry.filing_id, entry.facts) == (cast.amina.filing.id, {"records": 1, "why": "preparing"})


def test_nothing_of_a_record_lies_in_the_clear(office: Office, db: Session) -> None:
    brought(office, SEAT)
    row = db.scalars(select(OfficeRecord)).one()
    assert {type(getattr(row, name)).__name__ for name in ("id", "person_id", "cycle_id")} == {"UUID"}
    for word in (b"Nyeri", b"leadership", b"2018"):
        assert word not in row.sealed
    sealed_to = db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id)).all()
    assert sorted(sealed_to) == ["portal", "review"]
    (entry,) = told(office, "records:brought")
    assert entry.facts == {"cycle_id": str(row.cycle_id), "brought": 1, "known": 0}


def test_a_record_that_the_cycle_has_stays_as_it_was(office: Office, cast: Cast) -> None:
    brought(office, SEAT)
    assert brought(office, SEAT.replace("Nyeri", "Kisumu"), WATCH) == Brought(new=1, known=1)
    (seat,) = opened(office, cast.amina)
    assert seat.what.endswith("Nyeri")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("OA 1,100002,gift,A watch,2019-03-01", "Line 3: the reference is a number of your own"),
        ("OA-2,100002,gift,A watch,2019-03-01", "Line 3: the reference OA-2 is there twice."),
        (
            "OA-3,999999,gift,A watch,2019-03-01",
            "Line 3: nobody on the roster has the index number “999999”.",
        ),
        ("OA-3,100002,wealth,A watch,2019-03-01", "Line 3: no question leads to the category “wealth”."),
        ("OA-3,100002,gift,,2019-03-01", "Line 3: say what the record is"),
        (f"OA-3,100002,gift,{'x' * 301},2019-03-01", "Line 3: say what the record is"),
        ("OA-3,100002,gift,A watch,20190301", "Line 3: “20190301” is not a day"),
        ("OA-3,100002,gift,A watch,2019-02-30", "Line 3: “2019-02-30” is not a day"),
        ("OA-3,100002,gift", "Line 3: it has another number of cells"),
    ],
)
def test_a_file_with_one_bad_line_brings_nothing(office: Office, db: Session, line: str, fault: str) -> None:
    with pytest.raises(BadInput) as refused:
        brought(office, WATCH, line)
    (sentence,) = refused.value.messages
    assert str(sentence).startswith(fault)
    assert "A watch" not in str(sentence)
    assert db.scalars(select(OfficeRecord)).all() == []


def test_an_empty_file_is_refused(office: Office) -> None:
    with pytest.raises(BadInput, match="no records"):
        brought(office)


def test_only_the_programme_office_brings_records_and_only_its_own(office: Office, cast: Cast) -> None:
    for member in (cast.amina, cast.rosa, cast.farid, cast.sana):
        with pytest.raises(NotPermitted):
            office_records.read(office.db, by=member.actor, cycle=cast.cycle, source=file_of(SEAT))


def test_nobody_else_opens_them_at_the_filing_site(office: Office, cast: Cast) -> None:
    brought(office, SEAT)
    for member in (cast.boris, cast.olu, cast.rosa):
        with pytest.raises(NotPermitted):
            reading.office_records(
                office.db,
                cast.keys.portal.opener,
                by=member.actor,
                filing=cast.amina.filing,
                why=reading.Why.PREPARING,
            )
    assert told(office, "records:opened") == []


def test_a_nil_statement_beside_a_record_is_not_cleared_in_a_batch(office: Office, cast: Cast) -> None:
    brought(office, SEAT)
    for member in (cast.amina, cast.boris):
        office.screen(office.file(member))
    clean = office.db.scalars(select(Filing).where(batching.is_clean_nil())).all()
    assert clean == [cast.boris.filing]


def test_a_dismissed_prompt_is_read_by_the_reviewer(office: Office, cast: Cast) -> None:
    brought(office, SEAT)
    filed = reply_and_file(office, cast.amina, ReplyChoice.NOT_MINE)
    office.screen(filed)
    office.db.refresh(filed)
    assert filed.flag_count > 0
    assert office.db.scalars(select(Filing).where(batching.is_clean_nil())).all() == []
    reviewing.claim(office.db, by=office.rosa, filing=filed)
    assert raised(office, filed) == ["“Amina's seat in Nyeri”, 2018-05-02: the filer says it is not theirs."]


def test_what_is_declared_raises_nothing_about_the_record(office: Office, cast: Cast) -> None:
    brought(office, SEAT)
    filed = office.in_review(cast.amina, board_seat())
    office.screen(filed)
    assert raised(office, filed) == []
