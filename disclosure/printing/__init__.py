"""Papers and calendar entries, made in memory of plain texts. Knows no database, no key and no site."""

from disclosure.printing.calendar import Due, entry, taken_back
from disclosure.printing.papers import Paper, Row, Section, Thing, Words
from disclosure.printing.press import pdf

__all__ = ["Due", "Paper", "Row", "Section", "Thing", "Words", "entry", "pdf", "taken_back"]
