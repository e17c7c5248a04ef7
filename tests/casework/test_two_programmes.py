"""Two programmes side by side: each organisation reports its own, by its own file, and sees no other."""

import msgspec
import pytest
from sqlalchemy.orm import Session

from disclosure.annual import set_out
from disclosure.casework.reporting import freezing
from disclosure.domain.actors import Role
from disclosure.domain.annual import Annual
from disclosure.domain.lifecycle import CycleState
from disclosure.domain.programme import load, parse
from disclosure.errors import NotPermitted
from disclosure.models import Cycle, Outcome
from tests.casework.population import Lot, Served, cycle_of, populate, serve
from tests.casework.reports import ENTITIES, F, seated

ENDED = {
    Outcome.NOTHING_TO_DISCLOSE: 30,
    Outcome.NO_ACTION: 12,
    Outcome.CONTEXT_GIVEN: 7,
    Outcome.ADVICE_GIVEN: 5,
}


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


@pytest.fixture
def unops(db: Session) -> Served:
    return serve(db, [("HQ", "headquarters"), ("ECR", "field")], programme="unops")


@pytest.fixture
def cycles(db: Session, un: Served, unops: Served) -> tuple[Cycle, Cycle]:
    """The same year in both, closed."""
    one, other = (cycle_of(db, served, state=CycleState.CLOSED) for served in (un, unops))
    populate(db, un, one, [Lot("DESA", "secretariat", F.CLOSED, 100), Lot("PKO", "peacekeeping", F.DUE, 6)])
    lots = [Lot("HQ", "headquarters", F.CLOSED, size, {"outcome": how}) for how, size in ENDED.items()]
    populate(db, unops, other, [*lots, Lot("ECR", "field", F.CLOSED, 20, {"outcome": Outcome.NO_ACTION})])
    return one, other


def frozen(db: Session, served: Served, cycle: Cycle) -> Annual:
    return freezing.opened(freezing.freeze(db, by=seated(db, served, Role.PROGRAMME_OFFICER), cycle=cycle))


def test_each_is_reported_by_its_own_groups_and_numbers(
    db: Session, un: Served, unops: Served, cycles: tuple[Cycle, Cycle]
) -> None:
    ours, theirs = frozen(db, un, cycles[0]), frozen(db, unops, cycles[1])
    assert [group.code for group in ours.groups] == ["secretariat", "peacekeeping", "bodies"]
    assert [group.code for group in theirs.groups] == ["headquarters", "field"]
    assert (ours.numbers["required"], theirs.numbers["required"]) == (106, 74)
    assert {entity.code for entity in theirs.entities} == {"HQ", "ECR"}
    assert not any("secretariat" in key for key in theirs.numbers)


def test_the_outcomes_of_unops_are_told_in_its_four_classes(
    db: Session, unops: Served, cycles: tuple[Cycle, Cycle]
) -> None:
    document = set_out(frozen(db, unops, cycles[1]), language="en")
    (found,) = [section for section in document.sections if section.code == "outcomes"]
    assert [[cell.text for cell in row.cells] for row in found.table.rows] == [
        ["Nothing to disclose", "30", "40.5%"],
        ["Disclosed, no further action", "32", "43.2%"],
        ["Closed after more context was given", "7", "9.5%"],
        ["Advice was given", "5", "6.8%"],
        ["Closed reviews", "74", ""],
    ]
    assert "to them and their supervisor" in found.definition


def test_neither_sees_the_other(db: Session, un: Served, unops: Served, cycles: tuple[Cycle, Cycle]) -> None:
    for served, cycle in ((un, cycles[1]), (unops, cycles[0])):
        for act in (freezing.preview, freezing.freeze, freezing.snapshots):
            with pytest.raises(NotPermitted):
                act(db, by=served.officer, cycle=cycle)


def test_each_bears_the_costs_of_its_own_filers(
    db: Session, unops: Served, cycles: tuple[Cycle, Cycle]
) -> None:
    by = seated(db, unops, Role.ETHICS_OFFICER)
    shares = set_out(freezing.preview(db, by=by, cycle=cycles[1]), language="en").sections[-1]
    assert [[cell.text for cell in row.cells] for row in shares.table.rows] == [
        ["Headquarters", "54", "73.0%"],
        ["Regional and country offices", "20", "27.0%"],
        ["Total", "74", ""],
    ]
    priced = parse(load("unops").text + "per_filer = 120\n", source="priced")
    cycles[1].programme_text, cycles[1].programme_digest = priced.text, priced.digest
    told = freezing.opened(freezing.freeze(db, by=by, cycle=cycles[1]))
    assert {key: number for key, number in told.numbers.items() if key.startswith("cost")} == {
        "cost": 8880,
        "cost/group/headquarters": 6480,
        "cost/group/field": 2400,
        "cost/sum/headquarters": 6480,
        "cost/sum/field": 2400,
        "cost/entity/HQ": 6480,
        "cost/entity/ECR": 2400,
    }
    assert "8,880 USD" in msgspec.json.encode(set_out(told, language="en")).decode()
