"""Counting the annual report: every number from rows, set out under the key by which it is printed."""

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework import programmes
from disclosure.casework.reporting.conflicts import found_in
from disclosure.casework.reporting.counting import REQUIRED, count, of_cycle
from disclosure.casework.reporting.drawn import drawn_in
from disclosure.casework.reporting.figures import ended, open_now
from disclosure.casework.reporting.lookback import looked_back
from disclosure.casework.reporting.public import public
from disclosure.casework.reporting.standings import standings
from disclosure.domain.annual import (
    FORM,
    STANDING,
    Annual,
    EntityNamed,
    Named,
    Price,
    Summed,
    YearTold,
    complements,
    shares,
)
from disclosure.domain.lifecycle import CycleState, FilingState
from disclosure.domain.programme import Names, Programme
from disclosure.models import Conflict, Cycle, Filing


def counted(db: Session, cycle: Cycle) -> Annual:
    """Return the report of a cycle as its rows are now. Whether it adds up is asked of what comes back."""
    programme = programmes.of(cycle)
    standing, entities = standings(db, cycle)
    before, years = looked_back(db, cycle, groups=[group.code for group in programme.groups])
    numbers = standing | _by_group(standing, entities, programme) | before
    numbers |= _once(db, cycle, required=numbers["required"]) | public(db, cycle)
    numbers |= _this_year(numbers, cycle.year, programme) | _costs(numbers, programme)
    told = (*years, YearTold(year=cycle.year, source=None))
    numbers |= complements(numbers, (one.year for one in told))
    report = Annual(
        form=FORM,
        organisation=Named(code=cycle.organisation.code, names=cycle.organisation.names),
        programme=Named(code=programme.code, names=_names(programme.names)),
        programme_version=programme.version,
        year=cycle.year,
        closed_at=cycle.closed_at.isoformat() if cycle.closed_at else None,
        total=_names(programme.total),
        groups=tuple(Named(code=group.code, names=_names(group.names)) for group in programme.groups),
        entities=tuple(entities),
        subtotals=_subtotals(programme),
        years=told,
        draw_rate=str(programme.draw.rate),
        price=_price(programme),
        numbers=numbers,
        shares={},
    )
    return msgspec.structs.replace(report, shares=dict(shares(report)))


def _by_group(
    standing: Mapping[str, int], entities: Iterable[EntityNamed], programme: Programme
) -> dict[str, int]:
    """Sum up entities into the programme's groups, and these into its sums."""
    numbers: dict[str, int] = {}
    places = list(entities)
    for name in STANDING:
        groups = {group.code: 0 for group in programme.groups}
        for entity in places:
            if entity.group in groups:
                groups[entity.group] += standing[f"{name}/entity/{entity.code}"]
        numbers |= {f"{name}/group/{code}": number for code, number in groups.items()}
        for one in programme.subtotals:
            numbers[f"{name}/sum/{one.code}"] = sum(groups[code] for code in one.groups)
    return numbers


def _once(db: Session, cycle: Cycle, *, required: int) -> dict[str, int]:
    """Return what is counted for all together, each with its parts."""
    asked = select(
        count("first", REQUIRED, Filing.first_time),
        count("referred", Filing.referred),
        count("closed", Filing.state == FilingState.CLOSED),
    )
    first, referred, closed = db.execute(asked.where(*of_cycle(cycle))).one()
    still_open, outcomes = open_now(db, cycle, required=required).reasons, ended(db, cycle)
    found, drawn = found_in(db, cycle, required=required), drawn_in(db, cycle)
    of_filings = select(func.count(Conflict.id)).join(Filing, Filing.id == Conflict.filing_id)
    conflicts = db.scalar(of_filings.where(*of_cycle(cycle), Conflict.state != "dismissed")) or 0
    return {
        "first-time": first,
        "referred": referred,
        "open": still_open.whole,
        **{f"open/{part.code}": part.count for part in still_open.parts},
        "outcome": closed,
        **{f"outcome/{part.code}": part.count for part in outcomes.parts},
        "conflict-filers": found.filers,
        "conflicts": conflicts,
        **{f"conflicts/{part.code}": part.count for part in found.items.parts},
        "drawn": drawn.drawn,
        "sampled": drawn.sampled,
        "carried-over": drawn.carried_over,
        "verified": drawn.complete,
    }


def _this_year(numbers: Mapping[str, int], year: int, programme: Programme) -> dict[str, int]:
    """Return this year's line among the years, and its change against the year before."""
    told = {
        f"{name}/year/{year}": numbers[name] for name in ("required", "filed", "conflict-filers", "conflicts")
    }
    for group in programme.groups:
        told[f"required/year/{year}/group/{group.code}"] = numbers[f"required/group/{group.code}"]
    before = numbers.get(f"required/year/{year - 1}")
    return told | ({} if before is None else {"change": numbers["required"] - before})


def _costs(numbers: Mapping[str, int], programme: Programme) -> dict[str, int]:
    """Return what each place bears of the costs: the agreed price for each of its filers."""
    price = _price(programme)
    if price is None or price.per_filer is None:
        return {}
    return {
        key.replace("required", "cost", 1): number * price.per_filer
        for key, number in numbers.items()
        if key.partition("/")[0] == "required" and "/year/" not in key
    }


def _subtotals(programme: Programme) -> tuple[Summed, ...]:
    return tuple(
        Summed(code=one.code, names=_names(one.names), groups=one.groups, printed=one.printed)
        for one in programme.subtotals
    )


def _price(programme: Programme) -> Price | None:
    shared = programme.cost_sharing
    return None if shared is None else Price(currency=shared.currency, per_filer=shared.per_filer)


def _names(names: Names) -> dict[str, str]:
    return {str(code): str(name) for code, name in msgspec.structs.asdict(names).items()}


def is_final(cycle: Cycle) -> bool:
    """Whether the figures of a cycle move no more by its own season."""
    return cycle.state is CycleState.CLOSED
