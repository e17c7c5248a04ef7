"""The root of the command line, and how a refusal is told."""

import os
import sys
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from disclosure import logs
from disclosure.cli import key_acts, key_endings
from disclosure.cli.accounting import account
from disclosure.cli.copying import backup, restore
from disclosure.cli.draws import draw
from disclosure.cli.exchange import rates
from disclosure.cli.instance import doctor, init, serve, work
from disclosure.cli.keyring import keys
from disclosure.cli.ledgers import ledger
from disclosure.cli.listing import lists
from disclosure.cli.maintaining import maintenance
from disclosure.cli.office import Office
from disclosure.cli.playing import replay
from disclosure.cli.programmes import programme
from disclosure.cli.records import records
from disclosure.cli.reports import report
from disclosure.cli.returning import letters
from disclosure.cli.seasons import cycle, referrals, remind, roster, screen
from disclosure.errors import DisclosureError


class Disclosure(click.Group):
    """The root group. It tells an error of ours in its own sentences."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click
        """Run the command; a refusal is printed, not raised."""
        try:
            return super().invoke(ctx)
        except DisclosureError as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(1)
        except DBAPIError as fault:
            kind = type(fault.orig).__name__
            click.echo(
                f"The database does not answer as it should ({kind}). See: disclosure doctor", err=True
            )
            sys.exit(1)


@click.group(cls=Disclosure, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--organisation", help="Code of the organisation, where several are served.")
@click.option(
    "--as", "email", metavar="EMAIL", help="In whose name to act; by default the first programme officer."
)
@click.version_option(package_name="disclosure-portal")
@click.pass_context
def main(context: click.Context, organisation: str | None, email: str | None) -> None:
    """Run a disclosure programme: statements sealed, reviewed, chased and reported.

    The instance is the folder that DISCLOSURE_INSTANCE names, else ./instance.
    """
    os.umask(0o077)  # what an instance holds is its owner's alone
    logs.configure()
    office = Office(organisation_code=organisation, email=email)
    context.obj = office
    context.call_on_close(office.close)


for command in (
    init,
    programme,
    serve,
    work,
    doctor,
    backup,
    restore,
    maintenance,
    replay,
    account,
    roster,
    rates,
    lists,
    records,
    cycle,
    screen,
    draw,
    remind,
    letters,
    referrals,
    report,
    keys,
    ledger,
):
    main.add_command(command)
for act in (
    key_acts.rotate,
    key_acts.rewrap,
    key_acts.retire,
    key_acts.recover,
    key_endings.destroy,
    key_endings.certificate,
):
    keys.add_command(act)
