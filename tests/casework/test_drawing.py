"""The draw: fixed before the public value is known, run once, repeated by anybody, beside who owes proof."""

import hmac
import json
from fractions import Fraction
from hashlib import sha256
from math import ceil
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import drawing
from disclosure.domain import sampling
from disclosure.domain.lifecycle import (
    DOCUMENT_DONE,
    DOCUMENT_OPEN,
    CycleState,
    DocumentState,
    FilingState,
)
from disclosure.errors import NotFound, NotPermitted, WrongState
from disclosure.models import Cycle, DocumentRequest, Draw, Filing, LedgerEntry, Work
from tests.casework.office import Office
from tests.casework.population import Lot, Served, add_filing, cycle_of, populate, serve
from tests.cast import Cast, Member

SOURCE = "drand round 4711"
VALUE = "8f2c1e"
F = FilingState


def commit(db: Session, cast: Cast) -> Draw:
    draw = drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source=SOURCE)
    db.flush()
    return draw


def run(db: Session, cast: Cast) -> Draw:
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value=VALUE)
    db.flush()
    return draw


def drawn(db: Session, cycle: Cycle) -> set[str]:
    return set(db.scalars(select(Filing.token).where(Filing.cycle_id == cycle.id, Filing.sampled)))


def frame(draw: Draw) -> dict[str, set[str]]:
    told = json.loads(draw.record)
    return {one["name"]: set(one["tokens"]) for one in told.get("commitment", told)["strata"]}


@pytest.fixture
def big(db: Session) -> tuple[Served, Cycle]:
    """45 who have filed in two groups, and 6 who have not."""
    un = serve(db, [("DESA", "secretariat"), ("PKO", "peacekeeping")])
    cycle = cycle_of(db, un)
    lots = [
        Lot("DESA", "secretariat", F.FILED, 21),
        Lot("DESA", "secretariat", F.DUE, 4),
        Lot("PKO", "peacekeeping", F.CLOSED, 24),
        Lot("PKO", "peacekeeping", F.EXEMPTED, 2),
    ]
    populate(db, un, cycle, lots)
    return un, cycle


def test_the_frame_is_whoever_has_filed_by_the_strata_of_the_programme(
    db: Session, big: tuple[Served, Cycle]
) -> None:
    un, cycle = big
    draw = drawing.commit(db, by=un.officer, cycle=cycle, source=SOURCE)
    assert {name: len(tokens) for name, tokens in frame(draw).items()} == {
        "peacekeeping": 24,
        "secretariat": 21,
    }
    drawing.run(db, by=un.officer, cycle=cycle, public_value=VALUE)
    assert len(drawn(db, cycle)) == ceil(24 * 0.05) + ceil(21 * 0.05)


def test_c9_somebody_else_with_thirty_lines_draws_the_same_people(
    db: Session, big: tuple[Served, Cycle]
) -> None:
    un, cycle = big
    drawing.commit(db, by=un.officer, cycle=cycle, source=SOURCE)
    record = json.loads(drawing.run(db, by=un.officer, cycle=cycle, public_value=VALUE).record)
    key = sha256(
        b"disclosure draw 1" + bytes.fromhex(record["seed"]) + record["public_value"].encode()
    ).digest()
    again = set()
    for stratum in record["commitment"]["strata"]:
        tokens = stratum["tokens"]
        score = {token: hmac.digest(key, token.encode(), "sha256") for token in tokens}
        rate = Fraction(record["commitment"]["rate"])
        again |= set(sorted(tokens, key=lambda token: (score[token], token))[: ceil(rate * len(tokens))])
    assert again == drawn(db, cycle)


def test_the_record_verifies_against_the_digest_that_was_published(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.amina)
    published = commit(db, cast).commitment
    record = run(db, cast).record.encode()
    assert sampling.verify_document(record, published=published) == []
    assert sampling.verify_document(record, published="0" * 64) != []


def test_what_is_published_before_the_draw_does_not_tell_the_seed(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.amina)
    draw = commit(db, cast)
    assert draw.seed.hex() not in draw.record
    assert sha256(draw.seed).hexdigest() in draw.record
    assert draw.commitment == sha256(draw.record.encode()).hexdigest()


def test_c9_whoever_files_after_the_commitment_is_not_in_the_frame(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.amina)
    commit(db, cast)
    office.file(cast.boris)
    draw = run(db, cast)
    assert frame(draw) == {"secretariat": {cast.amina.filing.token}}
    db.refresh(cast.boris.filing)
    assert not cast.boris.filing.sampled


def test_nothing_is_drawn_while_nobody_has_filed(db: Session, cast: Cast) -> None:
    with pytest.raises(WrongState, match="nothing to draw from"):
        commit(db, cast)


def test_a_draw_needs_its_commitment_first(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="Commit to the draw of 2020 first"):
        run(db, cast)


def test_a_cycle_has_one_draw_and_it_is_run_once(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    commit(db, cast)
    with pytest.raises(WrongState, match="a cycle has one draw"):
        commit(db, cast)
    run(db, cast)
    with pytest.raises(WrongState):
        run(db, cast)


def test_a_draw_raises_the_version_of_the_filings_it_marks(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    before = cast.amina.filing.row_version
    commit(db, cast)
    run(db, cast)
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.sampled
    assert cast.amina.filing.row_version == before + 1


def test_a_draw_leaves_its_lines_and_owes_the_documents(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    draw = commit(db, cast)
    run(db, cast)
    kept = {
        entry.kind: entry.facts
        for entry in db.scalars(select(LedgerEntry).where(LedgerEntry.kind.startswith("draw:")))
    }
    assert kept["draw:committed"] == {
        "draw_id": str(draw.id),
        "commitment": draw.commitment,
        "frame": 1,
        "rate": "0.05",
    }
    assert kept["draw:run"] == {"draw_id": str(draw.id), "drawn": 1, "carried": 0}
    work = db.scalars(select(Work).where(Work.kind == "documents:request")).one()
    assert (work.subject_id, work.queue) == (draw.id, "review")


@pytest.mark.parametrize("who", ["sana", "emil", "ida", "rosa", "hana", "adam", "amina"])
def test_only_the_programme_office_draws(db: Session, cast: Cast, office: Office, who: str) -> None:
    member: Member = getattr(cast, who)
    office.file(cast.boris)
    with pytest.raises(NotPermitted):
        drawing.commit(db, by=member.actor, cycle=cast.cycle, source=SOURCE)
    commit(db, cast)
    with pytest.raises(NotPermitted):
        drawing.run(db, by=member.actor, cycle=cast.cycle, public_value=VALUE)


# Unfinished verification of the last cycle


def verified_last_year(db: Session, cast: Cast, member: Member, state: DocumentState) -> None:
    """Let somebody have been asked for a document in 2019, and get that far with it."""
    served = Served(cast.organisation, {})
    last = db.scalar(select(Cycle).where(Cycle.organisation_id == cast.organisation.id, Cycle.year == 2019))
    last = last or cycle_of(db, served, 2019, CycleState.CLOSED)
    filing = add_filing(db, served, last, member.on_roster, Lot("", "", F.IN_REVIEW))
    asked = {"id": uuid4(), "row_version": 1, "item_id": "1", "requested_at": clock.now()}
    asked |= {"decided_at": clock.now(), "decided_by_id": cast.rosa.account.id, "differs_in": 1}
    due_on = clock.now().date()
    db.execute(insert(DocumentRequest).values(filing_id=filing, state=state, due_on=due_on, **asked))


@pytest.mark.parametrize("state", sorted(DOCUMENT_OPEN))
def test_unfinished_verification_is_carried_beside_the_random_part(
    db: Session, cast: Cast, office: Office, state: DocumentState
) -> None:
    verified_last_year(db, cast, cast.amina, state)
    for member in (cast.amina, cast.boris, cast.chen):
        office.file(member)
    commit(db, cast)
    record = sampling.parse_record(run(db, cast).record)
    assert sum(line.random for line in record.drawn) == 1
    assert [line.token for line in record.drawn if line.carried] == [cast.amina.filing.token]
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.sampled
    assert cast.amina.filing.carried_over


@pytest.mark.parametrize("state", sorted(DOCUMENT_DONE))
def test_verification_that_was_completed_is_not_carried(
    db: Session, cast: Cast, office: Office, state: DocumentState
) -> None:
    verified_last_year(db, cast, cast.amina, state)
    office.file(cast.boris)
    commit(db, cast)
    assert not any(line.carried for line in sampling.parse_record(run(db, cast).record).drawn)


def test_somebody_carried_who_files_after_the_draw_is_asked_for_documents_then(
    db: Session, cast: Cast, office: Office
) -> None:
    verified_last_year(db, cast, cast.amina, DocumentState.REQUESTED)
    office.file(cast.boris)
    commit(db, cast)
    draw = run(db, cast)
    db.refresh(cast.amina.filing)
    office.file(cast.amina)
    owed = select(Work.subject_id).where(Work.kind == "documents:request")
    assert list(db.scalars(owed)) == [draw.id, draw.id]


@pytest.mark.parametrize("state", [F.EXEMPTED, F.WITHDRAWN, F.NOT_FILED])
def test_nobody_is_carried_who_has_nothing_to_file(
    db: Session, cast: Cast, office: Office, state: FilingState
) -> None:
    verified_last_year(db, cast, cast.amina, DocumentState.REQUESTED)
    cast.amina.filing.state = state
    office.file(cast.boris)
    commit(db, cast)
    assert not any(line.carried for line in sampling.parse_record(run(db, cast).record).drawn)
