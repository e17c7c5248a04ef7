"""A public summary holds what rules let it hold, and nothing that was typed about somebody else."""

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    Item,
    Money,
    Operation,
    Party,
    PartyKind,
    PropertyUse,
    Relation,
    Statement,
)
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.publishing import (
    CONSENT,
    CONSENT_VERSION,
    PublicChoice,
    WithdrawalReason,
    decoded,
    digest,
    encoded,
    is_eligible,
    obstacle,
    offered,
    public_summary,
    shown,
)
from disclosure.domain.publishing.redacting import may_be_shown
from tests.domain.examples import LEO, UN, item, statement
from tests.domain.strategies import items, statements, texts

CHILDREN = ("Leo", "Zoé Ñandú", "李小龙", "ليلى", "Анна-Мария", "O'Neil", "Jo")
ACCOUNTS = (
    "DE89 3704 0044 0532 0130 00",
    "12345678",
    "12-34-56 78901234",
    "٠١٢٣٤٥٦٧",
    "CH9300762011623852957",
)
SUMS = ("USD 25,000", "€ 9", "12 500 CHF", "1.000.000", "$5")
SECRETS = ("17 Baobab Lane", "Maria writes to Leo", *ACCOUNTS, *SUMS)

secrets = st.sampled_from(SECRETS)
around = st.sampled_from(["", " ", "Trust ", "The ", "株式会社", "fund-"])


def spoilt(one: Item, secret: str) -> Item:
    """The same item with a secret in every text that was typed freely, besides the names of parties."""
    free = {
        name: secret
        for name in one.__struct_fields__
        if type(getattr(one, name)) is str and name not in ("id", "name", "band", "country")
    }
    return replace(one, **free)


@given(statements())
def test_a_summary_of_any_statement_is_kept_and_read_as_it_was(any_statement: Statement) -> None:
    summary = public_summary(any_statement)
    assert decoded(encoded(summary)) == summary
    assert digest(decoded(encoded(summary))) == digest(summary)


@given(items(), secrets)
def test_no_text_of_the_filers_own_is_copied(one: Item, secret: str) -> None:
    spoken = spoilt(replace(one, counterparty=Party(name="Acme"), remark=secret), secret)
    kept = encoded(public_summary(replace(statement(), items=(spoken,))))
    assert secret not in kept


@given(items(), st.sampled_from(CHILDREN), around, around)
def test_no_name_of_a_child_is_published(one: Item, child: str, before: str, after: str) -> None:
    name = f"{before}{child}{after}"
    named = replace(one, counterparty=Party(name=name), **({"name": name} if hasattr(one, "name") else {}))
    whole = statement(named, household=(replace(LEO, name=child),))
    assert child not in encoded(public_summary(whole)) or not _is_a_word(child, name)


def _is_a_word(child: str, name: str) -> bool:
    """Whether a reader sees the child's name: short Latin names inside longer words are none."""
    return (
        not child.isascii() or len(child) > 3 or any(part == child for part in name.replace("-", " ").split())
    )


@given(items(), st.sampled_from([*ACCOUNTS, *SUMS]), around)
def test_no_number_of_an_account_and_no_sum_is_published(one: Item, number: str, before: str) -> None:
    name = f"{before}{number}"
    named = replace(one, counterparty=Party(name=name), **({"name": name} if hasattr(one, "name") else {}))
    assert number not in encoded(public_summary(replace(statement(), items=(named,)), values=True))


@given(items(), st.decimals(min_value=1234, max_value=10**9, places=2))
def test_no_figure_is_published_unless_chosen(one: Item, amount: Decimal) -> None:
    valued = replace(one, amount=Money(amount, "USD"), band="from-10000", counterparty=Party(name="Acme"))
    if hasattr(valued, "name"):
        valued = replace(valued, name="Acme")
    whole = replace(statement(), items=(valued,))
    kept = encoded(public_summary(whole))
    assert str(amount) not in kept
    assert "from-10000" not in kept
    chosen = public_summary(whole, values=True)
    assert [entry.amount for entry in chosen.entries] in ([], [Money(amount, "USD")])


@given(statements())
def test_nothing_that_is_a_childs_is_offered(any_statement: Statement) -> None:
    kept = {one.item_id for one in offered(any_statement)}
    for one in any_statement.items:
        if one.holder is Holder.CHILD or getattr(one, "relation", None) is Relation.CHILD:
            assert one.id not in kept


@given(statements(), st.data())
def test_leaving_out_takes_away_and_never_adds(any_statement: Statement, data: st.DataObject) -> None:
    whole = public_summary(any_statement)
    ids = [one.item_id for one in offered(any_statement)]
    leave_out = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    less = public_summary(any_statement, leave_out=leave_out)
    assert [one for one in whole.entries if one in less.entries] == list(less.entries) or less.left_out
    assert less.left_out == len(leave_out)
    assert len(less.entries) == len(whole.entries) - len(leave_out)
    assert less.nil == whole.nil


@given(texts, texts)
def test_what_is_published_of_names_stays_a_name_that_was_declared(name: str, other: str) -> None:
    one = item(Category.LEADERSHIP, counterparty=Party(name=name), remark=other)
    (entry,) = public_summary(statement(one)).entries
    assert entry.party in {"", name.strip()}


def test_a_home_has_no_place_and_what_is_let_has_its_country_alone() -> None:
    home = item(Category.REAL_ESTATE, use=PropertyUse.OWN_USE, country="KE", city="17 Baobab Lane, Nairobi")
    let = item(Category.REAL_ESTATE, id="let", use=PropertyUse.RENTED, country="FR", city="3 rue du Bac")
    summary = public_summary(statement(home, let))
    assert [entry.country for entry in summary.entries] == ["", "FR"]
    assert "Baobab" not in encoded(summary)
    assert "Bac" not in encoded(summary)


def test_an_account_is_shown_without_its_bank() -> None:
    bank = Party(name="Kigali Savings Bank", kind=PartyKind.BANK)
    summary = public_summary(statement(item(Category.OTHER_ASSET, counterparty=bank, name="Savings")))
    assert "Kigali" not in encoded(summary)
    assert "Savings" not in encoded(summary)


def test_a_private_person_is_not_named() -> None:
    lender = Party(name="Paula Mbeki", kind=PartyKind.PERSON)
    (entry,) = public_summary(statement(item(Category.LIABILITY, counterparty=lender))).entries
    assert entry.withheld
    assert str(shown(entry, UN).party) == "name not shown"


def test_what_is_told_of_influence_is_for_the_ethics_office_alone() -> None:
    whole = statement(item(Category.EXTERNAL_INFLUENCE))
    assert public_summary(whole).entries == ()
    assert not public_summary(whole).nil


def test_nothing_declared_is_published_as_nil() -> None:
    assert public_summary(statement()).nil


@pytest.mark.parametrize("category", sorted(set(Category) - {Category.EXTERNAL_INFLUENCE}))
def test_every_category_is_shown_in_words(category: Category) -> None:
    one = item(category, operation=Operation.NEW)
    for entry in public_summary(statement(one), values=True).entries:
        said = shown(entry, UN)
        assert str(said.category)
        assert not entry.kind or str(said.kind), category
        assert said.party in {"", "Acme", "Something"} or str(said.party) == "name not shown"


@pytest.mark.parametrize(
    ("name", "people", "fine"),
    [
        ("S&P 500 Index Fund", [], True),
        ("3M Company", ["Leo"], True),
        ("Target Retirement 2050", [], True),
        ("Leopard Holdings", ["Leo"], True),
        ("Banco de Chile", ["Ana de la Cruz"], True),
        ("Leo & Partners", ["Leo Novak"], False),
        ("LEO Ltd".replace("L", "\N{FULLWIDTH LATIN CAPITAL LETTER L}"), ["leo"], False),
        ("AnaNovakTrust", ["Ana Novak"], False),
        ("李小龙基金", ["李小龙"], False),
        ("Account 12 34 56 78", [], False),
        ("Owners of 17 Baobab Lane", [], False),
        ("Amis du 3 bis, rue du Bac", [], False),
        ("Calle Mayor 5", [], False),
        ("улица Ленина, 7", [], False),
        ("شارع النيل 12", [], False),
        ("南京路88号", [], False),
        ("Wall Street Journal", [], True),
        ("Court of Arbitration", [], True),
        ("20th Century Fox", [], True),
    ],
)
def test_names_are_shown_unless_they_tell_of_people_or_numbers(
    name: str, people: list[str], *, fine: bool
) -> None:
    assert may_be_shown(name, people) is fine


def test_eligible_is_who_has_a_grade_that_the_programme_names() -> None:
    grades = UN.public_disclosure.grades
    assert is_eligible("usg ", grades)
    assert not is_eligible("D-2", grades)
    assert not is_eligible("USG", ())


def test_nothing_is_published_before_the_review_is_closed() -> None:
    assert [state for state in FilingState if obstacle(state) is None] == [FilingState.CLOSED]


def test_other_words_of_consent_are_another_version() -> None:
    words = hashlib.sha256(CONSENT.msgid.encode()).hexdigest()
    assert (CONSENT_VERSION, words[:16]) == ("1", "a23b4630e8c942ba"), "raise the version with the words"


def test_there_are_four_choices_and_every_reason_has_words() -> None:
    assert len(PublicChoice) == 4
    assert all(str(one.label) for one in [*PublicChoice, *WithdrawalReason])
