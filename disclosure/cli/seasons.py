"""Commands of the season: the roster, the cycle, screening, reminders, referrals."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session
from tqdm import tqdm

from disclosure.casework import (
    chasing,
    crossing,
    designating,
    outages,
    reading,
    referring,
    rosters,
    scheduling,
    screening,
)
from disclosure.casework import keys as keeping
from disclosure.cli.keyring import make_keys
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import ReferralState
from disclosure.errors import BadInput, DisclosureError, NotFound
from disclosure.jobs.review import shelf_of
from disclosure.models import Entity, Organisation, Referral

DATE = click.DateTime(formats=["%Y-%m-%d"])
LARGE = 16 * 1024 * 1024
"""Bytes of a roster from which on nobody is named: it is taken over line by line."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def roster() -> None:
    """Take over lists of entities and people."""


@roster.command(name="import")
@click.argument("file", type=FILE)
@click.option("--entities", type=FILE, help="A list of entities to take over first.")
@click.option("--complete", is_flag=True, help="Whoever is missing from FILE has left.")
@click.option(
    "--source", help="The system FILE comes from; which of its columns is which is kept by this name."
)
@click.option(
    "--column", "columns", multiple=True, metavar="OURS=THEIRS", help="Which column of FILE is which of ours."
)
@click.option("--dry-run", is_flag=True, help="Print the difference and change nothing.")
@pass_office
def import_(
    office: Office,
    file: Path,
    entities: Path | None,
    complete: bool,
    source: str | None,
    columns: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Take over the people of a FILE, CSV or XLSX: all of it or, where a line is faulty, nothing."""
    with office.transaction() as db:
        by, organisation = office.actor(db), office.organisation(db)
        if entities is not None:
            rosters.apply_entities(
                db, by=by, organisation=organisation, rows=rosters.read_entities(organisation, entities)
            )
        names = _columns(db, by, organisation, source, columns)
        if file.stat().st_size > LARGE and not dry_run:
            totals = rosters.take_over(
                db, by=by, organisation=organisation, source=file, complete=complete, names=names
            )
            click.echo(_counted(totals.added, totals.changed, totals.left, totals.unchanged))
            return
        rows = rosters.read(db, organisation, file, names=names)
        found = (rosters.difference if dry_run else rosters.apply)(
            db,
            by=by,
            organisation=organisation,
            rows=rows,
            complete=complete,
            without=rosters.missing(names) if names else (),
        )
        for line in _told(found):
            click.echo(line)
        if dry_run:
            db.rollback()
            click.echo("Nothing was changed.")


def _columns(
    db: Session, by: Actor, organisation: Organisation, source: str | None, columns: tuple[str, ...]
) -> Mapping[str, str] | None:
    """Return which column is which: as said now, and kept for the source, or as it was said before."""
    said = dict(one.partition("=")[::2] for one in columns)
    if source is None:
        if said:
            raise BadInput("Name the source of the file with --source: its columns are kept by that name.")
        return None
    if said:
        kept = rosters.remember(db, by=by, organisation=organisation, name=source, columns=said)
        return kept.columns
    known = rosters.known(db, by=by, organisation=organisation, name=source)
    if known is None:
        raise NotFound(f"Nobody has said which columns {source} has. Say so with --column OURS=THEIRS.")
    return known.columns


def _told(found: rosters.Difference) -> Iterator[str]:
    """Say what a roster changes, a line for each person it concerns."""
    yield from (f"+ {row.index_number} {row.name} ({row.entity})" for row in found.added)
    for change in found.changed:
        fields = "; ".join(f"{name}: {was} → {now}" for name, (was, now) in change.fields.items())
        yield f"~ {change.index_number} {change.name}: {fields}"
    yield from (f"- {change.index_number} {change.name} has left" for change in found.left)
    yield _counted(len(found.added), len(found.changed), len(found.left), found.unchanged)


def _counted(added: int, changed: int, left: int, unchanged: int) -> str:
    return f"{added} added, {changed} changed, {left} left, {unchanged} unchanged."


@click.group()
def cycle() -> None:
    """Open, extend and close a cycle."""


@cycle.command(name="open")
@cycle_option
@pass_office
def open_(office: Office, year: int) -> None:
    """Plan the cycle and make its keys if need be, open it, and designate by the programme's grounds."""
    with office.transaction() as db:
        by, organisation = office.actor(db), office.organisation(db)
        try:
            found = office.cycle(db, year)
        except NotFound:
            found = scheduling.plan_cycle(db, by=by, organisation=organisation, year=year)
        if not keeping.has_keys(db, found):
            make_keys(office, db, found, escrow=True)
        scheduling.open_cycle(db, by=by, cycle=found)
        designated = designating.designate(db, by=by, cycle=found)
    click.echo(f"The cycle of {year} is open; {designated} people are designated to file by {found.due_on}.")


@cycle.command()
@cycle_option
@click.option("--until", type=DATE, required=True, help="The new due date, such as 2020-04-30.")
@click.option("--reason", required=True)
@pass_office
def extend(office: Office, year: int, until: datetime, reason: str) -> None:
    """Put the deadline back for everybody who has not filed."""
    with office.transaction() as db:
        moved = scheduling.put_back_deadline(
            db, by=office.actor(db), cycle=office.cycle(db, year), until=until.date(), reason=reason
        )
    click.echo(f"{moved} people now have until {until.date()}.")


@cycle.command()
@cycle_option
@click.option("--from", "began_on", type=DATE, required=True, help="The first day of the outage.")
@click.option("--days", type=int, required=True, help="How many days to add.")
@click.option("--reason", required=True)
@pass_office
def outage(office: Office, year: int, began_on: datetime, days: int, reason: str) -> None:
    """Add the days on which nobody could file to what everybody has."""
    with office.transaction() as db:
        moved = outages.add_days(
            db,
            by=office.actor(db),
            cycle=office.cycle(db, year),
            began_on=began_on.date(),
            days=days,
            reason=reason,
        )
    click.echo(f"{moved} people have {days} days more.")


@cycle.command()
@cycle_option
@pass_office
def close(office: Office, year: int) -> None:
    """Close the cycle: what was not filed counts as not filed, open files are marked with the reason."""
    with office.transaction() as db:
        scheduling.close_cycle(db, by=office.actor(db), cycle=office.cycle(db, year))
    click.echo(f"The cycle of {year} is closed.")


@click.command()
@cycle_option
@pass_office
def screen(office: Office, year: int) -> None:
    """Screen every newest statement of a cycle again: checks, lists, and all of them together.

    Needs the review keys.
    """
    keys = reading.keys_in(office.config.keys_of("review"))
    shelf = shelf_of(office.config)
    with office.transaction(write=False) as db:
        batches = list(screening.to_screen(db, cycle=office.cycle(db, year)))
    with tqdm(total=sum(map(len, batches)), unit=" statements", desc="Checking") as bar:
        for batch in batches:
            with office.transaction() as db:
                screening.screen_all(db, keys.sealer, keys.opener, statement_ids=batch, shelf=shelf)
            bar.update(len(batch))
    with office.transaction() as db:
        raised = crossing.screen_across(db, keys.sealer, keys.opener, cycle=office.cycle(db, year))
    click.echo(f"Statements compared with each other changed the flags of {raised} cases.")


@click.command()
@cycle_option
@click.option("--dry-run", is_flag=True, help="Only say who would be reminded.")
@pass_office
def remind(office: Office, year: int, dry_run: bool) -> None:
    """Write the reminders of the programme's ladder that are due today, each once."""
    with office.transaction(write=not dry_run) as db:
        by, found = office.actor(db), office.cycle(db, year)
        if dry_run:
            click.echo(f"{len(chasing.due_reminders(db, by=by, cycle=found))} reminders are due today.")
            return
        if pause := chasing.paused(db, cycle=found):
            click.echo(f"The ladder is paused since {pause.paused_at:%Y-%m-%d}: {pause.reason}", err=True)
        done = chasing.Reminded([], []) if pause else chasing.remind(db, by=by, cycle=found)
        to_heads = referring.remind_heads(db, by=by, cycle=found)
    click.echo(f"{len(done.letters)} reminders were written.")
    if to_heads:
        click.echo(f"{len(to_heads)} heads were reminded of a referral.")
    if done.unaddressed:
        click.echo(f"{len(done.unaddressed)} could not be: nobody is known to write to.", err=True)


@click.group()
def referrals() -> None:
    """Refer those who did not file to the heads of their entities."""


@referrals.command()
@cycle_option
@pass_office
def prepare(office: Office, year: int) -> None:
    """Prepare a referral for every entity that has people to refer; a second officer sends it."""
    with office.transaction(write=False) as db:
        found = referring.candidates(db, by=office.actor(db), cycle=office.cycle(db, year))
        entities = {one.entity.id: (one.entity.code, len(one.filings)) for one in found}

    def one(db: Session, entity_id: UUID) -> str:
        entity = db.get_one(Entity, entity_id)
        referring.prepare(db, by=office.actor(db), cycle=office.cycle(db, year), entity=entity)
        return f"{entities[entity_id][1]} people"

    _each(office, {entity_id: code for entity_id, (code, _people) in entities.items()}, one)


@referrals.command()
@cycle_option
@pass_office
def send(office: Office, year: int) -> None:
    """Send what another officer has prepared: name yourself with `disclosure --as EMAIL referrals send`."""
    with office.transaction(write=False) as db:
        found = referring.referrals(db, by=office.actor(db), cycle=office.cycle(db, year))
        waiting = {one.id: one.entity.code for one in found if one.state is ReferralState.PREPARED}

    def one(db: Session, referral_id: UUID) -> str:
        referring.send(db, by=office.actor(db), referral=db.get_one(Referral, referral_id))
        return "sent"

    _each(office, waiting, one)


def _each(office: Office, codes: Mapping[UUID, str], act: Callable[[Session, UUID], str]) -> None:
    """Do the same for several entities, each in a transaction of its own: one refusal stops no other."""
    refused = False
    for row_id, code in codes.items():
        try:
            with office.transaction() as db:
                done = act(db, row_id)
            click.echo(f"{code}: {done}")
        except DisclosureError as refusal:
            refused = True
            click.echo(f"{code}: {refusal}", err=True)
    if refused:
        sys.exit(1)
