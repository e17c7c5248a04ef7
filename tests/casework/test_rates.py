"""Exchange rates: taken over whole, never replaced, used at the day that the programme names."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import flags, rates, reading
from disclosure.domain.interests import Money
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import LedgerEntry, RateTable
from tests.casework.office import Office, company
from tests.cast import Cast

FILE = b"currency,per_dollar\nEUR,0.8\nKES,100\n"
END = date(2019, 12, 31)


def brought(
    db: Session, cast: Cast, content: bytes = FILE, *, on: date = END, source: str = "Treasury"
) -> RateTable:
    row = rates.bring(
        db,
        by=cast.olu.actor,
        organisation=cast.organisation,
        content=content,
        effective_on=on,
        source=source,
    )
    db.flush()
    return row


def test_the_rates_in_force_at_the_end_of_the_period_are_used(db: Session, cast: Cast) -> None:
    assert rates.of(db, cast.cycle) is None
    brought(db, cast, b"currency,per_dollar\nEUR,0.5\n", on=date(2019, 12, 1))
    brought(db, cast, on=date(2019, 12, 20))
    brought(db, cast, b"currency,per_dollar\nEUR,0.7\n", on=date(2020, 1, 1))
    found = rates.of(db, cast.cycle)
    assert rates.rate_day(cast.cycle) == END
    assert found is not None
    assert found.on == date(2019, 12, 20)
    assert found.convert(Money(Decimal(80), "EUR"), to="USD") == 100


def test_rates_of_long_ago_are_none(db: Session, cast: Cast) -> None:
    brought(db, cast, on=END - rates.GOOD_FOR)
    assert rates.of(db, cast.cycle) is None


def test_another_organisations_rates_are_its_own(db: Session, cast: Cast) -> None:
    brought(db, cast)
    with pytest.raises(NotPermitted):
        rates.bring(
            db,
            by=cast.sana.actor,
            organisation=cast.organisation,
            content=FILE,
            effective_on=date(2019, 12, 1),
            source="Treasury",
        )
    with pytest.raises(NotPermitted):
        rates.bring(
            db,
            by=cast.amina.actor,
            organisation=cast.organisation,
            content=FILE,
            effective_on=date(2019, 12, 1),
            source="Treasury",
        )


def test_rates_that_were_used_are_not_replaced(db: Session, cast: Cast) -> None:
    brought(db, cast)
    with pytest.raises(WrongState, match="are here already"):
        brought(db, cast, b"currency,per_dollar\nEUR,0.1\n")


def test_their_coming_is_in_the_ledger_with_a_digest_of_the_file(db: Session, cast: Cast) -> None:
    brought(db, cast)
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "rates:brought")).one()
    assert line.account_id == cast.olu.account.id
    assert line.facts["currencies"] == 2
    assert line.facts["effective_on"] == "2019-12-31"
    assert len(line.facts["digest"]) == 64


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"currency,per_dollar\nEUR,0.8\nXXQ,1\nKES,much\nEUR,0.9\n", ["Line 3", "Line 4", "Line 5"]),
        (b"currency,per_dollar\nEUR,-1\nKES,0\nUSD,NaN\n", ["Line 2", "Line 3", "Line 4"]),
        (b"currency,rate\nEUR,0.8\n", ["needs the columns"]),
        (b"currency,per_dollar\n", ["holds no rates"]),
        (b"currency,per_dollar\nEUR\n", ["Line 2"]),
        (b"\xff\xfe", ["not a CSV file"]),
    ],
)
def test_a_file_with_mistakes_names_them_all_and_brings_nothing(
    db: Session, cast: Cast, content: bytes, faults: list[str]
) -> None:
    with pytest.raises(BadInput) as refused:
        brought(db, cast, content)
    told = [str(one) for one in refused.value.messages]
    assert len(told) == len(faults)
    assert all(fault in sentence for fault, sentence in zip(faults, told, strict=True))
    assert db.scalars(select(RateTable)).all() == []


def test_the_checks_compare_at_these_rates(office: Office) -> None:
    cast = office.cast
    brought(office.db, cast, b"currency,per_dollar\nEUR,0.8\n")
    unknown = company(amount=Money(Decimal(500), "KES"))
    filing = office.in_review(cast.amina, unknown)
    office.screen(filing)
    content = reading.screening(office.db, cast.keys.review.opener, by=office.rosa, filing=filing)
    assert content is not None
    assert "no-rate" in {flag.code for flag in flags.decode(content)}


def test_the_source_is_named(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="where the rates are published"):
        brought(db, cast, source=" ")
    assert brought(db, cast, source=" UN Treasury ").source == "UN Treasury"
