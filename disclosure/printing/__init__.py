"""Papers and calendar entries, made in memory of plain texts. Knows no database, no key and no site.

The typewriter (DOCX) and the workbook (XLSX) are asked for by name: most processes need neither.
"""

from disclosure.printing.calendar import Due, entry, taken_back
from disclosure.printing.papers import Grid, Paper, Row, Section, Thing, Words
from disclosure.printing.press import pdf

__all__ = ["Due", "Grid", "Paper", "Row", "Section", "Thing", "Words", "entry", "pdf", "taken_back"]
