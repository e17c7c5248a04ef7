"""The annual report in words, tables and figures: set out from a snapshot's numbers, printed in five forms.

Nothing here reads a database. What is not in the numbers is not in the report.
"""

from disclosure.annual.document import Bar, Cell, Chart, Column, Document, Edition, Row, Section, Stamp, Table
from disclosure.annual.setting import set_out
from disclosure.annual.tongue import LANGUAGES

__all__ = [
    "LANGUAGES",
    "Bar",
    "Cell",
    "Chart",
    "Column",
    "Document",
    "Edition",
    "Row",
    "Section",
    "Stamp",
    "Table",
    "set_out",
]
