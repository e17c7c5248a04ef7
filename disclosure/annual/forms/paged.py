"""The report as a PDF: tagged, archivable, with its charts as pictures that say what they show."""

from collections.abc import Iterator

import msgspec

from disclosure.annual.document import Chart, Document
from disclosure.annual.forms.web import svg
from disclosure.errors import WrongState
from disclosure.printing import press


def pdf(document: Document) -> Iterator[bytes]:
    """Yield the pages. Raises WrongState for a report that is not frozen."""
    if document.stamp is None:
        raise WrongState("The report is not frozen. Freeze it before it is printed.")
    said = msgspec.to_builtins(document)
    for number, section in enumerate(document.sections):
        said["sections"][number]["table"]["widths"] = section.table.widths
        said["sections"][number]["charts"] = [_picture(chart, document) for chart in section.charts]
    yield press.typeset(
        "report.typ",
        said,
        language=document.language,
        direction=document.direction,
        made_at=document.stamp.frozen_at,
    )


def _picture(chart: Chart, document: Document) -> dict[str, str]:
    bars = "; ".join(f"{bar.label}: {bar.text}" for bar in chart.bars)
    return {"svg": svg(chart, document), "title": chart.title, "alt": f"{chart.description} {bars}"}
