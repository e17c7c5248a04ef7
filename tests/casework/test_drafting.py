"""A draft is prepared by the filer or a delegate, sealed to the filing site, and never overwritten unseen."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from disclosure import clock
from disclosure.casework import drafting, reading
from disclosure.domain.actors import Actor
from disclosure.domain.interests import Operation
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import KeyMissing, NotFound, NotPermitted, Stale, WrongState
from disclosure.models import CycleKey, DataKey, Delegation, Draft
from tests.casework.office import Office, board_seat, company, next_year, state
from tests.cast import Cast, Member
from tests.domain import examples

NEXT_MARCH = datetime(2021, 3, 2, 9, tzinfo=UTC)


def start(office: Office, member: Member, by: Actor | None = None) -> Draft:
    keys = office.cast.keys.portal
    return drafting.start(office.db, keys.sealer, keys.opener, by=by or member.actor, filing=member.filing)[0]


def save(office: Office, member: Member, *, over_version: int, by: Actor | None = None) -> Draft:
    return drafting.save(
        office.db,
        office.cast.keys.portal.sealer,
        by=by or member.actor,
        filing=member.filing,
        statement=examples.statement(board_seat(), year=2019),
        over_version=over_version,
    )


def test_a_first_draft_is_blank_and_its_filing_in_draft(office: Office, cast: Cast) -> None:
    draft = start(office, cast.amina)
    _row, statement = reading.draft(
        office.db, cast.keys.portal.opener, by=cast.amina.actor, filing=cast.amina.filing
    )
    assert state(cast.amina.filing) == FilingState.DRAFT
    assert (statement.items, statement.answers, statement.cycle_year) == ((), {}, 2020)
    assert (draft.version, draft.carried_from) == (1, None)
    assert office.told(cast.amina.filing)[-2:] == ["draft:opened", "draft:started"]


def test_a_draft_is_started_once(office: Office, cast: Cast) -> None:
    start(office, cast.amina)
    with pytest.raises(WrongState):
        start(office, cast.amina)


@pytest.mark.parametrize("name", ["boris", "hana", "rosa", "olu", "adam", "sana"])
def test_nobody_prepares_somebody_else_s_statement(office: Office, cast: Cast, name: str) -> None:
    other: Member = getattr(cast, name)
    with pytest.raises(NotPermitted):
        start(office, cast.amina, by=other.actor)
    start(office, cast.amina)
    with pytest.raises(NotPermitted):
        save(office, cast.amina, over_version=1, by=other.actor)
    opener = cast.keys.portal.opener
    with pytest.raises(NotPermitted):
        reading.draft(office.db, opener, by=other.actor, filing=cast.amina.filing)


def test_a_delegate_prepares_until_the_filer_takes_it_back(office: Office, cast: Cast) -> None:
    delegation = Delegation(
        id=uuid4(),
        person_id=cast.amina.on_roster.id,
        delegate_id=cast.farid.account.id,
        granted_at=clock.now(),
    )
    office.db.add(delegation)
    start(office, cast.amina, by=cast.farid.actor)
    draft = save(office, cast.amina, over_version=1, by=cast.farid.actor)
    assert draft.saved_by_id == cast.farid.account.id
    delegation.revoked_at = clock.now()
    with pytest.raises(NotPermitted):
        save(office, cast.amina, over_version=2, by=cast.farid.actor)


def test_what_is_saved_is_what_is_opened(office: Office, cast: Cast) -> None:
    prepared = office.prepare(cast.amina, board_seat(), company())
    row, statement = reading.draft(
        office.db, cast.keys.portal.opener, by=cast.amina.actor, filing=cast.amina.filing
    )
    assert statement == prepared
    assert row.version == 2


def test_a_draft_is_sealed_to_the_filing_site_alone(office: Office, cast: Cast) -> None:
    draft = start(office, cast.amina)
    save(office, cast.amina, over_version=1)
    office.db.flush()
    recipients = office.db.scalars(select(DataKey.recipient).where(DataKey.object_id == draft.id))
    assert list(recipients) == ["portal"]
    assert b"leadership" not in draft.sealed
    opener = cast.keys.review.opener
    with pytest.raises(KeyMissing):
        reading.draft(office.db, opener, by=cast.amina.actor, filing=cast.amina.filing)


def test_saving_over_somebody_else_s_edit_is_refused(office: Office, cast: Cast) -> None:
    start(office, cast.amina)
    save(office, cast.amina, over_version=1)
    for version in (0, 1, 3):
        with pytest.raises(Stale, match="another window"):
            save(office, cast.amina, over_version=version)
    assert save(office, cast.amina, over_version=2).version == 3


def test_there_is_no_draft_before_it_is_started(office: Office, cast: Cast) -> None:
    opener = cast.keys.portal.opener
    with pytest.raises(NotFound):
        reading.draft(office.db, opener, by=cast.amina.actor, filing=cast.amina.filing)


def test_filing_leaves_no_draft_and_none_of_its_keys(office: Office, cast: Cast) -> None:
    start(office, cast.amina)
    draft = save(office, cast.amina, over_version=1)
    drafting.discard(office.db, draft)
    assert office.db.scalar(select(func.count()).select_from(Draft)) == 0
    assert office.db.scalar(select(func.count()).where(DataKey.object_id == draft.id)) == 0


def test_a_draft_that_was_saved_since_it_was_read_is_not_discarded(office: Office, cast: Cast) -> None:
    read = start(office, cast.amina)
    save(office, cast.amina, over_version=1)
    with pytest.raises(Stale, match="another window"):
        drafting.discard(office.db, read)
    assert office.db.scalar(select(func.count()).select_from(Draft)) == 1


def test_next_year_begins_with_last_year_s_items_and_none_of_its_answers(office: Office, cast: Cast) -> None:
    office.file(cast.amina, board_seat(), company())
    with clock.travel(NEXT_MARCH):
        amina = next_year(office, cast.amina)
        draft = start(office, amina)
        opener = cast.keys.portal.opener
        _row, statement = reading.draft(office.db, opener, by=amina.actor, filing=amina.filing)
    assert draft.carried_from == statement.carried_from == 2020
    assert [item.id for item in statement.items] == ["leadership", "private-company"]
    assert {item.operation for item in statement.items} == {None}
    assert statement.answers == {}


def test_last_year_is_carried_though_its_review_is_not_finished(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    with clock.travel(NEXT_MARCH):
        assert start(office, next_year(office, cast.amina)).carried_from == 2020


def test_what_was_carried_too_often_begins_blank(office: Office, cast: Cast) -> None:
    office.file(cast.amina, board_seat()).carried_years = 3
    with clock.travel(NEXT_MARCH):
        amina = next_year(office, cast.amina)
        assert not drafting.may_carry_over(office.db, amina.filing)
        assert start(office, amina).carried_from is None


def test_on_a_new_duty_everything_is_asked_anew(office: Office, cast: Cast) -> None:
    office.file(cast.amina, company())
    with clock.travel(NEXT_MARCH):
        amina = next_year(office, cast.amina)
        assert drafting.may_carry_over(office.db, amina.filing)
        amina.filing.designation.ground = "procurement"
        assert not drafting.may_carry_over(office.db, amina.filing)
        assert start(office, amina).carried_from is None


def test_a_year_whose_keys_are_destroyed_is_not_carried(office: Office, cast: Cast) -> None:
    office.file(cast.amina, board_seat())
    for key in office.db.scalars(select(CycleKey).where(CycleKey.cycle_id == cast.cycle.id)):
        key.destroyed_at = clock.now()
    with clock.travel(NEXT_MARCH):
        assert start(office, next_year(office, cast.amina)).carried_from is None


def test_an_amendment_begins_with_what_was_filed_and_leaves_it_in_force(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    keys = cast.keys.portal
    draft, begun = drafting.start_amendment(
        office.db, keys.sealer, keys.opener, by=cast.amina.actor, filing=filing
    )
    assert begun.certification is None
    assert [item.id for item in begun.items] == ["leadership"]
    assert state(filing) == FilingState.FILED
    changed = replace(begun, items=(replace(begun.items[0], operation=Operation.DISPOSED),))
    drafting.save(
        office.db,
        keys.sealer,
        by=cast.amina.actor,
        filing=filing,
        statement=changed,
        over_version=draft.version,
    )
    why = reading.Why.OWN_COPY
    _row, filed = reading.statement(office.db, keys.opener, by=cast.amina.actor, filing=filing, why=why)
    assert filed.items[0].operation is Operation.NEW


def test_one_amendment_is_prepared_at_a_time_and_none_before_filing(office: Office, cast: Cast) -> None:
    keys = cast.keys.portal
    by = cast.amina.actor
    with pytest.raises(WrongState, match="has not been filed"):
        drafting.start_amendment(office.db, keys.sealer, keys.opener, by=by, filing=cast.amina.filing)
    filing = office.file(cast.amina)
    drafting.start_amendment(office.db, keys.sealer, keys.opener, by=by, filing=filing)
    with pytest.raises(WrongState, match="Continue with that one"):
        drafting.start_amendment(office.db, keys.sealer, keys.opener, by=by, filing=filing)
