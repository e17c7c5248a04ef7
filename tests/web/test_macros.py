"""What every page owes to people who read it by ear, by keyboard, or from right to left."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from disclosure.web.languages import LANGUAGES, PSEUDO, Language
from tests.web.reading import Element, broken_references, labelled, read
from tests.web.sample import GOOD, make_app

ERRORS = (400, 403, 404, 409, 413, 429, 500, 503)
EVERY_PAGE = ("/page", "/form", *(f"/error/{code}" for code in ERRORS))
BAD = GOOD | {
    "shares": "",
    "bought-day": "31",
    "worth-amount": "12 thousand",
    "remark": "x" * 30,
    "children-0-given": "",
}


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def empty_form(client: FlaskClient) -> Element:
    return read(client.get("/form").text)


@pytest.fixture
def faulty_form(client: FlaskClient) -> Element:
    return read(client.post("/form", data=BAD).text)


@pytest.mark.parametrize("language", [*LANGUAGES, PSEUDO], ids=lambda language: language.code)
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_has_one_heading_a_title_and_the_right_direction(
    client: FlaskClient, path: str, language: Language
) -> None:
    page = read(client.get(f"{path}?language={language.code}").text)
    html = page.one("html")
    assert (html.get("lang"), html.get("dir")) == (language.tag, language.direction)
    heading = page.one("h1").text
    assert heading
    assert page.one("title").text.startswith(heading)
    assert "Test programme" in page.one("title").text
    assert broken_references(page) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_pages_in_the_pseudo_language_hold_no_text_that_was_not_translated(
    client: FlaskClient, path: str
) -> None:
    english, pseudo = (read(client.get(f"{path}?language={code}").text) for code in ("en", PSEUDO.code))
    same = {"Test programme", "Test organisation", "help@example.org"}
    for own, other in zip(
        english.all("button", "h2", "label"), pseudo.all("button", "h2", "label"), strict=True
    ):
        if path.startswith("/error"):
            assert own.text != other.text or own.text in same
    assert len(pseudo.one("body").text) > len(english.one("body").text)


def test_a_right_to_left_page_takes_the_mirrored_stylesheet(client: FlaskClient) -> None:
    for code, name in (("ar", "disclosure.rtl.css"), ("fr", "disclosure.css")):
        sheet = read(client.get(f"/page?language={code}").text).one("link", rel="stylesheet").get("href")
        assert name in sheet
        assert client.get(sheet, buffered=True).status_code == 200


def test_the_language_menu_names_each_language_in_itself_and_keeps_the_page(client: FlaskClient) -> None:
    page = read(client.get("/page?view=late&view=mine&language=fr").text)
    menu = page.one("nav", aria_label="Langue")
    links = {link.text: link for link in menu.all("a")}
    assert links["العربية"].get("href") == "?view=late&view=mine&language=ar"
    assert links["العربية"].get("lang") == "ar"
    assert [name for name, link in links.items() if link.get("aria-current")] == ["Français"]


def test_the_first_link_skips_to_the_main_content(empty_form: Element) -> None:
    first = empty_form.all("a")[0]
    assert first.get("href") == "#main"
    assert empty_form.by_id("main").tag == "main"


def test_help_stands_in_the_same_order_on_every_page(client: FlaskClient) -> None:
    blocks = {read(client.get(path).text).with_class("help-block")[0].text for path in EVERY_PAGE}
    assert len(blocks) == 1


def test_messages_after_an_act_are_a_status(client: FlaskClient) -> None:
    assert "Your answers were saved." in [
        s.text for s in read(client.get("/page").text).all("div", role="status")
    ]


def test_the_navigation_says_where_one_is(empty_form: Element) -> None:
    navigation = empty_form.with_class("site-navigation")[0]
    assert navigation.one("a", aria_current="page").text == "Shares"


def test_the_browser_checks_nothing_and_fills_nothing_in(empty_form: Element) -> None:
    form = empty_form.one("main").one("form")
    assert "novalidate" in form.attributes
    assert not [
        box for box in form.all("input") if "required" in box.attributes or "maxlength" in box.attributes
    ]


def test_nothing_is_chosen_before_a_person_chooses(empty_form: Element) -> None:
    assert empty_form.all("input", type="radio")
    assert not [
        box
        for box in empty_form.all("input", "option")
        if {"checked", "selected"} & box.attributes.keys() and box.text != "Choose"
    ]


def test_every_input_has_a_label(empty_form: Element) -> None:
    visible = [
        box
        for box in empty_form.one("main").all("input", "select", "textarea")
        if box.get("type") != "hidden"
    ]
    assert visible
    named = labelled(empty_form)
    assert [box.get("name") for box in visible if id(box) not in named] == []


def test_groups_are_fieldsets_whose_legend_asks_the_question(empty_form: Element) -> None:
    legends = [fieldset.all("legend")[0].text for fieldset in empty_form.all("fieldset")]
    assert legends == [
        "Did you own shares?",
        "Who owns it?",
        "Which relatives work there?",
        "When was it bought?",
        "What was it worth?",
        "Child",
    ]


def test_an_optional_question_says_so(empty_form: Element) -> None:
    assert empty_form.one("label", **{"for": "remark"}).text == "Remark (optional)"


def test_hint_and_error_are_read_with_the_input(faulty_form: Element) -> None:
    shares = next(f for f in faulty_form.all("fieldset") if f.all("legend")[0].text == "Did you own shares?")
    assert shares.get("aria-describedby") == "shares-hint shares-error"
    assert faulty_form.by_id("shares-hint").text == "Or funds."
    assert faulty_form.by_id("shares-error").text == "Error: Choose yes, no or not sure"
    remark = faulty_form.by_id("remark")
    assert remark.get("aria-describedby") == "remark-error"
    assert remark.get("aria-invalid") == "true"


def test_only_the_faulty_box_of_a_group_is_marked(faulty_form: Element) -> None:
    # 31 February: the day and the month, not the year.
    marked = {box.get("id") for box in faulty_form.all("input", "select") if box.get("aria-invalid")}
    assert {"bought-day", "bought-month", "worth-amount"} <= marked
    assert not {"bought-year", "worth-currency", "company"} & marked


def test_what_was_typed_stays(faulty_form: Element) -> None:
    assert faulty_form.by_id("company").get("value") == "شركة Acme"
    assert faulty_form.by_id("bought-day").get("value") == "31"
    assert faulty_form.by_id("worth-amount").get("value") == "12 thousand"
    assert faulty_form.one("input", name="worth-currency").get("value") == "CHF"
    assert faulty_form.by_id("remark").text == "x" * 30
    checked = [
        b.get("value") for b in faulty_form.all("input", name="relatives") if "checked" in b.attributes
    ]
    assert checked == ["self", "parent"]


def test_the_summary_takes_the_focus_and_leads_to_each_fault_in_its_words(faulty_form: Element) -> None:
    (summary,) = faulty_form.with_class("error-summary")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    assert "autofocus" in summary.attributes
    links = {link.get("href")[1:]: link.text for link in summary.all("a")}
    assert list(links) == ["shares-0", "bought-day", "worth-amount", "remark", "children-0-given"]
    for target, sentence in links.items():
        box = faulty_form.by_id(target)
        assert box.tag in {"input", "textarea", "select"}
        assert any(sentence in error.text for error in faulty_form.with_class("field-error"))


def test_the_title_says_that_there_is_an_error(client: FlaskClient) -> None:
    titles = [
        read(client.post(f"/form?language={c}", data=BAD).text).one("title").text for c in ("en", "fr", "zh")
    ]
    assert titles[0] == "Error: Shares & funds \u2013 Test programme"
    assert titles[1].startswith("Erreur")
    assert titles[2].startswith("错误")


def test_hidden_marks_of_the_form_travel_with_it(empty_form: Element) -> None:
    hidden = {box.get("name"): box.get("value") for box in empty_form.one("main").all("input", type="hidden")}
    assert len(hidden["once"]) == 22
    assert hidden["version"] == "1"


def test_a_state_is_told_in_words_and_its_shape_is_silent(client: FlaskClient) -> None:
    page = read(client.get("/page").text)
    for state in page.with_class("status"):
        (shape,) = state.with_class("shape")
        assert shape.get("aria-hidden") == "true"
        assert state.text.removeprefix(shape.text).strip()


def test_tables_have_captions_scopes_and_scroll_by_keyboard(client: FlaskClient) -> None:
    page = read(client.get("/page").text)
    for region in page.with_class("table-scroll"):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.one("caption").get("id") == region.get("aria-labelledby")
        assert all(cell.get("scope") in {"col", "row"} for cell in region.all("th"))


def test_the_conflict_page_shows_both_texts_and_trusts_neither(client: FlaskClient) -> None:
    html = client.get("/error/409").text
    assert "&lt;mine&gt;" in html
    assert [cell.text for cell in read(html).one("tbody").all("td")] == ["<mine>", "theirs"]


def test_no_form_is_sent_to_an_address_that_leaves_out_where_its_site_begins() -> None:
    """On one machine the review site begins at /review; `request.full_path` is without it."""
    root = Path(__file__).parents[2]
    sites = ("portal", "reviewer", "compliance", "disclosure")
    templates = [path for site in sites for path in (root / site).rglob("templates/**/*.html")]
    assert templates
    assert [str(path) for path in templates if "action=request." in path.read_text(encoding="utf-8")] == []
