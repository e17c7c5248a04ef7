"""Nominations, contests and what becomes of them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import designating
from disclosure.casework.designating.nominating import LONGEST_REASON
from disclosure.domain.lifecycle import DesignationState, FilingMove, FilingState
from disclosure.errors import BadInput, NotFound, NotPermitted, WrongState
from disclosure.models import Designation, Filing, LedgerEntry, Letter
from tests.cast import PRESENT, Cast, Member, add_person


def nominate(db: Session, cast: Cast, by: Member, ground: str = "procurement") -> Designation:
    person = add_person(db, cast, "200001")
    return designating.nominate(db, by=by.actor, cycle=cast.cycle, person=person, ground=ground)


def contested(db: Session, cast: Cast) -> Designation:
    designation = cast.amina.filing.designation
    designating.contest(db, by=cast.amina.actor, designation=designation, reason=" I left procurement. ")
    return designation


def letters(db: Session, filing: Filing) -> list[str]:
    rows = select(Letter.kind).where(Letter.filing_id == filing.id).order_by(Letter.written_at)
    return list(db.scalars(rows))


def test_a_focal_point_nominates_and_the_office_confirms(db: Session, cast: Cast) -> None:
    designation = nominate(db, cast, cast.farid)
    assert designation.state.value == "nominated"
    assert db.scalar(select(Filing.id).where(Filing.designation_id == designation.id)) is None
    filing = designating.confirm(db, by=cast.olu.actor, designation=designation)
    assert designation.state is DesignationState.CONFIRMED
    assert (filing.state, filing.person.index_number) == (FilingState.DUE, "200001")
    assert letters(db, filing) == ["designation"]
    kinds = db.scalars(
        select(LedgerEntry.kind).where(LedgerEntry.kind.startswith("designation:")).order_by(LedgerEntry.at)
    )
    assert list(kinds)[-2:] == ["designation:nominated", "designation:confirmed"]


def test_the_office_passes_over_whoever_waits_for_its_decision(db: Session, cast: Cast) -> None:
    designation = nominate(db, cast, cast.farid)
    designation.person.grade = "D-1"
    db.flush()
    assert designating.designate(db, by=cast.olu.actor, cycle=cast.cycle) == 0


def test_a_focal_point_nominates_in_their_own_entity_alone_and_never_themselves(
    db: Session, cast: Cast
) -> None:
    elsewhere = add_person(db, cast, "200002", entity="DPO")
    for person in (elsewhere, cast.farid.on_roster, cast.zoe):
        with pytest.raises(NotPermitted):
            designating.nominate(
                db, by=cast.farid.actor, cycle=cast.cycle, person=person, ground="procurement"
            )


def test_others_do_not_nominate(db: Session, cast: Cast) -> None:
    person = add_person(db, cast, "200001")
    for member in (cast.hana, cast.amina, cast.rosa, cast.emil, cast.adam, cast.stranger):
        with pytest.raises(NotPermitted):
            designating.nominate(db, by=member.actor, cycle=cast.cycle, person=person, ground="procurement")


def test_nobody_is_nominated_into_another_organisations_cycle(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        designating.nominate(db, by=cast.sana.actor, cycle=cast.cycle, person=cast.zoe, ground="procurement")


def test_a_ground_is_one_of_the_programmes(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="confidential-information, ethics-office"):
        nominate(db, cast, cast.farid, ground="because")


def test_nobody_is_nominated_who_is_designated_or_has_left(db: Session, cast: Cast) -> None:
    with pytest.raises(WrongState, match="already: it is confirmed"):
        designating.nominate(
            db, by=cast.farid.actor, cycle=cast.cycle, person=cast.amina.on_roster, ground="procurement"
        )
    gone = add_person(db, cast, "200002", left_on="2020-02-01")
    with pytest.raises(WrongState, match="left on 2020-02-01"):
        designating.nominate(db, by=cast.farid.actor, cycle=cast.cycle, person=gone, ground="procurement")


def test_who_nominated_does_not_confirm(db: Session, cast: Cast) -> None:
    designation = nominate(db, cast, cast.farid)
    for member in (cast.farid, cast.hana, cast.emil, cast.adam, cast.stranger):
        with pytest.raises(NotPermitted):
            designating.confirm(db, by=member.actor, designation=designation)


def test_an_officer_decides_nothing_about_themselves(db: Session, cast: Cast) -> None:
    own = cast.olu.filing.designation
    designating.contest(db, by=cast.olu.actor, designation=own, reason="I left")
    for act in (designating.uphold, designating.withdraw):
        with pytest.raises(NotPermitted):
            act(db, by=cast.olu.actor, designation=own)
    designating.withdraw(db, by=cast.petra.actor, designation=own)


def test_a_nomination_is_confirmed_once(db: Session, cast: Cast) -> None:
    designation = nominate(db, cast, cast.farid)
    designating.confirm(db, by=cast.olu.actor, designation=designation)
    with pytest.raises(WrongState, match="You cannot confirm this designation: it is confirmed"):
        designating.confirm(db, by=cast.olu.actor, designation=designation)


def test_a_nomination_withdrawn_leaves_no_trace_for_the_person(db: Session, cast: Cast) -> None:
    designation = nominate(db, cast, cast.farid)
    designating.withdraw(db, by=cast.olu.actor, designation=designation)
    assert designation.state is DesignationState.WITHDRAWN
    assert db.scalar(select(Letter.id).where(Letter.to_email == designation.person.email)) is None


def test_a_filer_contests_and_the_reason_is_kept(db: Session, cast: Cast) -> None:
    designation = contested(db, cast)
    assert designation.state is DesignationState.CONTESTED
    assert designation.reason == "I left procurement."
    assert cast.amina.filing.state is FilingState.DUE
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "designation:contested")).one()
    assert (line.filing_id, line.facts) == (cast.amina.filing.id, {"designation_id": str(designation.id)})


@pytest.mark.parametrize(
    ("reason", "sentence"), [(" ", "Write why"), ("x" * (LONGEST_REASON + 1), "Shorten")]
)
def test_a_contest_needs_a_reason_of_reasonable_length(
    db: Session, cast: Cast, reason: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        designating.contest(db, by=cast.amina.actor, designation=cast.amina.filing.designation, reason=reason)


def test_nobody_contests_for_another(db: Session, cast: Cast) -> None:
    for member in (cast.boris, cast.olu, cast.hana, cast.rosa, cast.stranger):
        with pytest.raises(NotPermitted):
            designating.contest(db, by=member.actor, designation=cast.amina.filing.designation, reason="No")


def test_what_was_filed_is_neither_contested_nor_withdrawn(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    filing.move(FilingMove.FILE, at=PRESENT)
    filing.filed_at, filing.reference = PRESENT, "UN-2020-1"
    with pytest.raises(WrongState, match="nothing is owed"):
        designating.contest(db, by=cast.amina.actor, designation=filing.designation, reason="No")
    with pytest.raises(WrongState, match="nothing is owed"):
        designating.withdraw(db, by=cast.olu.actor, designation=filing.designation)
    assert filing.designation.state is DesignationState.CONFIRMED


def test_a_contest_upheld_is_told_with_the_due_date(db: Session, cast: Cast) -> None:
    designation = contested(db, cast)
    designating.uphold(db, by=cast.olu.actor, designation=designation)
    assert designation.state is DesignationState.CONFIRMED
    assert letters(db, cast.amina.filing) == ["designation", "designation"]
    designating.contest(db, by=cast.amina.actor, designation=designation, reason="Once more")
    designating.uphold(db, by=cast.olu.actor, designation=designation)
    assert len(letters(db, cast.amina.filing)) == 3


def test_a_contest_won_lifts_the_filing(db: Session, cast: Cast) -> None:
    designation = contested(db, cast)
    designating.withdraw(db, by=cast.olu.actor, designation=designation)
    assert designation.state is DesignationState.WITHDRAWN
    assert cast.amina.filing.state is FilingState.WITHDRAWN
    assert letters(db, cast.amina.filing) == ["designation", "exempted"]


def test_what_is_not_contested_is_not_upheld(db: Session, cast: Cast) -> None:
    with pytest.raises(WrongState, match="You cannot uphold this designation: it is confirmed"):
        designating.uphold(db, by=cast.olu.actor, designation=cast.amina.filing.designation)


def test_entity_and_strangers_decide_no_contest(db: Session, cast: Cast) -> None:
    designation = contested(db, cast)
    for member in (cast.hana, cast.farid, cast.emil, cast.amina, cast.ida, cast.stranger):
        for act in (designating.uphold, designating.withdraw):
            with pytest.raises(NotPermitted):
                act(db, by=member.actor, designation=designation)
