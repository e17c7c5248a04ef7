"""Commands that close the sites for a while, and keep the promise their page made."""

from datetime import UTC, datetime

import click
from sqlalchemy import select

from disclosure import clock
from disclosure import maintenance as closed_sites
from disclosure.casework import closures
from disclosure.cli.office import Office, pass_office
from disclosure.domain.lifecycle import CycleState
from disclosure.maintenance import Closed
from disclosure.models import Cycle


@click.group()
def maintenance() -> None:
    """Close the sites for a while; who is due meanwhile gets the days back."""


@maintenance.command()
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%dT%H:%M"]),
    required=True,
    help="When you expect to be back, in UTC, such as 2027-03-30T22:00.",
)
@click.option("--no-promise", is_flag=True, help="Say nothing about deadlines: nobody is due for long.")
@pass_office
def begin(office: Office, until: datetime, no_promise: bool) -> None:
    """Close all three sites: every page says until when, in six languages. Workers go on."""
    closed = Closed(since=clock.now(), until=until.replace(tzinfo=UTC), promised=not no_promise)
    closed_sites.begin(office.config.instance, closed)
    click.echo(f"The sites are closed until about {until:%Y-%m-%d %H:%M} UTC.")
    if closed.promised:
        click.echo("Their page promises the days back to whoever is due: `maintenance end` gives them.")


@maintenance.command()
@pass_office
def end(office: Office) -> None:
    """Give the promised days back, then open the sites."""
    config = office.config
    closed = closed_sites.of(config.instance)
    if closed is None:
        click.echo("The sites are open.")
        return
    if closed.promised:
        _keep_promise(office, closed)
    closed_sites.end(config.instance)
    click.echo("The sites are open again.")


@maintenance.command()
@pass_office
def status(office: Office) -> None:
    """Say whether the sites are closed."""
    closed = closed_sites.of(office.config.instance)
    if closed is None:
        click.echo("The sites are open.")
    else:
        since, until = (f"{at:%Y-%m-%d %H:%M} UTC" for at in (closed.since, closed.until))
        click.echo(f"The sites are closed since {since}, expected back at {until}.")


def _keep_promise(office: Office, closed: Closed) -> None:
    with office.transaction() as db:
        for organisation in office.organisations(db):
            running = select(Cycle).where(
                Cycle.organisation_id == organisation.id, Cycle.state == CycleState.OPEN
            )
            for cycle in db.scalars(running.order_by(Cycle.year)).all():
                by = office.actor(db, organisation)
                done = closures.make_good(db, by=by, cycle=cycle, since=closed.since, until=clock.now())
                click.echo(f"{cycle.year}, {organisation.code}: {done.moved} people have more time.")
                if done.left:
                    click.echo(
                        f"{done.left} have had all the time that the programme allows: decide about them.",
                        err=True,
                    )
