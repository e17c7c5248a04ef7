"""The form of a piece of wording: what it is for, and its words in six languages."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FormField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.messages import message
from disclosure.domain.snippets import SnippetKind, Wording
from disclosure.models import SnippetVersion
from disclosure.web.fields import OnceToken, RowVersion
from disclosure.web.forms import Form, Part, said
from disclosure.web.languages import LANGUAGES
from reviewer import wording
from reviewer.forms import Chosen

IN_ORDER = sorted(LANGUAGES, key=lambda language: language.code != "en")
"""English first: the other languages follow it."""


class Words(Part):
    """A title and a text in one language."""

    title = StringField(_("Title"), [Optional()])
    text = TextAreaField(_("Text"), [Optional()])


class _Choice(RadioField):
    """One of several codes, or none."""

    def __init__(self, label: str, words: wording.Words, **settings: Any) -> None:  # noqa: ANN401
        kind = type(next(iter(words)))
        super().__init__(
            label,
            choices=[SelectChoice(code.value, said(text)) for code, text in words.items()],
            coerce=lambda value: kind(value) if value else None,
            validate_choice=False,
            **settings,
        )


class SnippetForm(Form):
    """A piece of wording, new or changed."""

    once = OnceToken()
    kind = Chosen(_("What is it for?"), wording.SNIPPET_KINDS, message("Choose whether it asks or advises"))
    en = FormField(Words)
    fr = FormField(Words)
    es = FormField(Words)
    ru = FormField(Words)
    ar = FormField(Words)
    zh = FormField(Words)
    advice = _Choice(_("What does it advise?"), wording.ADVICE_TYPES)
    owner = _Choice(_("Who does it?"), wording.ADVICE_OWNERS)
    proof = _Choice(_("What will show that it was done?"), wording.ADVICE_PROOFS)
    days = IntegerField(_("Working days until it is due"), [Optional()])

    @property
    def languages(self) -> list[tuple[Any, Words]]:
        """The languages in the order of the page, each with its fields."""
        return [(language, self[language.code].form) for language in IN_ORDER]

    def wording(self) -> Wording:
        """Return what was written; what only advice has is left out of a question."""
        advises = self.kind.data is SnippetKind.ADVICE
        return Wording(
            kind=self.kind.data,
            titles={one.code: (words.title.data or "").strip() for one, words in self.languages},
            texts={one.code: _lines(words.text.data) for one, words in self.languages},
            advice=self.advice.data if advises else None,
            owner=self.owner.data if advises else None,
            proof=self.proof.data if advises else None,
            days=self.days.data if advises else None,
        )


class WordingForm(Form):
    """A button, or a reason and a button, about one version as its page showed it."""

    once = OnceToken()
    version = RowVersion()
    reason = TextAreaField(_("Reason for returning it"), [Optional()])


def _lines(text: str | None) -> str:
    """Return a text with its lines ended as everywhere, not as a browser sends them."""
    return "\n".join((text or "").strip().splitlines())


def as_written(version: SnippetVersion) -> dict[str, Any]:
    """Return what a form begins with, to change a piece of wording."""
    words = {
        language.code: {
            "title": version.titles.get(language.code, ""),
            "text": version.texts.get(language.code, ""),
        }
        for language in LANGUAGES
    }
    facts: dict[str, AdviceType | AdviceOwner | AdviceProof | SnippetKind | int | None] = {
        "kind": version.snippet.kind,
        "advice": version.advice,
        "owner": version.owner,
        "proof": version.proof,
        "days": version.days,
    }
    return words | facts
