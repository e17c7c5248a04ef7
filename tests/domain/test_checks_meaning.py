"""Items that are possible but ask for a word: plausibility, duties, process, documents."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from disclosure.domain.categories import Category
from disclosure.domain.checks import Document, Duties, Facts, Flag, run
from disclosure.domain.interests import (
    AcquiredHow,
    AgreementKind,
    Answer,
    AnswerChoice,
    AssetKind,
    Custody,
    DebtKind,
    IncomeKind,
    Item,
    Operation,
    Party,
    PartyKind,
    PropertyUse,
    Related,
    Statement,
    TenantKind,
)
from tests.domain.examples import UN, item, statement, usd

NOBODY = Duties()
BUYER = Duties(functions=frozenset({"procurement"}))
INVESTOR = Duties(functions=frozenset({"investment"}))


def flags(one: Statement, duties: Duties = NOBODY, **facts: Any) -> list[Flag]:  # noqa: ANN401 - fields of Facts
    return run(one, previous=None, duties=duties, programme=UN, facts=Facts(**facts))


def raised(*items: Item, duties: Duties = NOBODY, **facts: Any) -> set[str]:  # noqa: ANN401 - fields of Facts
    return {flag.code for flag in flags(statement(*items), duties, **facts)}


def test_new_property_says_how_it_was_acquired() -> None:
    assert "origin-not-stated" in raised(item(Category.REAL_ESTATE))
    assert "origin-not-stated" not in raised(item(Category.REAL_ESTATE, acquired_how=AcquiredHow.BOUGHT))


@pytest.mark.parametrize(
    ("kind", "amount", "asked"),
    [
        (AssetKind.CURRENCY, 25000, True),
        (AssetKind.CURRENCY, 24999, False),
        (AssetKind.ACCOUNT, 100000, True),
        (AssetKind.ACCOUNT, 99999, False),
        (AssetKind.ART, 900000, False),
    ],
)
def test_much_money_says_where_it_came_from(kind: AssetKind, amount: int, asked: bool) -> None:
    asset = item(Category.OTHER_ASSET, kind=kind, amount=usd(amount))
    assert ("origin-not-stated" in raised(asset)) is asked


def house(**given: Any) -> Item:  # noqa: ANN401 - fields of the Struct
    return item(Category.REAL_ESTATE, acquired_how=AcquiredHow.BOUGHT, amount=usd(100000), **given)


def test_what_was_bought_lately_cost_about_what_it_is_worth() -> None:
    lately, before = date(2025, 2, 1), date(2015, 2, 1)
    assert "bought-below-market" in raised(house(price=usd(59999), acquired_on=lately))
    assert "bought-below-market" not in raised(house(price=usd(60000), acquired_on=lately))
    assert "bought-below-market" not in raised(house(price=usd(59999), acquired_on=before))


def test_private_loans_and_special_terms_are_asked_about() -> None:
    bank = item(Category.LIABILITY, counterparty=Party(name="B", kind=PartyKind.BANK), open_terms=True)
    friend = item(Category.LIABILITY, counterparty=Party(name="F", kind=PartyKind.PERSON), open_terms=False)
    lender = item(Category.LIABILITY, kind=DebtKind.PRIVATE_LENDER, open_terms=True)
    assert raised(bank) == set()
    assert raised(friend) == {"loan-from-person", "special-terms"}
    assert raised(lender) == {"loan-from-person"}


def test_one_watch_is_a_watch_and_two_are_a_question() -> None:
    watches = [item(Category.OTHER_ASSET, id=str(n), kind=AssetKind.JEWELLERY) for n in range(2)]
    assert "several-valuables" not in raised(watches[0])
    assert "several-valuables" in raised(*watches)


def let(**given: Any) -> Item:  # noqa: ANN401 - fields of the Struct
    return house(use=PropertyUse.RENTED, **given)


def test_let_property_brings_rent_on_the_item_or_as_income() -> None:
    assert "let-without-rent" in raised(let())
    assert "let-without-rent" not in raised(let(rent=usd(5)))
    assert "let-without-rent" not in raised(let(), item(Category.INCOME, kind=IncomeKind.RENT))
    assert "let-without-rent" not in raised(house(use=PropertyUse.EMPTY))


def test_gifts_are_small_beside_the_pay_where_the_pay_is_known() -> None:
    gift = item(Category.GIFT, amount=usd(9001))
    assert "gifts-against-pay" in raised(gift, pay_in_year=usd(90000))
    assert "gifts-against-pay" not in raised(gift, pay_in_year=usd(90010))
    assert "gifts-against-pay" not in raised(gift)


@pytest.mark.parametrize(
    "dealing",
    [
        item(Category.PRIVATE_COMPANY, deals_with_organisation=True),
        item(Category.LEADERSHIP, deals_with_organisation=True),
        item(Category.GIFT, giver_deals_with_organisation=True),
        item(Category.RELATIVE_WITH_COUNTERPARTY, has_influence=True),
        let(tenant_kind=TenantKind.VENDOR, rent=usd(1)),
    ],
    ids=lambda one: one.category.value,
)
def test_whoever_deals_with_the_organisation_is_asked_about_more_so_with_a_buyer(dealing: Item) -> None:
    assert raised(dealing) == {"deals-with-organisation"}
    assert raised(dealing, duties=BUYER) == {"dealings-and-procurement"}


def test_a_private_tenant_is_nobodys_business() -> None:
    assert raised(let(tenant_kind=TenantKind.PRIVATE, rent=usd(1))) == set()


def test_a_new_company_of_a_buyer_is_asked_about() -> None:
    new = item(Category.PRIVATE_COMPANY, acquired_on=date(2025, 5, 1))
    old = item(Category.PRIVATE_COMPANY, acquired_on=date(2020, 5, 1))
    assert raised(new, duties=BUYER) == {"new-company"}
    assert raised(item(Category.LEADERSHIP, started_on=date(2025, 5, 1)), duties=BUYER) == {"new-company"}
    assert raised(old, duties=BUYER) == raised(new) == set()


def test_an_investor_is_asked_about_securities_they_decide_on() -> None:
    own, managed = (item(Category.LISTED_SECURITY, custody=c) for c in (Custody.OWN, Custody.DISCRETIONARY))
    assert raised(own, duties=INVESTOR) == {"securities-and-investment"}
    assert raised(managed, duties=INVESTOR) == raised(own) == set()


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (
            item(Category.FUND, related_to_duties=Related.YES, duties_note="I buy from it"),
            "related-to-duties",
        ),
        (item(Category.FUND, related_to_duties=Related.UNSURE), "related-to-duties"),
        (item(Category.RELATIVE_IN_SYSTEM, reporting_line=True), "reporting-line"),
        (item(Category.OUTSIDE_ACTIVITY, authorised=True, overlaps_duties=True), "activity-overlaps"),
        (item(Category.OUTSIDE_ACTIVITY, authorised=True, uses_title_or_means=True), "activity-overlaps"),
        (item(Category.OUTSIDE_ACTIVITY, authorised=False), "activity-not-authorised"),
        (item(Category.EXTERNAL_INFLUENCE, reported=False), "influence-not-reported"),
        (item(Category.EMPLOYMENT_AGREEMENT, kind=AgreementKind.JOB_OFFER), "future-job"),
        (item(Category.EMPLOYMENT_AGREEMENT, talks_on_future_job=True), "future-job"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_filer_says_of_their_duties_is_read(one: Item, code: str) -> None:
    (flag,) = flags(statement(one))
    assert flag.code == code
    assert flag.items == (one.id,)


def test_the_same_without_a_tie_raises_nothing() -> None:
    assert (
        raised(
            item(Category.FUND),
            item(Category.RELATIVE_IN_SYSTEM),
            item(Category.OUTSIDE_ACTIVITY, authorised=True),
            item(Category.EXTERNAL_INFLUENCE, reported=True),
            item(Category.EMPLOYMENT_AGREEMENT),
        )
        == set()
    )


def test_what_ended_is_not_asked_about_as_if_it_went_on() -> None:
    ended = item(
        Category.LEADERSHIP,
        deals_with_organisation=True,
        operation=Operation.DISPOSED,
        disposed_on=date(2025, 6, 1),
    )
    assert raised(ended) == set()


def test_late_is_after_the_due_instant_and_not_at_it() -> None:
    due = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    assert raised(due_at=due, filed_at=due) == set()
    assert raised(due_at=due, filed_at=due.replace(hour=22)) == {"late"}
    assert raised(due_at=due) == set()


def test_an_amendment_after_a_question_is_told() -> None:
    assert raised(amended_after_question=True) == {"amended-after-question"}


def test_not_sure_is_brought_to_the_ethics_office() -> None:
    answers = statement().answers | {"gifts": Answer(AnswerChoice.NOT_SURE, "a dinner?")}
    (flag,) = flags(statement(answers=answers))
    assert (flag.code, flag.fields) == ("not-sure", ("gifts",))
    assert "a dinner?" in str(flag.explanation)
    assert raised(item(Category.FUND, operation=Operation.NOT_SURE)) == {"not-sure"}


def documented(**given: Any) -> set[str]:  # noqa: ANN401 - fields of Document
    return raised(item(Category.FUND, amount=usd(1000)), documents=(Document("fund", **given),))


def test_documents_speak_of_the_period_once_and_of_the_same_value() -> None:
    year = {"covers_from": date(2025, 1, 1), "covers_to": date(2025, 12, 31)}
    assert documented(**year, amount=usd(1050)) == set()
    assert documented(covers_to=date(2024, 12, 31)) == {"document-outside-period"}
    assert documented(covers_from=date(2026, 1, 1)) == {"document-outside-period"}
    assert documented(seen_before=True) == {"file-reused"}
    assert documented(amount=usd(1200)) == {"verification-mismatch"}


def test_a_document_of_another_statement_is_passed_over() -> None:
    assert raised(documents=(Document("elsewhere", seen_before=True),)) == set()
