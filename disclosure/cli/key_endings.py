"""Commands for the end of keys: what destroying them would mean, doing it, and checking the certificate."""

import sys
from pathlib import Path

import click

from disclosure import clock
from disclosure.casework import destroying
from disclosure.casework.certifying import SignedCertificate
from disclosure.casework.destroying import Plan
from disclosure.casework.sealed_places import in_words
from disclosure.cli.key_acts import places_of
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.jobs.assembly import SIGNER
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.printing.press import pdf


@click.command()
@cycle_option
@click.option("--dry-run", is_flag=True, help="Only say what would become unreadable.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@pass_office
def destroy(office: Office, year: int, dry_run: bool, yes: bool) -> None:
    """Destroy all keys of a cycle whose retention is over: one person proposes it, another confirms it.

    Whatever was sealed in that cycle is unreadable for ever; figures, dates and the ledger stay.
    The signed certificate lies in `certificates` of the instance, to be printed and kept.
    """
    with office.transaction(write=False) as db:
        found = destroying.plan(db, by=office.actor(db), cycle=office.cycle(db, year))
        known = destroying.proposed(db, cycle=office.cycle(db, year))
        confirmed = known is not None and known.confirmed_at is not None
    _tell(found, year)
    if dry_run:
        click.echo("Nothing was changed.")
        return
    if not confirmed:
        if found.obstacles:
            sys.exit(1)
        if not yes:
            click.confirm("This cannot be undone. Go on?", abort=True, err=True)
        if not _confirmed(office, year):
            return
    _carry_out(office, year)


def _tell(found: Plan, year: int) -> None:
    for key in found.keys:
        click.echo(f"{key.recipient:7} generation {key.generation}  {key.fingerprint}")
    for kind, number in found.unreadable.items():
        click.echo(f"unreadable: {in_words(kind, number)}")
    click.echo(f"stay public until their filers withdraw them: {found.stays_public} summaries of {year}")
    for obstacle in found.obstacles:
        click.echo(obstacle, err=True)


def _confirmed(office: Office, year: int) -> bool:
    """Propose it, or confirm what somebody else proposed; return whether two people have decided."""
    with office.transaction() as db:
        by, cycle = office.actor(db), office.cycle(db, year)
        known = destroying.proposed(db, cycle=cycle)
        if known is not None:
            destroying.confirm(db, by=by, destruction=known)
            return True
        destroying.propose(db, by=by, cycle=cycle)
    click.echo(f"Proposed. Another person confirms it: disclosure --as EMAIL keys destroy --cycle {year}")
    return False


def _carry_out(office: Office, year: int) -> None:
    config = office.config
    with office.transaction() as db:
        cycle = office.cycle(db, year)
        known = destroying.proposed(db, cycle=cycle)
        if known is None:
            return
        signed = destroying.carry_out(
            db,
            by=office.actor(db),
            destruction=known,
            places=places_of(office),
            signer=Signer.load(config.ledger_keys / SIGNER),
        )
    written = _write(config.instance / "certificates", signed)
    click.echo(f"The keys of {year} are destroyed. The certificate: {written} and .pdf")
    click.echo(
        "Destroy every copy of these keys that is kept elsewhere, and say so on the printed certificate."
    )


def _write(folder: Path, signed: SignedCertificate) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    told = signed.certificate
    path = folder / f"{told.organisation}-{told.year}.json"
    path.write_text(signed.text(), encoding="utf-8")
    path.with_suffix(".pdf").write_bytes(pdf(signed.paper(), made_at=clock.now()))
    return path


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys", "folder", type=click.Path(exists=True, path_type=Path), help="Public keys of the ledger."
)
@pass_office
def certificate(office: Office, file: Path, folder: Path | None) -> None:
    """Check the signature of a certificate of destruction, and print what it says. Needs no database."""
    signed = SignedCertificate.parse(file.read_bytes())
    if not signed.is_signed(LedgerKeys.load(folder or office.config.ledger_keys)):
        click.echo("This certificate was altered, or is not signed with a key of this ledger.", err=True)
        sys.exit(1)
    told = signed.certificate
    click.echo(f"The keys of {told.organisation} {told.year} were destroyed at {told.destroyed_at}.")
    click.echo(f"Proposed by {told.proposed.name}, confirmed by {told.confirmed.name}.")
    for kind, number in told.unreadable.items():
        click.echo(f"unreadable: {in_words(kind, number)}")
