"""Commands of the records that the office holds."""

from pathlib import Path

import click

from disclosure.casework import office_records, reading
from disclosure.casework.reporting import earlier
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.cli.seasons import FILE
from disclosure.domain.programme import load


@click.group()
def records() -> None:
    """Bring what the office holds already: about people, and about earlier years."""


@records.command(name="import")
@click.argument("file", type=FILE)
@cycle_option
@click.option("--dry-run", is_flag=True, help="Read the file and change nothing.")
@pass_office
def import_records(office: Office, file: Path, year: int, dry_run: bool) -> None:
    """Seal the records of a CSV FILE for a cycle, all of them or, where a line is faulty, none.

    Its columns are reference, index_number, category, what and on. Needs the
    public keys of the filing site; nothing is opened.
    """
    with office.transaction(write=not dry_run) as db:
        by, cycle = office.actor(db), office.cycle(db, year)
        rows = office_records.read(db, by=by, cycle=cycle, source=file)
        if dry_run:
            found = office_records.counted(db, by=by, cycle=cycle, rows=rows)
        else:
            sealer = reading.keys_in(office.config.keys_of("portal")).sealer
            found = office_records.bring(db, sealer, by=by, cycle=cycle, rows=rows)
    click.echo(f"New records: {found.new}. Known by their reference: {found.known}.")
    if dry_run:
        click.echo("Nothing was changed.")


@records.command(name="earlier-years")
@click.argument("file", type=FILE)
@pass_office
def earlier_years(office: Office, file: Path) -> None:
    """Bring the published figures of years that have no cycle here, for the annual report to look back on.

    The columns of the CSV FILE are year, figure, part, number and source. A year that was brought
    before is replaced as a whole.
    """
    with office.transaction() as db:
        organisation = office.organisation(db)
        by = office.actor(db, organisation)
        rows = earlier.read(file, programme=load(organisation.programme))
        years = earlier.bring(db, by=by, organisation=organisation, rows=rows)
    click.echo(f"{len(rows)} figures of {', '.join(map(str, years))}.")
