"""Commands for the ledger."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TextIO
from uuid import UUID

import click

from disclosure.casework import alerting, auditing
from disclosure.cli.office import Office, pass_office
from disclosure.jobs.assembly import sealer_of
from disclosure.ledger import proof_files
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.proving import prove as prove_entry
from disclosure.ledger.published import HeadLog
from disclosure.ledger.verifying import verify as verify_ledger

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def ledger() -> None:
    """Verify and seal the audit trail, prove an entry of it, take it out."""


@ledger.command()
@click.option("--proof", type=FILE, help="Check this proof of one entry instead; needs no database.")
@click.option(
    "--keys", "folder", type=click.Path(exists=True, path_type=Path), help="Public keys of the ledger."
)
@click.option("--heads", type=FILE, help="Published heads that the proof's head must be among.")
@pass_office
def verify(office: Office, proof: Path | None, folder: Path | None, heads: Path | None) -> None:
    """Compare every entry with the signed tree; name the first row that was tampered with."""
    if proof is not None:
        _verify_proof(proof, LedgerKeys.load(folder or office.config.ledger_keys), heads)
        return
    config = office.config
    keys = LedgerKeys.load(folder or config.ledger_keys)
    with office.transaction(write=False) as db:
        report = verify_ledger(db, keys=keys, published=HeadLog(heads or config.heads))
    if report.first_bad is not None:
        click.echo(report.first_bad, err=True)
        alerting.ledger_is_broken(office.engine)
        sys.exit(1)
    click.echo(f"{report.sealed} entries are as they were sealed; {report.waiting} wait for the sealer.")
    if report.overdue:
        click.echo(report.overdue, err=True)
        sys.exit(1)


def _verify_proof(file: Path, keys: LedgerKeys, heads: Path | None) -> None:
    proof = proof_files.read(file.read_bytes())
    if not proof.leads_to_root():
        _refuse("The entry is not the one that was sealed there: it, its position or the path was altered.")
    if not proof.head.is_signed(keys):
        _refuse("The head of this proof is not signed with a key of this ledger, or was altered.")
    if heads is not None and proof.head not in (head for _line, head in HeadLog(heads).heads()):
        _refuse(f"The head of this proof is not among those published in {heads}.")
    click.echo(
        f"This entry is at position {proof.position} of the ledger, under the head over {proof.head.size} "
        f"entries that was signed on {proof.head.signed_at.isoformat(timespec='seconds')}:"
    )
    click.echo(proof.entry.decode("ascii"))


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


@ledger.command()
@click.argument("entry", type=click.UUID)
@click.option("--output", type=click.File("w"), default="-", help="Where to write the proof.")
@pass_office
def prove(office: Office, entry: UUID, output: TextIO) -> None:
    """Write a proof that ENTRY is in the ledger, for somebody who holds a published head and no database."""
    with office.transaction(write=False) as db:
        auditing.demand_to_see(db, by=office.actor(db), organisation=office.organisation(db), entry_id=entry)
        output.write(proof_files.write(prove_entry(db, entry)))


@ledger.command()
@click.option("--since", type=DAY, help="First day (UTC).")
@click.option("--until", type=DAY, help="Last day (UTC).")
@click.option("--output", type=click.File("w"), default="-", help="Where to write the lines.")
@pass_office
def export(office: Office, since: datetime | None, until: datetime | None, output: TextIO) -> None:
    """Write the ledger of the organisation as JSON lines, oldest first. Auditors alone may (--as EMAIL)."""
    with office.transaction() as db:
        begun = auditing.begin_export(
            db,
            by=office.actor(db),
            organisation=office.organisation(db),
            since=_day(since),
            until=_day(until),
        )
    with office.transaction(write=False) as db:
        output.writelines(line + "\n" for line in auditing.exported(db, begun))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


@ledger.command()
@pass_office
def seal(office: Office) -> None:
    """Seal what was committed and has no place in the tree yet; the worker does this every second."""
    click.echo(f"{sealer_of(office.config, office.engine)()} entries sealed.")
