"""Commands for keys: made once per cycle, shown without their secret."""

import click
from sqlalchemy.orm import Session

from disclosure.casework import keys as keeping
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.models import Cycle
from disclosure.vault.escrow import create_escrow
from disclosure.vault.escrowfiles import EscrowFolder

ESCROW_NOTE = """\
These five phrases are shown once. Give each to a different person, on paper.
Any three of them together recover the keys when they are lost; two cannot."""


@click.group()
def keys() -> None:
    """Make and inspect the key pairs of a cycle."""


@keys.command()
@cycle_option
@click.option("--without-escrow", is_flag=True, help="Make keys that nobody can recover when they are lost.")
@pass_office
def create(office: Office, year: int, without_escrow: bool) -> None:
    """Make the cycle's key pairs: each private half goes to its own site's folder alone.

    Each is also sealed to an escrow that three of five people open together;
    their phrases are printed once, when the first keys are made.
    """
    with office.transaction() as db:
        make_keys(office, db, office.cycle(db, year), escrow=not without_escrow)


def make_keys(office: Office, db: Session, cycle: Cycle, *, escrow: bool) -> None:
    """Make the keys of a cycle in this instance's folders, and say so."""
    config = office.config
    folder = config.keys_of("escrow") if escrow else None
    if folder is not None and not any(folder.iterdir()):
        begun, phrases = create_escrow()
        EscrowFolder(folder).begin(begun)
        click.echo(ESCROW_NOTE)
        for number, phrase in enumerate(phrases, start=1):
            click.echo(f"\n{number}. {phrase}")
        click.echo("")
    for key in keeping.create(
        db,
        by=office.actor(db),
        cycle=cycle,
        portal_dir=config.keys_of("portal"),
        review_dir=config.keys_of("review"),
        escrow_dir=folder,
    ):
        click.echo(f"{key.recipient:7} generation {key.generation}  {key.fingerprint}")
    click.echo("Back up the key folders apart from the database: without them nothing can be opened.")
    if not escrow:
        click.echo("These keys are in no escrow. Whoever loses them loses every statement of the cycle.")


@keys.command()
@pass_office
def status(office: Office) -> None:
    """List every key pair, and whether its halves lie where they should."""
    config = office.config
    with office.transaction(write=False) as db:
        for one in keeping.status(
            db,
            by=office.actor(db),
            organisation=office.organisation(db),
            portal_dir=config.keys_of("portal"),
            review_dir=config.keys_of("review"),
        ):
            for line in one.told():
                click.echo(line)
