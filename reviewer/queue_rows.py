"""The rows of a list: each case with where it leads and what else is said of it, in the page's language."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import g
from flask_babel import gettext as _

from disclosure.casework.docket import Line
from disclosure.casework.lateness import Standing
from disclosure.domain.lifecycle import FilingState
from reviewer.addresses import Addresses
from reviewer.pages import last_day


class Row(NamedTuple):
    """One case of a list."""

    line: Line
    address: str
    """The case itself, or its cover when it is not the reader's to open."""
    claim: str | None
    skip: str | None
    facts: str
    clock: tuple[Standing, date] | None
    """How it stands, and the last day in time; none where no clock runs or it stands still."""


def rows(lines: Sequence[Line], *, readable: Collection[UUID], may_claim: bool) -> list[Row]:
    """Return the rows of these cases. Words and addresses that many share are made once."""
    addresses, words = Addresses(), _words()
    return [
        Row(
            line=line,
            address=addresses.of("case.show" if line.filing_id in readable else "case.cover", line.filing_id),
            claim=addresses.of("case.claim", line.filing_id) if may_claim and _is_unclaimed(line) else None,
            skip=addresses.of("home.skip", line.filing_id) if may_claim and _can_be_skipped(line) else None,
            facts=", ".join(_facts(line, words)),
            clock=(line.standing, last_day(line.clock)) if line.clock and not line.put_aside else None,
        )
        for line in lines
    ]


def _is_unclaimed(line: Line) -> bool:
    return line.state is FilingState.FILED


def _can_be_skipped(line: Line) -> bool:
    """Tell whether a case is unclaimed, or in one's own review."""
    mine = line.state is FilingState.IN_REVIEW and line.reviewer_id == g.actor.account_id
    return mine or _is_unclaimed(line)


def _words() -> Sequence[str]:
    return (
        _("Senior official"),
        _("First statement"),
        _("Drawn for documents"),
        _("Dropped to nil"),
        _("Filed late"),
        _("Carried over"),
    )


def _facts(line: Line, words: Sequence[str]) -> Iterator[str]:
    holds = (
        line.senior,
        line.first_time,
        line.sampled,
        line.dropped_to_nil,
        line.filed_late,
        line.carried_over,
    )
    yield from (word for word, held in zip(words, holds, strict=True) if held)
    if line.not_sure:
        yield _("Not sure: %(number)d", number=line.not_sure)
