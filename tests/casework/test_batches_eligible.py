"""What may come into a batch: nothing declared, nothing raised, and nobody's own."""

import pytest
from msgspec import structs

from disclosure.casework import batches, drafting, office_records, reading, reviewing
from disclosure.casework import filing as acts
from disclosure.domain.interests import Answer, AnswerChoice, ReplyChoice
from disclosure.domain.prompting import reply_to
from disclosure.errors import WrongState
from disclosure.models import Filing
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member
from tests.domain import examples
from tests.reviewer.years import filed_the_year_before


@pytest.fixture
def nils(office: Office, cast: Cast) -> list[Filing]:
    """Four clean nil statements, checked."""
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen, cast.dalia)]
    for filing in filings:
        office.screen(filing)
    office.db.flush()
    return filings


def opener(office: Office) -> reading.Opener:
    return office.cast.keys.review.opener


def test_the_list_is_of_one_cycle_and_if_wished_of_one_entity(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    count, first = batches.eligible(office.db, by=office.rosa, cycle=cast.cycle, limit=2)
    assert (count, len(first)) == (4, 2)
    dos = cast.entities["DOS"]
    count, rows = batches.eligible(office.db, by=office.rosa, cycle=cast.cycle, entity=dos, limit=9)
    assert {one.entity_id for one in rows} == {dos.id}
    assert batches.per_cycle(office.db, by=office.rosa) == [(cast.cycle, 4)]
    assert dos in batches.entities(office.db, by=office.rosa, cycle=cast.cycle)


def test_nobody_is_offered_their_own_statement(office: Office, cast: Cast) -> None:
    office.screen(office.file(cast.ravi))
    office.db.flush()
    assert batches.eligible(office.db, by=cast.ravi.actor, cycle=cast.cycle, limit=9) == (0, [])
    with pytest.raises(WrongState):
        batches.form(office.db, opener(office), by=cast.ravi.actor, cycle=cast.cycle)


def eligible_after_filing(office: Office, member: Member, **said: object) -> int:
    """File a nil statement of somebody that says something more, and count what is eligible then."""
    keys = office.cast.keys.portal
    begun = office.prepare(member)
    drafting.save(
        office.db,
        keys.sealer,
        by=member.actor,
        filing=member.filing,
        statement=structs.replace(begun, **said),
        over_version=2,
    )
    certified = office.certification(member)
    acts.file(
        office.db, keys.sealer, keys.opener, by=member.actor, filing=member.filing, certification=certified
    )
    office.db.flush()
    office.screen(member.filing)
    office.db.flush()
    assert member.filing.nil
    return batches.eligible(office.db, by=office.rosa, cycle=office.cast.cycle, limit=9)[0]


def test_somebody_who_is_not_sure_is_never_eligible(office: Office, cast: Cast) -> None:
    answers = examples.statement(year=2019).answers
    unsure = answers | {"gifts": Answer(AnswerChoice.NOT_SURE, "A pen?")}
    assert eligible_after_filing(office, cast.boris) == 1
    assert eligible_after_filing(office, cast.amina, answers=unsure) == 1, "only the one before"


def test_a_record_of_the_office_that_was_denied_keeps_a_statement_out(office: Office, cast: Cast) -> None:
    held = b"reference,index_number,category,what,on\nOA-1,100002,gift,A watch,2019-03-01\n"
    rows = office_records.read(office.db, by=cast.olu.actor, cycle=cast.cycle, source=held)
    office_records.bring(office.db, cast.keys.portal.sealer, by=cast.olu.actor, cycle=cast.cycle, rows=rows)
    (record,) = reading.office_records(
        office.db,
        cast.keys.portal.opener,
        by=cast.amina.actor,
        filing=cast.amina.filing,
        why=reading.Why.PREPARING,
    )
    denied = (reply_to(record, ReplyChoice.NOT_MINE),)
    assert eligible_after_filing(office, cast.amina, replies=denied) == 0


def test_a_drop_from_something_to_nothing_is_never_eligible(office: Office, cast: Cast) -> None:
    filed_the_year_before(office, cast.amina, board_seat())
    office.screen(office.file(cast.amina))
    office.db.flush()
    assert cast.amina.filing.nil
    assert batches.eligible(office.db, by=office.rosa, cycle=cast.cycle, limit=9)[0] == 0


def test_a_question_asked_or_a_conflict_found_keeps_a_statement_out(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    reviewing.claim(office.db, by=office.rosa, filing=nils[0])
    office.find(nils[0])
    reviewing.claim(office.db, by=office.rosa, filing=nils[1])
    office.ask(nils[1])
    office.db.flush()
    _count, rows = batches.eligible(office.db, by=office.rosa, cycle=cast.cycle, limit=9)
    assert set(rows) == {nils[2], nils[3]}
