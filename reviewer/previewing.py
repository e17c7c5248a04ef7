"""What the filer will read, shown beside the form while it is written, with script and without."""

from datetime import date
from typing import NamedTuple

from flask import request
from flask_babel import force_locale

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.messages import Message, message
from disclosure.domain.snippets import Place
from disclosure.models import SnippetVersion
from disclosure.web import languages
from disclosure.web.correspondence import ADVICE_TITLES, QUESTION_TITLE, around
from disclosure.web.forms import said
from disclosure.web.languages import Language
from reviewer import wordings

ANSWER_BY = message("Please answer by %(day)s.")
DO_BY = message("Please do this by %(day)s.")


class Preview(NamedTuple):
    """A text as the filer will read it, in their language."""

    language: Language
    title: str
    lines: list[str]
    text: str
    own: str
    """The same in the reader's language, where it is approved wording that nobody changed."""


class Drafted(NamedTuple):
    """A text on its way, with what belongs to it."""

    text: str
    language: str
    places: dict[Place, str]
    version: SnippetVersion | None
    own_places: dict[Place, str]


def wanted() -> bool:
    """Whether the form was sent to be looked at, and not to be carried out."""
    return request.method == "POST" and ("show" in request.form or "use" in request.form)


def by_itself() -> bool:
    """Whether only the preview is wanted, by the script of the page."""
    return request.form.get("show") == "fragment"


def of_question(drafted: Drafted, *, due_on: date) -> Preview:
    """Return a question as the filer will read it."""
    return _preview(drafted, QUESTION_TITLE, [Message(ANSWER_BY.msgid, {"day": due_on})])


def of_advice(
    drafted: Drafted,
    *,
    type_: AdviceType | None,
    due_on: date | None,
    owner: AdviceOwner | None,
    proof: AdviceProof | None,
) -> Preview:
    """Return advice as the filer will read it, as far as it is written."""
    lines = [Message(DO_BY.msgid, {"day": due_on})] if due_on else []
    return _preview(drafted, ADVICE_TITLES[type_ or AdviceType.OTHER], lines + around(owner, proof))


def _preview(drafted: Drafted, title: Message, lines: list[Message]) -> Preview:
    spoken = languages.language(drafted.language)
    with force_locale(str(spoken.locale)):
        heading, told = said(title), [said(line) for line in lines]
    text = wordings.filled(drafted.text, drafted.places).strip()
    return Preview(spoken, heading, told, text, _own(drafted))


def _own(drafted: Drafted) -> str:
    version, own = drafted.version, languages.spoken().code
    if version is None or own == drafted.language:
        return ""
    unchanged = drafted.text.split() == version.texts.get(drafted.language, "").split()
    return wordings.filled(version.texts.get(own, ""), drafted.own_places) if unchanged else ""
