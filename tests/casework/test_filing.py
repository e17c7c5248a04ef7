"""Filing: only the filer, only a whole statement, sealed to both sites, late by the filer's own midnight."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import drafting, reading, reviewing
from disclosure.casework import filing as acts
from disclosure.domain.actors import Actor
from disclosure.domain.interests import Certification, blank
from disclosure.domain.lifecycle import CaseHolder, FilingState, ReferralState
from disclosure.errors import BadInput, NotFound, NotPermitted, WrongState
from disclosure.models import (
    DataKey,
    Delegation,
    Draft,
    Filing,
    Outcome,
    Referral,
    ReferredPerson,
    Statement,
    Work,
    Writing,
)
from tests.casework.office import Office, board_seat, company, next_year, state
from tests.cast import Cast, Member


def file(
    office: Office,
    member: Member,
    *,
    by: Actor | None = None,
    certification: Certification | None = None,
    received_at: datetime | None = None,
) -> Statement:
    """File the draft that is there."""
    keys = office.cast.keys.portal
    return acts.file(
        office.db,
        keys.sealer,
        keys.opener,
        by=by or member.actor,
        filing=member.filing,
        certification=certification or office.certification(member),
        received_at=received_at,
    )


def test_a_filed_statement_opens_a_case_and_is_confirmed_by_a_receipt(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    assert state(filing) == FilingState.FILED
    assert filing.holder is CaseHolder.REVIEW_TEAM
    assert filing.reference is not None
    assert filing.reference.startswith("FD-2020-")
    assert (filing.version, filing.item_count, filing.nil, filing.late) == (1, 1, False, False)
    assert office.case(filing).reviewer_id is None
    [receipt] = office.letters(filing, "receipt")
    assert receipt.params == {"year": 2020, "reference": filing.reference, "filed_on": "2020-03-02"}
    assert "statement:filed" in office.told(filing)


def test_nothing_to_declare_is_a_whole_statement(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    assert (filing.nil, filing.item_count) == (True, 0)


def test_both_sites_open_what_was_filed_and_the_checks_are_owed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    why = reading.Why.OWN_COPY
    row, own = reading.statement(
        office.db, cast.keys.portal.opener, by=cast.amina.actor, filing=filing, why=why
    )
    _row, reviewed = reading.statement(
        office.db, cast.keys.review.opener, by=office.rosa, filing=filing, why=reading.Why.REVIEW
    )
    assert own == reviewed
    assert [item.id for item in own.items] == ["leadership"]
    assert own.certification is not None
    assert own.certification.name == "Amina Odhiambo"
    assert office.db.scalars(select(Draft)).all() == []
    recipients = office.db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id))
    assert sorted(recipients) == ["portal", "review"]
    [work] = office.db.scalars(select(Work).where(Work.kind == "statement:screen"))
    assert (work.subject_id, work.queue) == (row.id, "review")


def test_only_the_filer_certifies_though_a_delegate_prepared(office: Office, cast: Cast) -> None:
    office.db.add(
        Delegation(
            id=uuid4(),
            person_id=cast.amina.on_roster.id,
            delegate_id=cast.farid.account.id,
            granted_at=clock.now(),
        )
    )
    office.prepare(Member(cast.farid.account, cast.farid.actor, cast.amina.person, cast.amina.owes))
    with pytest.raises(NotPermitted):
        file(office, cast.amina, by=cast.farid.actor)
    for other in (cast.boris, cast.olu, cast.rosa, cast.hana):
        with pytest.raises(NotPermitted):
            file(office, cast.amina, by=other.actor)
    file(office, cast.amina)
    _row, filed = reading.statement(
        office.db,
        cast.keys.portal.opener,
        by=cast.amina.actor,
        filing=cast.amina.filing,
        why=reading.Why.OWN_COPY,
    )
    assert filed.certification is not None
    assert filed.certification.prepared_by == "Farid Rahimi"


def test_an_unfinished_statement_is_refused_with_every_gap_and_nothing_changes(
    office: Office, cast: Cast
) -> None:
    drafted = office.prepare(cast.amina, board_seat())
    begun = blank(year=2020, covers_from=drafted.covers_from, covers_to=drafted.covers_to)
    keys = cast.keys.portal
    drafting.save(
        office.db,
        keys.sealer,
        by=cast.amina.actor,
        filing=cast.amina.filing,
        statement=begun,
        over_version=2,
    )
    gaps = acts.gaps(office.db, keys.opener, by=cast.amina.actor, filing=cast.amina.filing)
    with pytest.raises(BadInput) as refused:
        file(office, cast.amina)
    assert refused.value.messages == [gap.message for gap in gaps]
    assert len(gaps) >= 8
    assert state(cast.amina.filing) == FilingState.DRAFT
    assert cast.amina.filing.version == 0


def test_words_that_changed_since_are_not_certified(office: Office, cast: Cast) -> None:
    office.prepare(cast.amina)
    outdated = replace(office.certification(cast.amina), text_version="0")
    with pytest.raises(BadInput, match="have changed"):
        file(office, cast.amina, certification=outdated)
    assert state(cast.amina.filing) == FilingState.DRAFT


def test_nothing_is_filed_without_a_draft_nor_twice(office: Office, cast: Cast) -> None:
    with pytest.raises(NotFound):
        file(office, cast.amina)
    office.file(cast.boris)
    with pytest.raises(NotFound):
        file(office, cast.boris)


def test_a_statement_is_late_from_the_filer_s_own_midnight_and_is_filed_still(
    office: Office, cast: Cast
) -> None:
    """31 March ends in Nairobi at 21:00 UTC and in Port-au-Prince, where clocks are ahead, at 04:00 UTC."""
    midnights = (datetime(2020, 3, 31, 21, tzinfo=UTC), datetime(2020, 4, 1, 4, tzinfo=UTC))
    for member, instant in zip((cast.amina, cast.dalia), midnights, strict=True):
        office.prepare(member)
        assert member.filing.due_at == instant
    file(office, cast.amina, received_at=datetime(2020, 3, 31, 21, tzinfo=UTC))
    file(office, cast.dalia, received_at=datetime(2020, 4, 1, 3, 59, 59, tzinfo=UTC))
    assert (cast.amina.filing.late, cast.dalia.filing.late) == (True, False)
    assert {state(cast.amina.filing), state(cast.dalia.filing)} == {FilingState.FILED}


def test_the_receipt_names_the_day_it_was_at_the_filer_s_duty_station(office: Office, cast: Cast) -> None:
    office.prepare(cast.dalia)
    file(office, cast.dalia, received_at=datetime(2020, 4, 1, 3, 30, tzinfo=UTC))
    [receipt] = office.letters(cast.dalia.filing, "receipt")
    assert receipt.params["filed_on"] == "2020-03-31"


def test_the_first_attempt_counts_when_the_second_came_too_late(office: Office, cast: Cast) -> None:
    office.prepare(cast.amina)
    with clock.travel(cast.amina.filing.due_at + timedelta(minutes=5)):
        row = file(office, cast.amina, received_at=cast.amina.filing.due_at - timedelta(seconds=1))
    assert not cast.amina.filing.late
    assert row.certified_at == cast.amina.filing.filed_at


def test_whoever_files_is_dropped_from_the_referral(office: Office, cast: Cast) -> None:
    filing = cast.amina.filing
    referral = Referral(
        id=uuid4(),
        organisation_id=filing.organisation_id,
        cycle_id=filing.cycle_id,
        entity_id=filing.entity_id,
        state=ReferralState.PREPARED,
        due_on=filing.due_on,
        prepared_by_id=cast.olu.account.id,
        prepared_at=clock.now(),
    )
    office.db.add(referral)
    office.db.flush()
    office.db.add(ReferredPerson(referral_id=referral.id, filing_id=filing.id))
    filing.referred = True
    office.file(cast.amina)
    assert not filing.referred
    [person] = office.db.scalars(select(ReferredPerson))
    assert person.dropped_because == "filed"
    assert "referral:person-dropped" in office.told(filing)


def test_an_amendment_is_a_new_version_beside_the_old_with_its_reason(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    first = filing.filed_at, filing.reference
    with clock.travel(clock.now() + timedelta(days=40)):
        office.amend(cast.amina, board_seat(), company(), reason="I bought a company.")
    assert (filing.version, filing.item_count) == (2, 2)
    assert (filing.filed_at, filing.reference) == first
    assert not filing.late
    opener, why = cast.keys.portal.opener, reading.Why.OWN_COPY
    by = cast.amina.actor
    for version, count in ((1, 1), (2, 2), (None, 2)):
        _row, statement = reading.statement(office.db, opener, by=by, filing=filing, why=why, version=version)
        assert len(statement.items) == count
    [passage] = reading.texts(office.db, opener, by=by, filing=filing, why=why)
    assert (passage.row.kind, passage.written.text) == (Writing.AMENDMENT, "I bought a company.")


def test_an_amendment_opens_a_closed_case_again(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    office.amend(cast.amina, board_seat())
    office.db.flush()
    assert state(filing) == FilingState.FILED
    assert (filing.closed_at, filing.outcome) == (None, None)
    assert reviewing.start_next(office.db, by=cast.ravi.actor) is filing
    owed = office.db.scalars(select(Work).where(Work.kind == "statement:screen")).all()
    assert len(owed) == 2


def test_an_amendment_says_why(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    with pytest.raises(BadInput, match="empty"):
        office.amend(cast.amina, board_seat(), reason=" ")


def test_what_was_not_filed_is_not_amended(office: Office, cast: Cast) -> None:
    office.prepare(cast.amina)
    keys = cast.keys.portal
    with pytest.raises(WrongState):
        acts.amend(
            office.db,
            keys.sealer,
            keys.opener,
            by=cast.amina.actor,
            filing=cast.amina.filing,
            certification=office.certification(cast.amina),
            reason="Too early.",
        )


def test_the_sentence_about_last_year_is_certified_with_the_statement(office: Office, cast: Cast) -> None:
    office.file(cast.amina, board_seat())
    with clock.travel(datetime(2021, 3, 2, tzinfo=UTC)):
        amina = next_year(office, cast.amina)
        filing: Filing = office.file(amina, board_seat(), company())
        opener = cast.keys.portal.opener
        _row, filed = reading.statement(
            office.db, opener, by=amina.actor, filing=filing, why=reading.Why.OWN_COPY
        )
    assert "2019" in filed.difference
    assert filing.carried_years == 1
    assert filing.version == 1


def test_a_first_statement_is_compared_with_nothing(office: Office, cast: Cast) -> None:
    drafted = office.prepare(cast.amina, board_seat())
    opener = cast.keys.portal.opener
    by = cast.amina.actor
    assert acts.difference(office.db, opener, by=by, filing=cast.amina.filing, statement=drafted) is None
