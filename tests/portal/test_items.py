"""Declaring: every kind of item goes in through its form and comes out as a sentence."""

from sqlalchemy.orm import Session

from disclosure.casework import reading
from disclosure.domain.categories import Category
from disclosure.domain.interests import FieldKind, fields_for
from disclosure.domain.programme import load
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.journeys import ALL_NO, BOTH_BOXES, answered, to_questions

UN = load("un-secretariat")
ALL_YES = dict.fromkeys(ALL_NO, "yes")


def filled_in(page: Page) -> dict[str, str]:
    """Answer everything that the page asks of an item: the first choice, plain words, one date and amount."""
    given = {"holder": "self", "related_to_duties": "no"}
    answers: dict[str, str] = {}
    for box in page.form.all("input", "select", "textarea"):
        name, kind = box.get("name"), box.get("type")
        if kind == "hidden" or not name or name in answers:
            continue
        parts = {"day": "7", "month": "6", "year": "2019", "amount": "20,000.50", "currency": "CHF"}
        parts |= dict.fromkeys(("country", "counterparty_country", "focus_country"), "KE")
        part = name.rpartition("-")[2]
        offered = page.offered(name)
        answers[name] = given.get(name) or parts.get(part) or (offered[0] if offered else "12")
    for name in ("share", "share_spouse", "share_children", "share_others", "child"):
        answers.pop(name, None)
    return answers


def add(browser: Browser, category: Category) -> Page:
    section = UN.questions_for(category)[0].code
    page = browser.open(f"/2020/{section}/new?category={category.value}")
    page = browser.send(page, filled_in(page))
    return browser.send(page, filled_in(page)) if page.address.endswith("/details") else page


def test_every_kind_of_item_goes_in_through_its_form_and_shows_as_a_sentence(
    amina: Browser, cast: Cast, db: Session
) -> None:
    amina.send(to_questions(amina), ALL_YES)
    for category in Category:
        page = add(amina, category)
        assert page.problems == [], category
        assert page.address == f"/2020/{UN.questions_for(category)[0].code}"
        assert "Something is missing" not in page.text, (category, page.text)
    page = amina.open("/2020/check")
    assert "not given yet" not in page.text
    assert "Before you can file" not in page.text, page.text
    page = amina.send(page, BOTH_BOXES)
    assert page.heading == "Filed"
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.item_count == len(Category)
    _row, filed = reading.statement(
        db,
        cast.keys.portal.opener,
        by=cast.amina.actor,
        filing=cast.amina.filing,
        why=reading.Why.OWN_COPY,
    )
    assert {item.category for item in filed.items} == set(Category)
    for item in filed.items:
        for field in fields_for(item.category, UN):
            if field.kind is FieldKind.DATE and getattr(item, field.name):
                assert getattr(item, field.name).isoformat() == "2019-06-07"


def test_a_section_with_several_kinds_asks_first_which(amina: Browser) -> None:
    answered(amina, holdings="yes")
    page = amina.open("/2020/holdings/new")
    assert page.heading == "What do you want to add?"
    form = amina.open(page.link("Fund"))
    assert form.heading == "Fund"


def test_a_section_with_one_kind_asks_at_once(amina: Browser) -> None:
    answered(amina, gifts="yes")
    assert amina.open("/2020/gifts/new").heading == "Gift, honour or travel"


def test_who_lacks_something_saves_it_and_is_led_back_to_it(amina: Browser) -> None:
    answered(amina, debts="yes")
    page = amina.open("/2020/debts/new")
    page = amina.send(page, {"counterparty_name": "Bank of Kigali"}, button="later=yes")
    assert "Bank of Kigali" in page.text
    assert "Something is missing" in page.text
    check = amina.open("/2020/check")
    again = amina.open(check.link("Debt: answer “Kind of debt”."))
    assert again.answers["counterparty_name"] == ["Bank of Kigali"]


def test_what_is_needed_is_asked_for_by_name_and_nothing_is_saved_without(amina: Browser) -> None:
    answered(amina, debts="yes")
    page = amina.send(amina.open("/2020/debts/new"), {"counterparty_name": "Bank of Kigali"})
    assert "Choose an answer: “Kind of debt”" in page.problems
    assert page.answers["counterparty_name"] == ["Bank of Kigali"]
    assert "No items yet." in amina.open("/2020/debts").text


def test_what_does_not_apply_is_not_asked_for_and_is_not_kept(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    answers = filled_in(page) | {"use": "own-use", "counterparty_name": "Tenant Ltd", "rent-amount": "many"}
    page = amina.send(page, answers)
    assert page.problems == []
    again = amina.open(page.link("Change"))
    assert again.answers["counterparty_name"] == [""]


def test_a_joint_holding_asks_for_the_share_and_a_childs_for_the_child(amina: Browser) -> None:
    amina.open("/2020/start")
    answered(amina, holdings="yes")
    member = amina.open("/2020/household/new")
    amina.send(member, {"name": "Leo", "relation": "child"})
    page = amina.open("/2020/holdings/new?category=fund")
    joint = amina.send(page, filled_in(page) | {"holder": "joint"})
    assert joint.problems == ["Enter an answer: “Your share”"]
    child = amina.send(joint, {"holder": "child"})
    assert child.problems == ["Choose an answer: “Which child?”"]
    saved = amina.send(child, {"child": child.offered("child")[0]})
    assert "(A dependent child)" in saved.text


def test_an_item_is_removed_and_taken_back_whole(amina: Browser) -> None:
    answered(amina, gifts="yes")
    page = add(amina, Category.GIFT)
    sentence = page.main.all("bdi")[0].text
    (button,) = page.form.all("button", name="remove")
    removed = amina.send(page, button=f"remove={button.get('value')}")
    assert sentence not in removed.text
    assert "No items yet." in amina.open("/2020/gifts").text
    (undo,) = removed.form.all("button", name="undo")
    back = amina.send(removed, button=f"undo={undo.get('value')}")
    assert sentence in back.text


def test_the_same_thing_twice_is_pointed_out_and_may_stay(amina: Browser) -> None:
    answered(amina, gifts="yes")
    add(amina, Category.GIFT)
    page = add(amina, Category.GIFT)
    assert "You have listed the same thing twice." in page.text


def test_not_sure_is_a_full_answer_with_a_word_to_the_ethics_office(amina: Browser) -> None:
    page = answered(amina, family_work="not-sure")
    assert page.heading == "What there is to fill in"
    section = amina.open(page.link("Family and the organisation"))
    amina.send(section, {"remark": "My cousin may work for a supplier."})
    check = amina.open("/2020/check")
    assert "I am not sure, and ask the ethics office to help me decide." in check.text
    assert "My cousin may work for a supplier." in check.text
    assert amina.send(check, BOTH_BOXES).heading == "Filed"


def test_a_section_that_no_programme_asks_about_is_not_there(amina: Browser) -> None:
    answered(amina, gifts="yes")
    amina.open("/2020/wishes", expect=404)
    amina.open("/2020/gifts/new?category=fund", expect=404)
    amina.open(f"/2020/gifts/{'0' * 32}", expect=404)


def suggested(page: Page) -> list[str]:
    offered = page.whole.all("datalist", id="organisations")
    return [option.get("value") for one in offered for option in one.all("option")]


def test_organisations_written_before_are_suggested_and_any_other_name_will_do(amina: Browser) -> None:
    answered(amina, debts="yes", gifts="yes")
    assert suggested(amina.open("/2020/debts/new")) == []
    for name, kind in (("Equity Bank", "bank"), (" equity  bank", "bank"), ("My cousin", "person")):
        given = {"counterparty_name": name, "counterparty_kind": kind}
        amina.send(amina.open("/2020/debts/new"), given, button="later=yes")
    amina.send(
        amina.open("/2020/household/new"), {"name": "Maria", "relation": "spouse", "employer": "Acme Ltd"}
    )
    page = amina.open("/2020/gifts/new")
    assert [name.casefold() for name in suggested(page)] == ["acme ltd", "equity  bank"]
    (box,) = page.main.all("input", name="counterparty_name")
    assert box.get("list") == "organisations"
    listed = amina.send(page, {"counterparty_name": "Somebody New Inc."}, button="later=yes")
    assert "Somebody New Inc." in listed.text


def test_a_section_leads_on_to_the_next_one_that_is_still_empty(amina: Browser) -> None:
    answered(amina, holdings="yes", debts="yes", gifts="yes")
    add(amina, Category.LIABILITY)
    page = amina.open("/2020/holdings")
    assert page.link("Continue") == "/2020/gifts"
    page = add(amina, Category.GIFT)
    assert page.link("Continue") == "/2020/tasks"


def test_what_is_seldom_needed_has_a_page_of_its_own_and_is_shown_to_be_there(amina: Browser) -> None:
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new")
    assert "occasion" not in page.answers
    more = amina.send(page, filled_in(page), button="details=yes")
    assert more.address.endswith("/details")
    assert "occasion" in more.answers
    section = amina.send(more, {"occasion": "A farewell", "remark": "It was small."})
    assert section.address == "/2020/gifts"
    again = amina.open(section.link("Change"))
    assert "More that you have said: On what occasion?, Anything the reviewer should know" in again.text
    assert amina.send(again, button="details=yes").answers["occasion"] == ["A farewell"]


def test_an_item_that_lacks_something_is_led_back_to_from_its_details(amina: Browser) -> None:
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new")
    more = amina.send(page, {"name": "A watch"}, button="details=yes")
    back = amina.send(more, {"occasion": "A farewell"})
    assert (back.heading, back.answers["name"]) == ("Gift, honour or travel", ["A watch"])


def test_an_answer_that_asks_for_details_leads_to_them_and_they_may_stay_open(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    let = filled_in(page) | {"use": "rented", "holder": "joint", "share": "50"}
    more = amina.send(page, let)
    assert more.address.endswith("/details")
    assert {"rent-amount", "share_spouse", "counterparty_country"} <= more.answers.keys()
    (tenant,) = [
        group for group in more.main.all("fieldset") if group.all("input", name="counterparty_country")
    ]
    assert tenant.one("legend").text == "Who is the tenant?"
    section = amina.send(more)
    assert section.address == "/2020/property"
    assert "Something is missing" not in section.text
    kept = amina.send(amina.open(section.link("Change")), {"use": "own-use", "holder": "self"})
    assert kept.address == "/2020/property"


def test_a_detail_that_no_longer_applies_is_forgotten(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    more = amina.send(page, filled_in(page) | {"use": "rented"})
    section = amina.send(more, {"rent-amount": "900", "rent-currency": "CHF"})
    address = section.link("Change")
    amina.send(amina.open(address), {"use": "empty"}, button="later=yes")
    more = amina.send(amina.open(address), {"use": "rented"}, button="details=yes")
    assert more.answers["rent-amount"] == [""]


def test_a_detail_written_wrong_is_told_and_the_details_of_nothing_are_not_there(amina: Browser) -> None:
    answered(amina, gifts="yes", holdings="yes")
    page = amina.open("/2020/holdings/new?category=listed-security")
    more = amina.send(page, {"counterparty_name": "Nestlé"}, button="details=yes")
    wrong = amina.send(more, {"quantity": "many"})
    assert wrong.problems == ["Enter the amount in digits, like 1200 or 1200.50"]
    assert wrong.answers["quantity"] == ["many"]
    amina.open(more.address.replace("holdings", "gifts"), expect=404)
    amina.open(f"/2020/gifts/{'0' * 32}/details", expect=404)
