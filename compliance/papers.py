"""The papers of this site: a list of who has not filed, and the letter to the head of an entity."""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from compliance import letters
from compliance.pages import brief, day, figure, filed_or_not, named, words
from disclosure.casework.chasing import NonFiler
from disclosure.casework.referring import Referred
from disclosure.models import Account, Cycle, Entity, Referral
from disclosure.printing import Grid, Paper, Row, Section, Words
from disclosure.web import languages
from disclosure.web.languages import spoken
from disclosure.web.papers import paper


def unfiled(entity: Entity, cycle: Cycle, people: Sequence[NonFiler], *, on: date) -> Paper:
    """Return the list of an entity at the end of a day, in the language of the page."""
    rows = tuple(
        (
            one.name,
            one.index_number,
            one.grade,
            words(one.state) + (f", {brief(one.filed_on)}" if one.filed_on else ""),
            brief(one.due_on),
            figure(one.days_late),
        )
        for one in people
    )
    columns = (_("Name"), _("Index number"), _("Grade"), _("State"), _("Due on"), _("Days overdue"))
    grid = Grid(columns=columns, widths=(5, 3, 3, 3, 3, 3), rows=rows)
    everyone = Words(text=_("Everyone has filed. Thank you."))
    return paper(
        title=_("Who has not filed: %(entity)s", entity=named(entity)),
        notice=_("As it was on %(date)s, for the head of the entity and the programme office.", date=day(on)),
        footer=f"{entity.code}, {cycle.year}",
        facts=(Row(_("Cycle"), (str(cycle.year),)), Row(_("People"), (figure(len(people)),))),
        sections=(
            Section(
                heading=_("Who has not filed"),
                grids=(grid,) if rows else (),
                paragraphs=() if rows else (everyone,),
                notes=(_not_to_be_asked(),),
            ),
        ),
    )


def to_head(referral: Referral, people: Sequence[Referred], head: Account | None) -> Paper:
    """Return the letter about a referral in the language of the head, with the list it is about."""
    locale = languages.language(head.language).locale if head else spoken().locale
    with force_locale(str(locale)):
        return _to_head(referral, people, head.name if head else _("Name of the head"))


def _to_head(referral: Referral, people: Sequence[Referred], name: str) -> Paper:
    written = letters.referral(referral, to=name, people=len(people))
    sent_on = (Row(_("Date"), (day(referral.sent_at),)),) if referral.sent_at else ()
    return paper(
        title=written.subject,
        notice=_not_to_be_asked(),
        footer=f"{referral.entity.code}, {referral.cycle.year}",
        facts=(Row(_("To"), (name,)), Row(_("Entity"), (named(referral.entity),)), *sent_on),
        sections=(
            Section(
                heading=_("The letter"),
                paragraphs=tuple(Words(text=part) for part in written.body.strip().split("\n\n")),
            ),
            Section(heading=_("People in this referral"), grids=(_referred(people),)),
        ),
    )


def _referred(people: Sequence[Referred]) -> Grid:
    return Grid(
        columns=(_("Name"), _("Index number"), _("Grade"), _("State"), _("Due on"), _("Letters written")),
        widths=(5, 3, 3, 3, 3, 3),
        rows=tuple(
            (
                one.name,
                one.index_number,
                one.grade,
                words(filed_or_not(one.state)),
                brief(one.due_on),
                figure(one.letters),
            )
            for one in people
        ),
    )


def _not_to_be_asked() -> str:
    text: str = _(
        "Please do not ask anybody what their statement says. "
        "The content is confidential, also to heads of entities."
    )
    return text
