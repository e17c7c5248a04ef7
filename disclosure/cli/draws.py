"""Commands for the draw: commit, run, verify."""

import sys
from pathlib import Path
from typing import TextIO

import click

from disclosure.casework import drawing
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.domain import sampling


@click.group()
def draw() -> None:
    """Draw the filings whose items must be proved by documents."""


@draw.command()
@cycle_option
@click.option(
    "--source", required=True, help="The public value that will be used, such as: drand round 4711."
)
@click.option("--output", type=click.File("w"), default="-", help="Where to write the commitment to publish.")
@pass_office
def commit(office: Office, year: int, source: str, output: TextIO) -> None:
    """Fix the frame, the rate and the office's secret seed, before the public value exists."""
    with office.transaction() as db:
        made = drawing.commit(db, by=office.actor(db), cycle=office.cycle(db, year), source=source)
        output.write(made.record)
        click.echo(f"Publish this digest before the value exists: {made.commitment}", err=True)


@draw.command()
@cycle_option
@click.option("--public-value", required=True, help="The public value, exactly as it was published.")
@click.option("--output", type=click.File("w"), default="-", help="Where to write the record to publish.")
@pass_office
def run(office: Office, year: int, public_value: str, output: TextIO) -> None:
    """Draw, once, now that the public value is known."""
    with office.transaction() as db:
        made = drawing.run(db, by=office.actor(db), cycle=office.cycle(db, year), public_value=public_value)
        output.write(made.record)


@draw.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--published", help="The digest that was published before the draw.")
def verify(file: Path, published: str | None) -> None:
    """Repeat a draw from its published record. Needs no database, no key and no instance."""
    faults = sampling.verify_document(file.read_bytes(), published=published)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    record = sampling.parse_record(file.read_bytes())
    random = sum(one.random for one in record.drawn)
    click.echo(
        f"The draw is as it should be: {random} drawn at random, {len(record.drawn) - random} carried over."
    )
