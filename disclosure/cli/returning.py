"""Commands of letters that came back."""

from typing import BinaryIO

import click

from disclosure.casework import chasing
from disclosure.cli.office import Office, pass_office
from disclosure.mail import returned as report_of


@click.group()
def letters() -> None:
    """Take note of letters that came back."""


@letters.command()
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@pass_office
def returned(office: Office, files: tuple[BinaryIO, ...]) -> None:
    """Read what mail servers report in FILES, messages as they came ("-" for one on standard input).

    Give the address of the sender to a program that runs this for each message.
    """
    marked = 0
    with office.transaction() as db:
        by, organisation = office.actor(db), office.organisation(db)
        for file in files:
            found = report_of(file.read())
            if found is not None:
                marked += chasing.came_back(db, by=by, organisation=organisation, returned=found)
    click.echo(f"Messages read: {len(files)}. Letters marked as not delivered: {marked}.")
