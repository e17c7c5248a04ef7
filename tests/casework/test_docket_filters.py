"""Filters, searches and clear facts of the lists: each narrows as it says, and none opens anything."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from disclosure import clock
from disclosure.casework import docket, reviewing
from disclosure.casework.docket import Band, Filters, View, choosing, leading
from disclosure.casework.lateness import Standing
from disclosure.domain.lifecycle import FilingState
from disclosure.models import DocketLine, Filing, Outcome
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member


def found(office: Office, member: Member, view: View = View.OPEN, **filters: Any) -> list[str]:  # noqa: ANN401
    """Who is in a narrowed list, by the first part of their e-mail address."""
    office.db.flush()
    docket.reckon_all(office.db)
    people = {filer.filing.id: filer.account.email.partition("@")[0] for filer in office.cast.filers}
    page = docket.queue(office.db, by=member.actor, view=view, filters=Filters(**filters))
    return [people[line.filing_id] for line in page.lines]


def line(office: Office, filing: Filing) -> DocketLine:
    """What the docket holds of a case, read anew."""
    office.db.flush()
    row = select(DocketLine).where(DocketLine.filing_id == filing.id)
    return office.db.scalars(row.execution_options(populate_existing=True)).one()


def test_each_filter_narrows_the_list(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    office.in_review(cast.boris, board_seat())
    flagged = office.file(cast.chen)
    flagged.flag_count = 2
    everybody = {"amina", "boris", "chen"}
    assert set(found(office, cast.rosa)) == everybody
    assert found(office, cast.rosa, state=FilingState.IN_REVIEW) == ["boris"]
    assert found(office, cast.rosa, reviewer_id=cast.rosa.account.id) == ["boris"]
    assert found(office, cast.rosa, reviewer_id=cast.ravi.account.id) == []
    assert found(office, cast.rosa, flagged=True) == ["chen"]
    assert set(found(office, cast.rosa, cycle_ids=(cast.cycle.id,))) == everybody
    assert found(office, cast.rosa, cycle_ids=()) == []
    entity = cast.chen.filing.entity_id
    same = {one for one in everybody if getattr(cast, one).filing.entity_id == entity}
    assert set(found(office, cast.rosa, entity_id=entity)) == same
    first = {one for one in everybody if getattr(cast, one).filing.first_time}
    assert set(found(office, cast.rosa, first_time=True)) == first


def test_filters_together_narrow_together(office: Office, cast: Cast) -> None:
    office.in_review(cast.boris, board_seat())
    office.in_review(cast.amina)
    here: dict[str, Any] = {
        "cycle_ids": (cast.cycle.id,),
        "state": FilingState.IN_REVIEW,
        "reviewer_id": cast.rosa.account.id,
    }
    assert found(office, cast.rosa, entity_id=cast.amina.filing.entity_id, **here) == ["amina"]
    assert found(office, cast.rosa, View.UNCLAIMED, **here) == []


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, Band.WEEK), (7, Band.WEEK), (8, Band.FORTNIGHT), (30, Band.MONTH), (31, Band.LONGER)],
)
def test_a_band_holds_the_days_it_names(office: Office, cast: Cast, days: int, band: Band) -> None:
    office.file(cast.amina)
    with clock.travel(clock.now() + timedelta(days=days, minutes=1)):
        assert [one for one in Band if found(office, cast.rosa, band=one)] == [band]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("amina", "amina"),
        ("ODHI", "amina"),
        ("odhiambo ami", "amina"),
        ("соколов", "boris"),
        ("sokolov", "boris"),
        ("chen", "chen"),
        ("陈美玲", "chen"),
        ("amina sokolov", None),
        ("mina", None),
        ("!!", None),
    ],
)
def test_a_case_is_found_by_the_beginnings_of_words_in_any_alphabet(
    office: Office, cast: Cast, words: str, who: str | None
) -> None:
    for member in (cast.amina, cast.boris, cast.chen):
        office.file(member)
    assert found(office, cast.rosa, View.FOUND, words=words) == ([who] if who else [])


def test_a_case_is_found_by_its_reference_and_when_it_is_closed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    assert filing.reference is not None
    with clock.travel(clock.now() + timedelta(days=90)):
        for words in (filing.reference, filing.reference.lower(), filing.reference[-4:]):
            assert found(office, cast.rosa, View.FOUND, words=words) == ["amina"]
    assert found(office, cast.rosa, View.FOUND, words="amina", state=FilingState.FILED) == []


def test_nobody_finds_their_own_case_nor_one_of_another_organisation(office: Office, cast: Cast) -> None:
    office.file(cast.ravi)
    assert found(office, cast.rosa, View.FOUND, words="ravi") == ["ravi"]
    assert found(office, cast.ravi, View.FOUND, words="ravi") == []
    assert found(office, cast.sana, View.FOUND, words="ravi") == []


def test_a_search_that_finds_too_many_says_so(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from disclosure.casework.docket import searching  # noqa: PLC0415 - its bound is lowered

    office.file(cast.amina)
    office.file(cast.ana if cast.ana.owes else cast.boris)
    monkeypatch.setattr(searching, "_LOOKED_THROUGH", 1)
    docket.reckon_all(office.db)
    page = docket.queue(office.db, by=office.rosa, view=View.FOUND, filters=Filters(words="f"))
    assert page.too_many


def test_rare_filters_end_a_page_early_and_the_next_pages_find_the_rest(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = (cast.amina, cast.boris, cast.chen, cast.dalia, cast.hana, cast.petra)
    filings = [office.file(member) for member in members]
    filings[-1].flag_count = 1
    office.db.flush()
    for module in (choosing, leading):
        monkeypatch.setattr(module, "MOST_LOOKED_THROUGH", 4)
    monkeypatch.setattr(choosing, "_FIRST_LOOK", 1)
    pages, after = [], None
    for _ in range(4):
        page = docket.queue(
            office.db,
            by=office.rosa,
            view=View.UNCLAIMED,
            filters=Filters(flagged=True),
            after=after,
            limit=2,
        )
        pages.append([one.filing_id for one in page.lines])
        after = page.after
        if after is None:
            break
    assert pages[0] == []
    assert [one for page_ in pages for one in page_] == [filings[-1].id]
    assert after is None


def test_the_facts_that_lists_know_of_flags_come_from_the_checks(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    office.screen(filing)
    office.db.execute(
        update(DocketLine).where(DocketLine.filing_id == filing.id).values(not_sure=2, dropped_to_nil=True)
    )
    assert (
        found(office, cast.rosa, View.NOT_SURE) == found(office, cast.rosa, View.DROPPED_TO_NIL) == ["amina"]
    )
    office.screen(filing)
    assert (line(office, filing).not_sure, line(office, filing).dropped_to_nil) == (0, False)
    assert found(office, cast.rosa, View.NOT_SURE) == []


def test_senior_officials_are_who_may_publish(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    assert found(office, cast.rosa, View.SENIOR) == []
    cast.boris.on_roster.grade = "USG"
    office.file(cast.boris)
    assert found(office, cast.rosa, View.SENIOR) == ["boris"]


def test_the_database_keeps_the_docket_in_step(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    docket.reckon_all(office.db)
    reckoned = line(office, filing)
    assert (reckoned.state, reckoned.reviewer_id, reckoned.reckoned) == ("filed", None, True)
    assert reckoned.late_at is not None
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    claimed = line(office, filing)
    assert (claimed.state, claimed.reviewer_id) == ("in-review", cast.rosa.account.id)
    assert not claimed.reckoned
    office.case(filing).priority = 6
    assert line(office, filing).rank == 15
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    assert line(office, filing).closed_at == filing.closed_at


def test_the_stamp_of_a_page_changes_when_somebody_claims_a_case_of_it(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)

    def stamped() -> str:
        office.db.flush()
        return docket.stamp(office.db, by=cast.ravi.actor, view=View.OPEN)

    page = docket.queue(office.db, by=cast.ravi.actor, view=View.OPEN)
    before = stamped()
    assert before == docket.stamp_of(page.lines) == stamped()
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    assert stamped() != before


def test_a_case_is_at_risk_after_seventy_per_cent_of_its_clock(office: Office, cast: Cast) -> None:
    """Five working days to claim, from Monday: on track on Thursday, at risk on Friday, late after Monday."""
    office.file(cast.amina)
    stood = []
    for days in (0, 3, 4, 7, 8):
        with clock.travel(clock.now() + timedelta(days=days)):
            docket.reckon_all(office.db)
            [one] = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED).lines
            stood.append((one.age, one.standing))
    assert stood == [
        (0, Standing.ON_TRACK),
        (3, Standing.ON_TRACK),
        (4, Standing.AT_RISK),
        (5, Standing.AT_RISK),
        (6, Standing.LATE),
    ]
