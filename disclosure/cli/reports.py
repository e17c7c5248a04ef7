"""Commands of the annual report: frozen, checked, handed out."""

from pathlib import Path

import click

from disclosure.annual import LANGUAGES, Edition, Stamp, set_out
from disclosure.annual.forms import Form, written
from disclosure.casework.reporting import copies, freezing, signing
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.cli.printing import report
from disclosure.jobs.assembly import SIGNER
from disclosure.ledger.keys import LedgerKeys, Signer

__all__ = ["report"]

number_option = click.option(
    "--snapshot", "number", type=int, help="Number of the snapshot; without it the newest."
)


@report.command()
@cycle_option
@pass_office
def freeze(office: Office, year: int) -> None:
    """Keep the numbers of a closed cycle as they are now, and sign them where the ledger's key is here.

    Refused, naming the rows, when totals do not agree.
    """
    key = office.config.ledger_keys / SIGNER
    with office.transaction() as db:
        row = freezing.freeze(db, by=office.actor(db), cycle=office.cycle(db, year))
        if key.exists():
            signing.sign(db, Signer.load(key), snapshot_id=row.id)
        click.echo(f"Snapshot {row.number} of the report of {year}: SHA-256 {row.digest}.")


@report.command()
@cycle_option
@number_option
@pass_office
def verify(office: Office, year: int, number: int | None) -> None:
    """Compare a snapshot with its digest and its signature by the ledger's key."""
    keys = LedgerKeys.load(office.config.ledger_keys)
    with office.transaction(write=False) as db:
        row = freezing.snapshot(db, by=office.actor(db), cycle=office.cycle(db, year), number=number)
        signature = signing.check(db, keys, row)
        click.echo(
            f"Snapshot {row.number} of the report of {year} is as it was frozen: SHA-256 {row.digest}, "
            f"signed by the key {signature.key_id}."
        )


@report.command()
@cycle_option
@number_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@pass_office
def snapshot(office: Office, year: int, number: int | None, output: Path | None) -> None:
    """Write the numbers of a snapshot, as they were frozen: canonical JSON, whose SHA-256 is its digest."""
    with office.transaction(write=False) as db:
        content = freezing.snapshot(
            db, by=office.actor(db), cycle=office.cycle(db, year), number=number
        ).content
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_text(content, encoding="utf-8", newline="")


@report.command()
@cycle_option
@number_option
@click.option("--format", "form", type=click.Choice([one.value for one in Form]), default=Form.PDF.value)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--edition",
    type=click.Choice([one.value for one in Edition]),
    default=Edition.PUBLIC.value,
    show_default=True,
    help="public hides numbers of fewer than five people; complete shows every number.",
)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@pass_office
def annual(
    office: Office, year: int, number: int | None, form: str, language: str, edition: str, output: Path
) -> None:
    """Write a copy of the frozen report; the ledger tells of it. The same snapshot gives the same file."""
    with office.transaction() as db:
        by = office.actor(db)
        row = freezing.snapshot(db, by=by, cycle=office.cycle(db, year), number=number)
        document = set_out(
            freezing.opened(row),
            language=language,
            edition=Edition(edition),
            stamp=Stamp(number=row.number, digest=row.digest, frozen_at=row.frozen_at),
        )
        copies.hand_out(db, by=by, snapshot=row, form=form, language=language, edition=edition)
        with output.open("wb") as file:
            file.writelines(written(document, Form(form)))
    click.echo(f"{output}: snapshot {row.number}, SHA-256 {row.digest}.")
