"""From a letter's row to its subject and body, in the language of whoever receives it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from disclosure.catalogues import catalogue
from disclosure.mail.errors import LetterRefused
from disclosure.mail.kinds import SHAPES, Site
from disclosure.mail.telling import one_line
from disclosure.models import Letter

TEMPLATES = Path(__file__).with_name("letters")
_SUBJECT = "Subject: "
_GAPS = re.compile(r"\n{3,}")
_BRITISH = {"en": "en_GB"}
"""English dates are written 31 March 2026, as the United Nations write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The public addresses of the three sites, without a slash at the end."""

    portal: str
    review: str
    compliance: str

    def to(self, site: Site, path: str) -> str:
        """Return the absolute address of a page."""
        return f"{getattr(self, site.value)}{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What is read: one line, and the text."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Press:
    """Renders letters. Templates are compiled once per language and kept."""

    links: Links
    help_at: str
    """The address that answers questions about any letter."""
    translations: Callable[[str], NullTranslations] = catalogue
    """The texts of a language, by its code ("fr")."""
    _environments: dict[str, Environment] = field(default_factory=dict, init=False, repr=False)

    def render(self, letter: Letter, organisation: Mapping[str, str]) -> Rendered:
        """Fill in a letter of an organisation, whose names are given by language.

        Raises:
            LetterRefused: the row was written by a version that told its letters other things.

        """
        shape = SHAPES.get(letter.kind)
        if shape is None or not shape.needs <= letter.params.keys():
            raise LetterRefused(f"This version cannot put letters of kind {letter.kind} into words.")
        site = shape.site or Site(letter.params["site"])
        template = self._environment(letter.language).get_template(f"{letter.kind}.txt")
        text = template.render(
            **{"occasion": "annual"} | letter.params,
            name=letter.to_name,
            organisation=organisation.get(letter.language, organisation["en"]),
            help_at=self.help_at,
            link=self.links.to(site, letter.params.get("path") or shape.leads_to.format(**letter.params)),
        )
        head, body = text.split("\n", 1)
        return Rendered(
            subject=one_line(head.removeprefix(_SUBJECT)), body=_GAPS.sub("\n\n", body).strip() + "\n"
        )

    def _environment(self, language: str) -> Environment:
        if language not in self._environments:
            self._environments[language] = _environment(language, self.translations(language))
        return self._environments[language]


def _environment(language: str, texts: NullTranslations) -> Environment:
    locale = _locale(language)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text: there is no markup to escape from
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["date"] = lambda text: format_date(_day(text), "long", locale=locale)
    environment.globals["time"] = lambda text: format_time(
        datetime.fromisoformat(text).astimezone(UTC), "HH:mm", locale=locale
    )
    return environment


def _day(text: str) -> date:
    """Read a date, or the date in UTC of an instant."""
    return datetime.fromisoformat(text).astimezone(UTC).date() if "T" in text else date.fromisoformat(text)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_BRITISH.get(language, language), sep="_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_BRITISH["en"])
