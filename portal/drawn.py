"""The draw as each filer finds it: whether they were drawn, their token, and how to check that."""

from dataclasses import dataclass

from flask import abort, g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from disclosure.casework import drawing
from disclosure.domain import sampling
from disclosure.domain.lifecycle import DrawState
from disclosure.models import Draw, Filing
from disclosure.web.desk import OPEN, Desk, nothing
from portal.copies import sent

desk = Desk("drawn", __name__)


@dataclass(frozen=True, slots=True)
class Part:
    """What the draw of one year has to do with one filing."""

    year: int
    outcome: str
    token: str
    commitment: str
    source: str
    record_url: str
    is_run: bool


@desk.get("/draws/<commitment>.json", needs=OPEN, row=nothing)
def record(commitment: str) -> ResponseReturnValue:
    """Send the public record of a draw, byte by byte as it is published; the commitment until it is run."""
    draw = g.db.scalar(select(Draw).where(Draw.commitment == commitment)) or abort(404)
    return sent(draw.record.encode(), "application/json", f"draw-{draw.cycle.year}-{draw.state}.json")


def part_in(filing: Filing) -> Part | None:
    """Return what the draw of its year has to do with a filing, once there is one."""
    draw = drawing.find(g.db, filing.cycle)
    if draw is None:
        return None
    is_run = draw.state is DrawState.RUN
    record = sampling.parse_record(draw.record) if is_run else None
    commitment = record.commitment if record else sampling.parse_commitment(draw.record)
    return Part(
        year=filing.cycle.year,
        outcome=_outcome(filing.token, commitment, record),
        token=filing.token,
        commitment=draw.commitment,
        source=commitment.source,
        record_url=url_for("drawn.record", commitment=draw.commitment),
        is_run=is_run,
    )


def _outcome(token: str, commitment: sampling.Commitment, record: sampling.Record | None) -> str:
    line = next((one for one in record.drawn if one.token == token), None) if record else None
    in_frame = any(token in stratum.tokens for stratum in commitment.strata)
    outcome: str = _("You were in it and were not drawn.")
    if line is not None and line.random:
        outcome = _("You were drawn by chance.")
    elif line is not None or token in commitment.carried:
        outcome = _("You are in it because your documents of an earlier year are not complete.")
    elif not in_frame:
        outcome = _("You are not in it: you had not filed when the office bound itself.")
    elif record is None:
        outcome = _("You can be drawn. The draw is made when the public value is known.")
    return outcome
