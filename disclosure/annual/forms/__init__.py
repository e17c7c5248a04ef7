"""The forms of a report. The same document gives the same bytes, whenever and wherever it is written."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from disclosure.annual.document import Document
from disclosure.annual.forms.paged import pdf
from disclosure.annual.forms.sheets import csv, xlsx
from disclosure.annual.forms.web import html
from disclosure.annual.forms.worded import docx


class Form(StrEnum):
    """A form in which a report is handed out, named as its files end."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"


_WRITERS: Mapping[Form, Callable[[Document], Iterable[bytes]]] = {
    Form.HTML: html,
    Form.PDF: pdf,
    Form.DOCX: docx,
    Form.XLSX: xlsx,
    Form.CSV: csv,
}
TYPES: Mapping[Form, str] = {
    Form.HTML: "text/html",
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv",
}


def written(document: Document, form: Form) -> Iterable[bytes]:
    """Return a frozen report in a form, piece by piece where the form allows it."""
    return _WRITERS[form](document)


__all__ = ["TYPES", "Form", "written"]
