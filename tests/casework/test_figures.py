"""The figures of a year: each adds up, whatever the population."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from disclosure.casework import reporting
from disclosure.domain import sampling
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.lifecycle import (
    HAS_STATEMENT,
    NOT_REQUIRED,
    UNDER_REVIEW,
    ConflictState,
    CycleState,
    DocumentState,
    DrawState,
)
from disclosure.domain.statistics import LineKind
from disclosure.models import (
    Account,
    Conflict,
    Cycle,
    DocumentRequest,
    Draw,
    Filing,
    Likelihood,
    OpenReason,
    Outcome,
)
from tests.casework.population import AT, DUE, Lot, Served, cycle_of, populate, serve
from tests.casework.reports import ENTITIES, F, any_population, figures, in_2020, lots, table, undone


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


@pytest.fixture
def year(db: Session, un: Served) -> Cycle:
    return cycle_of(db, un)


def account(db: Session, un: Served) -> UUID:
    row = {"id": uuid4(), "organisation_id": un.organisation.id, "email": "r@example.org", "name": "Rosa"}
    db.execute(insert(Account).values(language="en", created_at=AT, **row))
    return UUID(str(row["id"]))


def found(filing_id: UUID, by: UUID, category: ConflictCategory, state: ConflictState) -> dict[str, object]:
    return {
        "id": uuid4(),
        "row_version": 1,
        "filing_id": filing_id,
        "category": category,
        "likelihood": Likelihood.POTENTIAL,
        "state": state,
        "found_by_id": by,
        "found_at": AT,
    }


def test_the_figures_of_2020_are_the_published_ones(db: Session, un: Served, year: Cycle) -> None:
    filings = populate(db, un, year, in_2020())
    rosa = account(db, un)
    numbers = {
        ConflictCategory.FINANCIAL_ACTIVITY: 43,
        ConflictCategory.OUTSIDE_ACTIVITY: 179,
        ConflictCategory.FAMILY_OR_PERSONAL: 40,
        ConflictCategory.OTHER: 2,
    }
    categories = [category for category, number in numbers.items() for _ in range(number)]
    db.execute(
        insert(Conflict),
        [
            found(filings[at % 224], rosa, category, ConflictState.MITIGATED)
            for at, category in enumerate(categories)
        ]
        + [found(filings[300], rosa, ConflictCategory.OTHER, ConflictState.DISMISSED)],
    )
    report = figures(db, un)
    assert (report.filers, report.filed, report.non_filers) == (5904, 5898, 6)
    assert report.compliance_rate == 99.9
    assert (report.first_time, report.first_time_share) == (1624, 27.5)
    assert report.late == 23
    assert (report.conflict_filers, report.conflict_items) == (224, 264)
    assert report.conflict_share == 3.8
    assert report.conflict_items_by_category == {
        "financial-activity": 43,
        "outside-activity": 179,
        "family-or-personal": 40,
        "other": 2,
    }
    assert (report.open_at_year_end, report.open_share) == (63, 1.1)
    quoted = {line.code: (line.required, line.share) for line in report.subtotals}
    assert quoted["secretariat-with-peacekeeping"] == (2777, 47.0)
    assert quoted["other-bodies"] == (3127, 53.0)
    assert [(group.code, group.required, group.filed, group.not_filed) for group in report.groups] == [
        ("secretariat", 1665, 1664, 1),
        ("peacekeeping", 1112, 1112, 0),
        ("bodies", 3127, 3122, 5),
    ]


def test_conflicts_by_themselves_are_those_of_the_figures(db: Session, un: Served, year: Cycle) -> None:
    filing, *_rest = populate(db, un, year, [Lot("DESA", "secretariat", F.CLOSED, 10)])
    rosa = account(db, un)
    twice = [found(filing, rosa, ConflictCategory.OTHER, ConflictState.FOUND) for _ in range(2)]
    db.execute(insert(Conflict), twice)
    alone = reporting.conflicts_by_category(db, by=un.officer, organisation=un.organisation, year=2020)
    report = figures(db, un)
    assert (alone.filers, alone.items.whole) == (report.conflict_filers, report.conflict_items)
    assert (alone.filers, alone.items.whole, alone.share) == (1, 2, Decimal("10.0"))


@pytest.mark.long
def test_the_figures_are_flat_json_with_numbers_as_numbers(db: Session, un: Served, year: Cycle) -> None:
    populate(db, un, year, in_2020())
    told = msgspec.json.decode(msgspec.json.encode(figures(db, un)))
    assert (told["filers"], told["compliance_rate"], told["open_at_year_end"]) == (5904, 99.9, 63)
    assert list(told["conflict_items_by_category"]) == [category.value for category in ConflictCategory]


def test_while_the_cycle_runs_open_files_are_told_with_the_reason_of_the_day(
    db: Session, un: Served, year: Cycle
) -> None:
    lots = [
        Lot("DESA", "secretariat", F.QUESTION_ASKED, 3, {"documents_open": 1}),
        Lot("DESA", "secretariat", F.FILED, 2, {"documents_open": 2}),
        Lot("PKO", "peacekeeping", F.ACTION_DUE, 4),
        Lot("PKO", "peacekeeping", F.IN_REVIEW, 1),
        Lot("PKO", "peacekeeping", F.CLOSED, 7),
    ]
    populate(db, un, year, lots)
    report = figures(db, un)
    assert report.provisional
    assert report.open_reasons == {"clarification": 3, "documents": 2, "advice": 4, "review": 1}


def test_after_the_close_open_files_are_those_that_the_close_wrote_down(db: Session, un: Served) -> None:
    closed = cycle_of(db, un, state=CycleState.CLOSED)
    kept = {"open_at_close": OpenReason.DOCUMENTS}
    lots = [Lot("DESA", "secretariat", F.CLOSED, 2, kept), Lot("DESA", "secretariat", F.NOT_FILED)]
    populate(db, un, closed, lots)
    report = figures(db, un)
    assert not report.provisional
    assert report.open_reasons == {"clarification": 0, "documents": 2, "advice": 0, "review": 0}
    assert (report.filers, report.non_filers) == (3, 1)


def test_outcomes_are_those_of_closed_reviews(db: Session, un: Served, year: Cycle) -> None:
    lots = [
        Lot("DESA", "secretariat", F.CLOSED, 5),
        Lot("DESA", "secretariat", F.CLOSED, 2, {"outcome": Outcome.ADVICE_GIVEN}),
        Lot("DESA", "secretariat", F.IN_REVIEW, 3),
    ]
    populate(db, un, year, lots)
    assert figures(db, un).outcomes == {
        "nothing-to-disclose": 5,
        "no-action": 0,
        "context-given": 0,
        "advice-given": 2,
    }


def test_the_draw_is_told_by_chance_carried_over_and_complete(db: Session, un: Served, year: Cycle) -> None:
    drawn = {"sampled": True}
    carried = {**drawn, "carried_over": True}
    lots = [
        Lot("DESA", "secretariat", F.CLOSED, 2, drawn),  # nothing declared, nothing to prove
        Lot("DESA", "secretariat", F.FILED, 1, {**drawn, "item_count": 1}),  # not asked yet
        Lot("DESA", "secretariat", F.IN_REVIEW, 1, {**drawn, "item_count": 1, "documents_open": 1}),
        Lot("DESA", "secretariat", F.CLOSED, 1, {**carried, "item_count": 1}),
        Lot("DESA", "secretariat", F.DUE, 1, carried),
        Lot("DESA", "secretariat", F.CLOSED, 50),
    ]
    filings = populate(db, un, year, lots)
    somebody = account(db, un)
    for filing_id, state in ((filings[3], DocumentState.REQUESTED), (filings[4], DocumentState.ACCEPTED)):
        asked = {"id": uuid4(), "row_version": 1, "item_id": "1", "requested_at": AT, "due_on": DUE}
        asked |= {"decided_at": AT, "decided_by_id": somebody}
        db.execute(insert(DocumentRequest).values(filing_id=filing_id, state=state, **asked))
    db.add(draw_of(db, year, frame=filings[:5], carried=filings[4:6]))
    told = figures(db, un)
    assert (told.drawn, told.sampled, told.carried_over, told.verification_complete) == (6, 5, 2, 3)


def draw_of(db: Session, cycle: Cycle, *, frame: list[UUID], carried: list[UUID]) -> Draw:
    """A draw that was run and hit everybody in its frame."""
    tokens = {row.id: row.token for row in db.query(Filing).where(Filing.cycle_id == cycle.id)}
    seed = bytes(32)
    commitment = sampling.commit(
        {"all": [tokens[one] for one in frame]},
        rate="1",
        seed=seed,
        source="drand 1",
        carried=[tokens[one] for one in carried],
    )
    record = sampling.reveal(commitment, seed=seed, public_value="abc")
    return Draw(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        state=DrawState.RUN,
        seed=seed,
        record=sampling.encode(record).decode(),
        commitment=commitment.digest(),
        committed_at=AT,
        run_at=AT,
    )


@any_population
@given(people=lots)
def test_every_figure_adds_up_whatever_the_population(
    db: Session, un: Served, year: Cycle, people: list[Lot]
) -> None:
    with undone(db):
        populate(db, un, year, people)
        printed, report = table(db, un), figures(db, un)
    required = sum(lot.size for lot in people if lot.state not in NOT_REQUIRED)
    filed = sum(lot.size for lot in people if lot.state in HAS_STATEMENT)
    assert all(line.required == line.filed + line.not_filed for line in printed)
    assert all(line.required for line in printed if line.kind is LineKind.ENTITY)
    for kind in (LineKind.ENTITY, LineKind.SUBTOTAL, LineKind.TOTAL):
        summed = [line for line in printed if line.kind is kind]
        assert (sum(line.required for line in summed), sum(line.filed for line in summed)) == (
            required,
            filed,
        )
    assert (report.filers, report.filed, report.non_filers) == (required, filed, required - filed)
    assert sum(group.required for group in report.groups) == required
    assert report.first_time <= report.filers
    assert report.late <= report.filed
    under_review = sum(lot.size for lot in people if lot.state in UNDER_REVIEW)
    assert report.open_at_year_end == sum(report.open_reasons.values()) == under_review
    assert sum(report.outcomes.values()) + under_review == filed


def test_a_report_asks_the_database_the_same_few_questions_at_any_size(
    db: Session, un: Served, year: Cycle
) -> None:
    def asked() -> int:
        with statements_of(db) as told:
            figures(db, un)
        return len(told)

    few = asked()
    assert few <= 8
    populate(
        db, un, year, [Lot("DESA", "secretariat", F.CLOSED, 500), Lot("PKO", "peacekeeping", F.DUE, 500)]
    )
    assert asked() == few


@contextmanager
def statements_of(db: Session) -> Iterator[list[str]]:
    told: list[str] = []
    connection = db.connection()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield told
    event.remove(connection, "before_cursor_execute", note)
