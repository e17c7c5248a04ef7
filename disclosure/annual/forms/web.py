"""The report for a browser as one file, and its charts as pictures (SVG) that other forms take in."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from disclosure.annual.document import Chart, Document
from disclosure.annual.drawing import picture

TEMPLATES = Path(__file__).parent.parent / "templates"
"""Where the templates lie that the site's page takes in as well."""


def html(document: Document) -> Iterator[bytes]:
    """Yield the report as one file that needs nothing else."""
    page = _environment().get_template("annual/page.html")
    yield page.render(document=document, picture=picture).encode()


def svg(chart: Chart, document: Document) -> str:
    """Return a chart of a report as a picture by itself."""
    drawn = _environment().get_template("annual/picture.svg")
    return drawn.render(picture=picture(chart, document.direction), language=document.language).strip()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
