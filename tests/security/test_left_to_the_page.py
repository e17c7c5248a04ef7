"""A1 again: the parts of an address that the desk leaves to the page, each tried with somebody else's row."""

from uuid import uuid4

from sqlalchemy import select

from disclosure import clock
from disclosure.domain.lifecycle import ReferralState
from disclosure.models import (
    Batch,
    BatchMember,
    Delegation,
    Passkey,
    PublicSummary,
    Referral,
    SavedList,
    SignedIn,
)
from tests.access.matrix import frozen
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.security.sites import Sites, changed, everything

WORDS = {"section", "item", "item_id", "member", "category", "name", "code", "token", "commitment", "year"}
"""Parts that name no row of anybody's: a desk or a page finds them within the row that was granted."""
TRIED = {
    "delegation",
    "record",
    "saved_list_id",
    "batch_id",
    "filing_id",
    "summary",
    "session_id",
    "passkey_id",
}
"""Those of which each has a test here."""


def test_a1_every_part_that_is_left_to_a_page_is_tried_here() -> None:
    left = {part for row in frozen() for part in row["left to the page"].split()}
    assert left - WORDS == TRIED


def test_a1_nobody_takes_back_what_somebody_else_delegated(sites: Sites, cast: Cast) -> None:
    row = Delegation(
        id=uuid4(),
        person_id=cast.amina.on_roster.id,
        delegate_id=cast.farid.account.id,
        granted_at=clock.now(),
    )
    sites.db.add(row)
    boris = sites.client("portal", cast.boris)
    before = everything(sites.db)
    assert boris.post(f"/account/delegates/{row.id}", boris.hidden("/account")).status_code == 404
    assert changed(before, everything(sites.db)) == {}
    amina = sites.client("portal", cast.amina)
    assert amina.post(f"/account/delegates/{row.id}", amina.hidden("/account")).status_code == 303


def test_a1_a_record_of_somebody_else_is_not_asked_about(sites: Sites, office: Office, cast: Cast) -> None:
    office.prepare(cast.amina, board_seat())
    amina = sites.client("portal", cast.amina)
    answer = amina.get(f"/2020/check/{uuid4()}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/2020/check")


def test_a1_nobody_deletes_a_list_of_a_colleague(sites: Sites, cast: Cast) -> None:
    rosa, ravi = sites.client("review", cast.rosa), sites.client("review", cast.ravi)
    address = "/lists?view=found&q=Amina"
    assert rosa.post(address, rosa.hidden(address) | {"name": "Mine"}).status_code == 303
    [kept] = sites.db.scalars(select(SavedList)).all()
    before = everything(sites.db)
    assert ravi.post(f"/lists/{kept.id}/delete").status_code in (303, 404)
    assert changed(before, everything(sites.db)) == {}
    assert rosa.post(f"/lists/{kept.id}/delete").status_code == 303
    assert sites.db.scalars(select(SavedList)).all() == []


def test_a1_nobody_works_in_a_batch_of_a_colleague(sites: Sites, office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    batch = Batch(
        id=uuid4(),
        organisation_id=filing.organisation_id,
        cycle_id=filing.cycle_id,
        account_id=cast.rosa.account.id,
        formed_at=clock.now(),
    )
    sites.db.add(batch)
    sites.db.flush()
    sites.db.add(BatchMember(id=uuid4(), batch_id=batch.id, filing_id=filing.id, version=filing.version))
    ravi = sites.client("review", cast.ravi)
    before = everything(sites.db)
    for address in (f"/batch/{batch.id}", f"/batch/{batch.id}/clear", f"/batch/{batch.id}/{filing.id}"):
        assert ravi.get(address).status_code == 404, address
    assert ravi.post(f"/batch/{batch.id}/{filing.id}/out").status_code == 404
    assert ravi.post(f"/batch/{batch.id}/clear").status_code == 404
    assert changed(before, everything(sites.db)) == {}


def test_a1_a_filing_that_is_not_of_a_referral_is_not_taken_off_it(sites: Sites, cast: Cast) -> None:
    referral = Referral(
        id=uuid4(),
        organisation_id=cast.organisation.id,
        cycle_id=cast.cycle.id,
        entity_id=cast.entities["DOS"].id,
        state=ReferralState.PREPARED,
        due_on=cast.cycle.due_on,
        prepared_by_id=cast.petra.account.id,
        prepared_at=clock.now(),
    )
    sites.db.add(referral)
    olu = sites.client("compliance", cast.olu)
    before = everything(sites.db)
    address = f"/cycle/2020/referrals/{referral.id}/remove/{cast.boris.filing.id}"
    assert olu.get(address).status_code == 404
    assert olu.post(address, {"reason": "No reason"}).status_code == 404
    assert changed(before, everything(sites.db)) == {}


def test_a1_a_summary_that_was_not_published_has_no_page(sites: Sites, cast: Cast) -> None:
    row = PublicSummary(id=uuid4(), filing_id=cast.amina.filing.id)
    sites.db.add(row)
    visitor = sites.client("portal")
    for code in ("UN", "UNOPS"):
        assert visitor.get(f"/public-register/{code}/2020/{row.id}").status_code == 404


def test_a1_nobody_ends_a_session_of_somebody_else(sites: Sites, cast: Cast) -> None:
    amina, boris = sites.client("portal", cast.amina), sites.client("portal", cast.boris)
    row = sites.db.scalars(select(SignedIn).where(SignedIn.account_id == cast.amina.account.id)).one()
    address = f"/account/sign-in/sessions/{row.id}"
    assert boris.post(address).status_code == 404
    assert amina.get("/home").status_code == 200
    assert amina.post(address).status_code == 303
    assert amina.get("/home").status_code == 303


def test_a1_nobody_takes_off_a_passkey_of_somebody_else(sites: Sites, cast: Cast) -> None:
    row = Passkey(
        id=uuid4(),
        account_id=cast.amina.account.id,
        credential_id=b"of Amina",
        public_key=b"-",
        sign_count=0,
        host="localhost",
        name="A telephone",
        made_at=clock.now(),
    )
    sites.db.add(row)
    amina, boris = sites.client("portal", cast.amina), sites.client("portal", cast.boris)
    address, before = f"/account/sign-in/passkeys/{row.id}", everything(sites.db)
    assert boris.post(address).status_code == 404
    assert changed(before, everything(sites.db)) == {}
    assert amina.post(address).status_code == 303
    assert sites.db.scalars(select(Passkey)).all() == []
