"""The figures of the annual report, worked out from counted rows.

Nothing here reads a database or a statement: counts come in, checked figures come out. Shares are
per cent to one decimal place, halves rounded up, as the report prints them.
"""

from disclosure.domain.statistics.compliance import TOTAL, LineKind, TableLine, TableRow, compliance_table
from disclosure.domain.statistics.figures import (
    AGE_BANDS,
    ConflictFigures,
    OpenFigures,
    age_bands,
    conflicts_by_category,
    open_at_year_end,
)
from disclosure.domain.statistics.masking import MASKED_BELOW, Masked, masked
from disclosure.domain.statistics.participation import Participation, YearRow, participation
from disclosure.domain.statistics.shares import Breakdown, Part, breakdown, per_cent

__all__ = [
    "AGE_BANDS",
    "MASKED_BELOW",
    "TOTAL",
    "Breakdown",
    "ConflictFigures",
    "LineKind",
    "Masked",
    "OpenFigures",
    "Part",
    "Participation",
    "TableLine",
    "TableRow",
    "YearRow",
    "age_bands",
    "breakdown",
    "compliance_table",
    "conflicts_by_category",
    "masked",
    "open_at_year_end",
    "participation",
    "per_cent",
]
