"""A reviewer reads what the filer said about records of the office, and is asked about what they left out."""

from msgspec.structs import replace

from disclosure.casework import drafting, filing, office_records, reading, reviewing
from disclosure.domain.interests import ReplyChoice
from disclosure.domain.prompting import reply_to
from tests.casework.office import Office
from tests.cast import Cast
from tests.domain import examples
from tests.reviewer.conftest import Visit

HELD = b"reference,index_number,category,what,on\nOA-1,100002,gift,A watch,2019-03-01\n"


def bring(office: Office) -> None:
    by, cycle = office.cast.olu.actor, office.cast.cycle
    rows = office_records.read(office.db, by=by, cycle=cycle, source=HELD)
    office_records.bring(office.db, office.cast.keys.portal.sealer, by=by, cycle=cycle, rows=rows)


def deny_and_file(office: Office) -> None:
    """Let Amina file nil and say that the record is not hers."""
    keys, amina, db = office.cast.keys.portal, office.cast.amina, office.db
    (held,) = reading.office_records(
        db, keys.opener, by=amina.actor, filing=amina.filing, why=reading.Why.PREPARING
    )
    draft, begun = drafting.start(db, keys.sealer, keys.opener, by=amina.actor, filing=amina.filing)
    nil = examples.statement(year=begun.covers_from.year)
    said = replace(nil, replies=(reply_to(held, ReplyChoice.NOT_MINE),))
    drafting.save(
        db,
        keys.sealer,
        by=amina.actor,
        filing=amina.filing,
        statement=said,
        over_version=draft.version,
    )
    certified = office.certification(amina)
    filing.file(db, keys.sealer, keys.opener, by=amina.actor, filing=amina.filing, certification=certified)
    db.flush()
    office.screen(amina.filing)
    reviewing.claim(db, by=office.rosa, filing=amina.filing)


def test_rosa_reads_the_reply_beside_the_answers(office: Office, cast: Cast, visit: Visit) -> None:
    bring(office)
    deny_and_file(office)
    page = visit(cast.rosa).opens(f"/{cast.amina.filing.id}")
    assert "Records that the office holds" in page.text
    told = page.text.replace("\u2068", "").replace("\u2069", "")
    assert "“A watch”, recorded on 1 March 2019: it is not mine." in told
    assert "The office holds a record" in told
    assert "the filer says it is not theirs" in told


def test_where_nothing_is_held_nothing_is_said_of_it(office: Office, cast: Cast, visit: Visit) -> None:
    filed = office.in_review(cast.amina)
    page = visit(cast.rosa).opens(f"/{filed.id}")
    assert "Records that the office holds" not in page.text
