"""Commands of exchange rates."""

from datetime import datetime
from pathlib import Path

import click

from disclosure.casework import rates as office_rates
from disclosure.cli.office import Office, pass_office
from disclosure.cli.seasons import DATE, FILE


@click.group()
def rates() -> None:
    """Take over exchange rates, to compare amounts in different currencies."""


@rates.command(name="import")
@click.argument("file", type=FILE)
@click.option("--on", "effective_on", type=DATE, required=True, help="Day on which the rates took effect.")
@click.option("--source", required=True, help="Who publishes them, and where.")
@pass_office
def import_rates(office: Office, file: Path, effective_on: datetime, source: str) -> None:
    """Take over the rates of one day from a CSV FILE with the columns currency and per_dollar.

    `per_dollar` is how many units of the currency one United States dollar buys,
    as the operational rates of exchange of the United Nations state it. A cycle
    uses the newest table of the 45 days before the day that its programme names.
    """
    with office.transaction() as db:
        organisation = office.organisation(db)
        row = office_rates.bring(
            db,
            by=office.actor(db, organisation),
            organisation=organisation,
            content=file.read_bytes(),
            effective_on=effective_on.date(),
            source=source,
        )
        click.echo(f"Rates of {len(row.per_dollar)} currencies of {row.effective_on}: {row.source}.")
