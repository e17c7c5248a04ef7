"""The numbers of A/76/76 on the programme, beside those of its annex.

The paragraph is named where it is known; the others stand in the report's section on the
financial disclosure programme.
"""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from disclosure.domain.categories import ConflictCategory


class Figures(Struct, frozen=True, kw_only=True):
    """What the report says of one cycle, counted in people unless it says otherwise."""

    year: int
    filers: int
    """Had to file: the total of the annex."""
    first_time: int
    secretariat: int
    """Of the filers, the Secretariat including peacekeeping."""
    bodies: int
    filed: int
    """Annex."""
    not_filed: int
    """Annex; referred to the heads of their entities (paragraph 19)."""
    open_at_year_end: int
    """Files that were not closed on 31 December."""
    with_conflicts: int
    conflicts: Mapping[ConflictCategory, int]
    """Items, not people: one filer may have several."""
    sample: Decimal
    """About this part of the filers had to give documents (paragraph 21)."""
    public_eligible: int
    """Assistant secretaries-general and above."""
    public_took_part: int
    public_declined: int
    public_no_answer: int
    public_unfinished: int
    """Their review was not finished in time."""
    filers_before: int
    """Had to file in the cycle before."""
    with_conflicts_before: int
    """Of those, had conflicts."""

    @property
    def conflict_items(self) -> int:
        """All conflicts, of whatever category."""
        return sum(self.conflicts.values())


FIGURES = Figures(
    year=2020,
    filers=5904,
    first_time=1624,
    secretariat=2777,
    bodies=3127,
    filed=5898,
    not_filed=6,
    open_at_year_end=63,
    with_conflicts=224,
    conflicts={
        ConflictCategory.FINANCIAL_ACTIVITY: 43,
        ConflictCategory.OUTSIDE_ACTIVITY: 179,
        ConflictCategory.FAMILY_OR_PERSONAL: 40,
        ConflictCategory.OTHER: 2,
    },
    sample=Decimal("0.05"),
    public_eligible=158,
    public_took_part=126,
    public_declined=24,
    public_no_answer=4,
    public_unfinished=4,
    filers_before=6157,
    with_conflicts_before=211,
)
