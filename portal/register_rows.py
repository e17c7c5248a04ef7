"""The lines of the public register, on its page and in its file, and the filter over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectField, StringField

from disclosure.domain.lifecycle import SummaryState
from disclosure.domain.publishing import decoded
from disclosure.models import PublicSummary
from disclosure.web.forms import Part, said
from portal import published
from portal.showing import name_of

HEADER = (
    "year",
    "name",
    "title",
    "entity",
    "state",
    "published_on",
    "withdrawn_on",
    "reason",
    "what",
    "with_or_in",
    "whose",
    "country",
    "value",
    "left_out_by_choice",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One named official in the register. `published_on` stays after the summary was withdrawn."""

    summary: PublicSummary
    name: str
    entity: str
    state: str
    published_on: date | None
    withdrawn_on: date | None
    reason: str


class RegisterFilter(Part):
    """Which lines are shown. It is part of the address, so it has no token."""

    name = StringField(lazy_gettext("Name"))
    entity = SelectField(lazy_gettext("Entity"), validate_choice=False)

    @property
    def is_used(self) -> bool:
        """Whether anything is looked for."""
        return bool((self.name.data or "").strip() or self.entity.data)

    def offer(self, everybody: Iterable[PublicSummary]) -> None:
        """Offer the entities of the list."""
        entities = {one.filing.entity.code: name_of(one.filing.entity) for one in everybody}
        listed = sorted(entities.items(), key=lambda one: one[1])
        self.entity.choices = [("", _("All")), *listed]
        self.entity.data = self.entity.data if self.entity.data in entities else ""

    def chosen(self, everybody: Iterable[PublicSummary]) -> list[PublicSummary]:
        """Return the lines that are looked for; capitals make no difference."""
        name = (self.name.data or "").strip().casefold()
        return [
            one
            for one in everybody
            if name in (one.name or "").casefold() and self.entity.data in ("", one.filing.entity.code)
        ]


def row(summary: PublicSummary) -> Row:
    """Return what the register says of somebody."""
    because = summary.withdrawn_because
    return Row(
        summary=summary,
        name=summary.name or "",
        entity=name_of(summary.filing.entity),
        state=_state(summary.state),
        published_on=published.day(summary.filing, summary.published_at),
        withdrawn_on=published.day(summary.filing, summary.withdrawn_at),
        reason=said(because.label) if because else "",
    )


def cells(summary: PublicSummary) -> list[Sequence[object]]:
    """Return the lines of a file about one official: one for each interest, or one for all."""
    line = row(summary)
    title = summary.title if summary.is_published else ""
    about = [
        summary.filing.cycle.year,
        line.name,
        title,
        line.entity,
        summary.state.value,
        line.published_on,
        line.withdrawn_on,
        summary.withdrawn_because.value if summary.withdrawn_because else "",
    ]
    content = decoded(summary.content) if summary.content is not None else None
    shown = [published.line(entry, summary.filing) for entry in content.entries] if content else []
    left_out = content.left_out if content else ""
    interests = [[one.what, one.party, one.holder, one.country, one.value] for one in shown]
    return [[*about, *interest, left_out] for interest in interests or [[""] * 5]]


def _state(state: SummaryState) -> str:
    words: dict[SummaryState, str] = {
        SummaryState.DETAILED: _("Published in detail"),
        SummaryState.NIL: _("Published as nil"),
        SummaryState.WITHDRAWN: _("Withdrawn"),
    }
    return words[state]
