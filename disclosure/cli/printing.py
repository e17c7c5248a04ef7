"""Commands that print the year's figures."""

import csv
import sys

import click
import msgspec

from disclosure.casework import reporting
from disclosure.cli.office import Office, cycle_option, pass_office


@click.group()
def report() -> None:
    """Print the figures of a cycle."""


@report.command()
@cycle_option
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True)
@pass_office
def compliance(office: Office, year: int, form: str) -> None:
    """Print who had to file, who did and who did not, per entity."""
    with office.transaction(write=False) as db:
        rows = list(
            reporting.compliance_csv(db, by=office.actor(db), organisation=office.organisation(db), year=year)
        )
    if form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
    else:
        print_table(rows)


@report.command()
@cycle_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_office
def statistics(office: Office, year: int, form: str) -> None:
    """Print the cycle's figures: filers, first-time, compliance, conflicts, files still open."""
    with office.transaction(write=False) as db:
        found = reporting.statistics(db, by=office.actor(db), organisation=office.organisation(db), year=year)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        for name, figure in msgspec.to_builtins(found).items():
            click.echo(f"{name.replace('_', ' '):28} {figure}")


def print_table(rows: list[list[str]]) -> None:
    """Print a table with its first column to the left and its numbers to the right."""
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = (str(cell) for cell in row)
        click.echo(
            first.ljust(widths[0])
            + "".join(cell.rjust(width + 2) for cell, width in zip(others, widths[1:], strict=True))
        )
