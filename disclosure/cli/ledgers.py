"""Commands for the ledger."""

import sys

import click

from disclosure.cli.office import Office, pass_office
from disclosure.jobs.assembly import sealer_of
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.published import HeadLog
from disclosure.ledger.verifying import verify as verify_ledger


@click.group()
def ledger() -> None:
    """Verify and seal the audit trail."""


@ledger.command()
@pass_office
def verify(office: Office) -> None:
    """Compare every entry with the signed tree; name the first row that was tampered with."""
    config = office.config
    with office.transaction(write=False) as db:
        report = verify_ledger(db, keys=LedgerKeys.load(config.ledger_keys), published=HeadLog(config.heads))
    if not report.is_sound:
        click.echo(report.first_bad, err=True)
        sys.exit(1)
    click.echo(f"{report.sealed} entries are as they were sealed; {report.waiting} wait for the sealer.")
    if report.overdue:
        click.echo(report.overdue, err=True)
        sys.exit(1)


@ledger.command()
@pass_office
def seal(office: Office) -> None:
    """Seal what was committed and has no place in the tree yet; the worker does this every second."""
    click.echo(f"{sealer_of(office.config, office.engine)()} entries sealed.")
