"""Approved wording in a case: which may be used, and what a case puts into its places."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from babel.lists import format_list
from flask import abort, g, request
from flask_babel import force_locale, format_date, get_locale

from disclosure.casework import snippets
from disclosure.domain import snippets as wording
from disclosure.domain.interests import CATEGORY_NAMES, Item
from disclosure.domain.lifecycle import SnippetState
from disclosure.domain.messages import message
from disclosure.domain.snippets import Place, SnippetKind
from disclosure.models import Filing, SnippetVersion
from disclosure.web import languages
from disclosure.web.forms import said
from reviewer.pages import isolated

OPEN_PLACE = {
    Place.ITEM: message("Tick the item that {item} stands for, or write its name"),
    Place.DATE: message("Enter the day that {date} stands for"),
    Place.UNIT: message("Write the unit that {unit} stands for"),
}


class Offered(NamedTuple):
    """A piece of wording beside a form; without a value it has no text in the language of the form."""

    title: str
    value: str | None
    uses: int


class Asked(NamedTuple):
    """A press of the button of a piece of wording: for which part of the form, and which version."""

    part: int
    version: SnippetVersion


def language_of(filing: Filing) -> str:
    """Return the language in which the filer is written to."""
    return languages.language(filing.person.language).code


def offered(kind: SnippetKind, *, language: str, part: int = 0) -> list[Offered]:
    """Return the wording that may be used, by its title in the reader's language."""
    own = languages.spoken().code
    versions = snippets.in_force(g.db, by=g.actor, kind=kind)
    used = snippets.uses(g.db, versions)
    return [
        Offered(
            version.titles.get(own) or version.titles["en"],
            f"{part}:{version.id}" if version.texts.get(language) else None,
            used.get(version.id, 0),
        )
        for version in versions
    ]


def asked(kind: SnippetKind) -> Asked | None:
    """Return which piece of wording was asked for; one that is not in force is not found."""
    part, _colon, version_id = request.form.get("use", "").partition(":")
    if not version_id:
        return None
    version = found(version_id)
    if version is None or version.snippet.kind is not kind or not part.isdecimal():
        abort(404)
    return Asked(int(part), version)


def found(version_id: str | None) -> SnippetVersion | None:
    """Return a version in force of the reader's organisation by what a form carries of it."""
    try:
        version = g.db.get(SnippetVersion, UUID(version_id or ""))
    except ValueError:
        return None
    organisations = {held.organisation_id for held in g.actor.held}
    if version is None or version.organisation_id not in organisations:
        return None
    return version if version.state is SnippetState.APPROVED else None


def values(
    filing: Filing, items: Sequence[Item], *, language: str, day: date | None = None
) -> dict[Place, str]:
    """Return what a case puts into the places of a text, in the language of the text."""
    with force_locale(str(languages.language(language).locale)):
        filled = {Place.UNIT: filing.entity.names.get(language) or filing.entity.name}
        if day:
            filled[Place.DATE] = format_date(day, "long")
        if items:
            filled[Place.ITEM] = format_list([_name(item) for item in items], locale=get_locale())
    return filled


def filled(text: str, places: Mapping[Place, str]) -> str:
    """Return a text as its reader will see it."""
    return wording.filled(text, places)


def open_places(text: str) -> list[str]:
    """Return, as sentences, what is to be done about the places that a text leaves open."""
    return [said(OPEN_PLACE[place]) for place in Place if place in wording.unfilled(text)]


def chosen(items: Iterable[Item], ids: Iterable[str] | None) -> list[Item]:
    """Return the items of a statement that were ticked."""
    wanted = set(ids or ())
    return [item for item in items if item.id in wanted]


def _name(item: Item) -> str:
    """Return what an item is called: by its own name, else by who is behind it, else by its kind."""
    name = str(getattr(item, "name", "")).strip() or item.counterparty.name.strip()
    return isolated(name) if name else said(CATEGORY_NAMES[item.category])
