"""Setting a report out: the numbers of a snapshot in one language, complete or for the public."""

from collections.abc import Iterator

from disclosure.annual.document import Document, Edition, Section, Stamp
from disclosure.annual.sections import entities, participation, public, review
from disclosure.annual.shown import Shown
from disclosure.annual.tongue import Tongue
from disclosure.domain.annual import Annual, hidden

_SUBJECTS = (
    participation.years,
    participation.parts,
    participation.first_time,
    entities.compliance,
    participation.rates,
    entities.standing,
    review.still_open,
    review.verification,
    review.conflicts,
    review.conflicts_by_year,
    review.outcomes,
    public.public,
    public.costs,
)


def set_out(
    annual: Annual, *, language: str, edition: Edition = Edition.COMPLETE, stamp: Stamp | None = None
) -> Document:
    """Return the report in a language; without a stamp it is provisional.

    Raises BadInput for a language that reports are not written in.
    """
    tongue = Tongue(language)
    is_public = edition is Edition.PUBLIC
    shown = Shown(annual, tongue, hidden(annual) if is_public else frozenset())
    sections = tuple(section for subject in _SUBJECTS if (section := subject(shown)) is not None)
    gettext = tongue.gettext
    return Document(
        language=tongue.tag,
        direction=tongue.direction,
        issuer=shown.named(annual.organisation.names),
        title=_title(shown),
        notices=tuple(_notices(tongue, edition, stamp)),
        facts=tuple(_facts(tongue, stamp)),
        summary_heading=gettext("Summary"),
        summary=tuple(section.finding for section in sections),
        sections=sections,
        definition_label=gettext("What is counted"),
        footer=_footer(shown, stamp),
        page_number=gettext("Page {page} of {pages}"),
        uncovered=gettext("Some characters could not be printed."),
        filename=_filename(annual, tongue, edition),
        stamp=stamp,
    )


def _title(shown: Shown) -> str:
    return shown.tongue.gettext(
        "Annual report on %(year)s: %(programme)s",
        year=shown.annual.year,
        programme=shown.named(shown.annual.programme.names),
    )


def _notices(tongue: Tongue, edition: Edition, stamp: Stamp | None) -> Iterator[str]:
    if stamp is None:
        yield tongue.gettext("Provisional: the report is not frozen, so figures still move.")
    if edition is Edition.PUBLIC:
        yield tongue.gettext(
            "Numbers of fewer than five people are hidden and shown as *, and so are others from which "
            "they could be worked out."
        )


def _facts(tongue: Tongue, stamp: Stamp | None) -> Iterator[tuple[str, str]]:
    if stamp is not None:
        yield tongue.gettext("Snapshot"), tongue.count(stamp.number)
        yield tongue.gettext("Frozen on"), tongue.day(stamp.frozen_at)
        yield "SHA-256", stamp.digest


def _footer(shown: Shown, stamp: Stamp | None) -> str:
    place = f"{shown.annual.organisation.code} {shown.annual.year}"
    return place if stamp is None else f"{place} \u00b7 {stamp.number} \u00b7 {stamp.digest[:16]}"


def _filename(annual: Annual, tongue: Tongue, edition: Edition) -> str:
    return f"report-{annual.year}-{tongue.code}" + ("-public" if edition is Edition.PUBLIC else "")


def section_of(document: Document, code: str) -> Section:
    """Return a section by its code. Raises KeyError where the report has none."""
    for section in document.sections:
        if section.code == code:
            return section
    raise KeyError(code)
