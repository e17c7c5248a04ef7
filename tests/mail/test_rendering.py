"""Every letter says whose turn it is, what we ask, by when and where, and nothing of the content."""

import re
from gettext import NullTranslations
from pathlib import Path
from uuid import uuid4

import pytest

from disclosure.domain.programme.oversight import LetterKind
from disclosure.mail import SHAPES, Press, Rendered
from disclosure.mail.errors import LetterRefused
from disclosure.mail.rendering import TEMPLATES
from disclosure.models import Letter
from tests.mail.cast import PRESS

EXAMPLES: dict[str, str | int] = {
    "year": 2025,
    "due_on": "2026-03-31",
    "act_by": "2026-05-01",
    "refer_on": "2026-04-20",
    "filed_on": "2026-03-20",
    "review_by": "2026-06-30",
    "people": 2,
    "items": 12,
    "person": "Ben Ode",
    "entity": "Department of Lights",
    "reference": "FD-2025-7K3M",
    "path": "/2025/page",
    "expires_at": "2026-03-31T23:30:00+02:00",
    "what": "password",
    "site": "review",
    "asker": "Ben Ode",
    "reply_to": "ben@example.org",
    "about": "receipt-2025",
    "question": "What counts as a gift?",
    "event": "access:refused",
    "until": "2026-03-31T23:30:00+02:00",
}
KINDS = sorted(str(kind) for kind in SHAPES)
ORGANISATION = {"en": "United Nations", "fr": "Organisation des Nations Unies"}


def _letter(kind: str, *, language: str = "en", name: str = "Ana López", **params: str | int) -> Letter:
    told = {name: EXAMPLES[name] for name in SHAPES[kind].needs} | params
    return Letter(
        id=uuid4(), kind=kind, language=language, to_name=name, to_email="ana@example.org", params=told
    )


def _render(letter: Letter) -> Rendered:
    return PRESS.render(letter, ORGANISATION)


def test_every_kind_of_the_programme_file_and_no_other_has_a_template() -> None:
    assert {str(kind) for kind in LetterKind} <= set(KINDS)
    assert {file.stem for file in TEMPLATES.glob("[!_]*.txt")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_names_its_reader_its_page_its_helper_and_all_it_was_told(kind: str) -> None:
    letter = _letter(kind, path="/2025/page")
    text = _render(letter)
    site = SHAPES[kind].site or "review"
    address = {"portal": "file", "review": "review", "compliance": "comply"}[site]
    assert text.body.startswith("Dear Ana López,\n\n")
    assert re.search(rf"^https://{address}\.example/2025/page$", text.body, re.MULTILINE)
    assert "help@office.example" in text.body
    assert text.body.endswith("\nUnited Nations\n")
    whole = text.subject + text.body
    for name in SHAPES[kind].needs - {"path", "site", "expires_at", "until", "what"}:
        assert _said(name) in whole, name


def test_a_letter_about_signing_in_says_what_was_changed() -> None:
    codes = ("password", "app", "app-removed", "recovery-code", "passkey", "passkey-removed", "reset")
    said = {_render(_letter("sign-in-changed", what=code)).body for code in codes}
    assert len(said) == len(codes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_written_to_be_understood(kind: str) -> None:
    text = _render(_letter(kind))
    whole = f"{text.subject}\n{text.body}"
    assert not re.search(
        r"\b(submit|submission|declar|fail|violat|suspect|delinquent|recus)", whole, re.IGNORECASE
    )
    assert "!" not in whole
    assert "\n\n\n" not in whole
    assert len(text.subject) <= 90
    sentences = re.split(r"(?<=[.?:])\s", text.body.replace("https://", ""))
    assert max(len(sentence.split()) for sentence in sentences) <= 26


@pytest.mark.parametrize(
    "kind", ["reminder", "overdue", "question", "advice", "documents", "referral", "extension"]
)
def test_the_subject_of_what_must_be_done_by_a_day_says_the_day(kind: str) -> None:
    assert re.search(r"\d{1,2} \w+ 2026", _render(_letter(kind)).subject)


def test_a_referral_says_what_must_not_be_asked() -> None:
    text = _render(_letter("referral"))
    assert "2 people in Department of Lights have not filed" in text.body
    assert "record your action by 1 May 2026" in text.body
    assert "do not ask anyone what their statement says" in text.body
    assert "1 person in Department of Lights has not filed" in _render(_letter("referral", people=1)).body


def test_a_receipt_says_when_the_review_is_done_if_that_is_known() -> None:
    assert "by 30 June 2026" in _render(_letter("receipt", review_by="2026-06-30")).body
    assert "A reviewer will look at it." in _render(_letter("receipt")).body


def test_an_instant_is_said_in_utc_with_its_day() -> None:
    assert "until 21:30 (UTC) on 31 March 2026" in _render(_letter("sign-in")).body


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("ar", "31 مارس 2026"),
        ("zh", "2026年3月31日"),
        ("fr", "31 mars 2026"),
        ("ru", "31 марта 2026\u202fг."),  # noqa: RUF001
        ("es", "31 de marzo de 2026"),
        ("tlh", "31 March 2026"),
    ],
)
def test_a_date_is_said_in_the_language_of_the_reader(language: str, day: str) -> None:
    assert day in _render(_letter("reminder", language=language)).subject


def test_a_reader_of_french_is_greeted_in_french() -> None:
    assert _render(_letter("closed", language="fr")).body.startswith("Bonjour Ana López,")


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("Dear", "HELLO")


def test_the_words_come_from_the_translations_of_the_reader_s_language() -> None:
    asked: list[str] = []

    def translations(language: str) -> NullTranslations:
        asked.append(language)
        return Shouting()

    press = Press(links=PRESS.links, help_at=PRESS.help_at, translations=translations)
    for _ in range(3):
        text = press.render(_letter("closed", language="fr"), ORGANISATION)
    assert text.body.startswith("HELLO Ana López,")
    assert text.body.endswith("Organisation des Nations Unies\n")
    assert asked == ["fr"]


def test_a_letter_of_another_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(LetterRefused, match="into words"):
        PRESS.render(Letter(kind="carol", language="en", to_name="A", params={}), ORGANISATION)
    with pytest.raises(LetterRefused, match="into words"):
        PRESS.render(Letter(kind="reminder", language="en", to_name="A", params={}), ORGANISATION)


def test_every_sentence_of_the_templates_can_be_translated() -> None:
    for file in Path(TEMPLATES).glob("*.txt"):
        bare = re.sub(r"\{[{%].*?[%}]\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert bare.replace("Subject:", "").strip() == "", file.name


def _said(name: str) -> str:
    value = str(EXAMPLES[name])
    days = {"03": "March", "04": "April", "05": "May", "06": "June"}
    if not name.endswith(("_on", "_by")):
        return value
    year, month, day = value.split("-")
    return f"{int(day)} {days[month]} {year}"


@pytest.mark.parametrize(
    ("kind", "page"),
    [("designation", "/2025/start"), ("advice", "/2025/messages"), ("documents", "/2025/verify")],
)
def test_a_letter_told_no_page_leads_to_where_its_reader_acts(kind: str, page: str) -> None:
    assert f"\nhttps://file.example{page}\n" in _render(_letter(kind)).body


@pytest.mark.parametrize(("occasion", "said"), [("entry", "on taking office"), ("exit", "on leaving office")])
def test_a_letter_says_when_its_statement_is_not_the_yearly_one(occasion: str, said: str) -> None:
    letter = _letter("reminder", occasion=occasion)
    assert f"This is about a statement {said}." in _render(letter).body
    assert "This is about a statement" not in _render(_letter("reminder")).body
