"""What the pages of the draw show: rules, commitment and outcome. The seed is not shown before the draw."""

from typing import NamedTuple

from flask import g

from disclosure.casework import chasing, drawing, programmes
from disclosure.domain import sampling
from disclosure.domain.lifecycle import DrawState
from disclosure.domain.programme import Draw as Rules
from disclosure.domain.sampling import Commitment, Record
from disclosure.models import Cycle, Draw


class State(NamedTuple):
    """A draw at one moment."""

    rules: Rules
    filed: int
    """How many have filed by now."""
    draw: Draw | None
    commitment: Commitment | None
    record: Record | None

    @property
    def frame(self) -> int:
        """How many filings can be drawn."""
        return sum(len(stratum.tokens) for stratum in self.commitment.strata) if self.commitment else 0

    @property
    def to_draw(self) -> int:
        """How many filings are drawn at random."""
        return sum(stratum.draws for stratum in self.commitment.strata) if self.commitment else 0

    @property
    def random(self) -> int:
        """How many were hit by chance."""
        return sum(one.random for one in self.record.drawn) if self.record else 0

    @property
    def carried(self) -> int:
        """How many were carried over from the last cycle, whether or not chance hit them too."""
        return sum(one.carried for one in self.record.drawn) if self.record else 0


def rules(cycle: Cycle) -> Rules:
    """Return the programme's rules of the draw."""
    return programmes.of(cycle).draw


def state(cycle: Cycle) -> State:
    """Return how far the draw of a cycle is."""
    draw = drawing.find(g.db, cycle)
    record = sampling.parse_record(draw.record) if draw and draw.state is DrawState.RUN else None
    commitment = record.commitment if record else sampling.parse_commitment(draw.record) if draw else None
    filed = chasing.funnel(g.db, by=g.actor, cycle=cycle).filed
    return State(rules(cycle), filed, draw, commitment, record)
