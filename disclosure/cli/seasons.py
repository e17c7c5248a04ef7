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
    reading,
    referring,
    rosters,
    scheduling,
    screening,
)
from disclosure.casework import keys as keeping
from disclosure.cli.keyring import make_keys
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.domain.lifecycle import ReferralState
from disclosure.errors import DisclosureError, NotFound
from disclosure.jobs.review import shelf_of
from disclosure.models import Entity, Referral

DATE = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def roster() -> None:
    """Take over lists of entities and people."""


@roster.command(name="import")
@click.argument("file", type=FILE)
@click.option("--entities", type=FILE, help="A list of entities to take over first.")
@click.option("--complete", is_flag=True, help="Whoever is missing from FILE has left.")
@click.option("--dry-run", is_flag=True, help="Print the difference and change nothing.")
@pass_office
def import_(office: Office, file: Path, entities: Path | None, complete: bool, dry_run: bool) -> None:
    """Take over the people of a CSV FILE, all of it or, where a line is faulty, nothing."""
    with office.transaction() as db:
        by, organisation = office.actor(db), office.organisation(db)
        if entities is not None:
            rosters.apply_entities(
                db, by=by, organisation=organisation, rows=rosters.read_entities(organisation, entities)
            )
        rows = rosters.read(db, organisation, file)
        found = (rosters.difference if dry_run else rosters.apply)(
            db, by=by, organisation=organisation, rows=rows, complete=complete
        )
        for line in _told(found):
            click.echo(line)
        if dry_run:
            db.rollback()
            click.echo("Nothing was changed.")


def _told(found: rosters.Difference) -> Iterator[str]:
    """Say what a roster changes, a line for each person it concerns."""
    yield from (f"+ {row.index_number} {row.name} ({row.entity})" for row in found.added)
    for change in found.changed:
        fields = "; ".join(f"{name}: {was} → {now}" for name, (was, now) in change.fields.items())
        yield f"~ {change.index_number} {change.name}: {fields}"
    yield from (f"- {change.index_number} {change.name} has left" for change in found.left)
    yield (
        f"{len(found.added)} added, {len(found.changed)} changed, {len(found.left)} left, "
        f"{found.unchanged} unchanged."
    )


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
        done = chasing.remind(db, by=by, cycle=found)
    click.echo(f"{len(done.letters)} reminders were written.")
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
