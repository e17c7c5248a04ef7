"""The search page of auditors: it finds by act, person, statement and days, and each search leaves a line."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework import auditing
from disclosure.casework.auditing import Search
from disclosure.errors import NotPermitted
from disclosure.models import LedgerEntry
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser
from tests.compliance.conftest import Visit
from tests.web.reading import Element


@pytest.fixture
def ida(visit: Visit, cast: Cast) -> Browser:
    """The auditor."""
    return visit(cast.ida)


def acts(page: Element) -> list[str]:
    return [row.all("td")[0].text for row in page.one("tbody").all("tr")]


def test_she_finds_what_was_done_to_one_statement(office: Office, cast: Cast, ida: Browser) -> None:
    office.in_review(cast.amina)
    reference = cast.amina.filing.reference
    office.db.commit()
    page = ida.opens(f"/ledger?filing={reference}")
    assert "statement:filed" in acts(page)
    assert "case:claimed" in acts(page)
    assert "Amina Odhiambo" in page.text
    assert acts(ida.opens(f"/ledger?filing={reference}&act=case:claimed")) == ["case:claimed"]


def test_she_finds_by_whoever_acted_and_by_whose_statement_it_was(
    office: Office, cast: Cast, ida: Browser
) -> None:
    office.in_review(cast.amina)
    office.db.commit()
    assert acts(ida.opens("/ledger?person=Rosa&act=case:claimed")) == ["case:claimed"]
    assert acts(ida.opens("/ledger?person=amina@example.org&act=case:claimed")) == ["case:claimed"]
    assert acts(ida.opens("/ledger?person=100002&act=statement:filed")) == ["statement:filed"]
    assert "No line of the ledger is like this" in ida.opens("/ledger?person=Nobody").text


def test_she_finds_by_days(ida: Browser) -> None:
    assert "organisation:set-up" in acts(ida.opens("/ledger?since=2020-01-13&until=2020-01-13"))
    assert "cycle:opened" not in ida.opens("/ledger?until=2020-02-28").one("tbody").text
    assert "Write each day like 2020-03-31" in ida.opens("/ledger?since=31.3.2020").text
    assert (
        "The last day is before the first one" in ida.opens("/ledger?since=2020-03-02&until=2020-03-01").text
    )


def test_pages_follow_each_other_without_a_gap(
    cast: Cast, ida: Browser, monkeypatch: pytest.MonkeyPatch, db: Session
) -> None:
    monkeypatch.setattr(auditing, "PAGE", 7)
    wanted = "/ledger?until=2020-02-28"
    page, seen = ida.opens(wanted), list[str]()
    while True:
        seen += [row.text for row in page.one("tbody").all("tr")]
        following = page.all("a", rel="next")
        if not following:
            break
        page = ida.opens(following[0].get("href"))
    there = db.scalar(
        select(func.count())
        .select_from(LedgerEntry)
        .where(
            LedgerEntry.organisation_id == cast.organisation.id,
            LedgerEntry.at < datetime(2020, 2, 29, tzinfo=UTC),
        )
    )
    assert len(seen) == len(set(seen)) == there
    assert len(seen) > 14


def test_each_search_is_a_line_of_the_ledger(cast: Cast, ida: Browser, db: Session) -> None:
    ida.opens("/ledger?person=Amina&act=statement:filed&since=2020-03-01")
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "ledger:searched")).one()
    assert line.account_id == cast.ida.account.id
    assert line.facts["act"] == "statement:filed"
    assert line.facts["since"] == "2020-03-01"
    assert str(cast.amina.on_roster.id) in line.facts["people"]
    assert "Amina" not in str(line.facts)


def test_nobody_but_an_auditor_finds_it(visit: Visit, cast: Cast) -> None:
    for member in (cast.olu, cast.petra, cast.hana, cast.farid, cast.emil):
        assert visit(member).asks("/ledger").status_code == 404
    assert "Ledger" in [link.text for link in visit(cast.ida).opens("/cycle/2020").all("a")]


def test_nothing_of_another_organisation_is_found(db: Session, cast: Cast) -> None:
    found = auditing.search(db, by=cast.ida.actor, organisation=cast.organisation, wanted=Search())
    assert {line.entry.organisation_id for line in found.lines} == {cast.organisation.id}
    with pytest.raises(NotPermitted):
        auditing.search(db, by=cast.ida.actor, organisation=cast.elsewhere, wanted=Search())


def test_an_address_that_begins_nowhere_is_no_page(ida: Browser) -> None:
    for after in ("x", "2020-01-01T00:00:00~x", "2020-01-01T00:00:00~" + "0" * 32):
        assert ida.asks(f"/ledger?after={after}").status_code == 404


def test_a_refused_page_of_an_existing_row_leaves_a_line(cast: Cast, visit: Visit, db: Session) -> None:
    address = f"/cycle/2020/people/{cast.amina.filing.id}/extend"
    assert visit(cast.ida).asks(address).status_code == 404
    assert visit(cast.ida).asks("/cycle/1999/people").status_code == 404
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "access:refused")).one()
    assert line.account_id == cast.ida.account.id
    assert line.facts == {"permission": "filing:extend", "page": "extending.extend"}
