"""Reporting: the yearly table per entity and the figures of the annual report. Nothing here needs a key.

Figures are counted by the database in filings: whoever files on taking office
and on leaving it counts twice. Compliance sees figures of conflicts, never
whose they are.
"""

from disclosure.casework.reporting.compliance import compliance, compliance_csv
from disclosure.casework.reporting.conflicts import conflicts_by_category
from disclosure.casework.reporting.figures import CountedGroup, Statistics, statistics
from disclosure.casework.reporting.years import participation_by_year

__all__ = [
    "CountedGroup",
    "Statistics",
    "compliance",
    "compliance_csv",
    "conflicts_by_category",
    "participation_by_year",
    "statistics",
]
