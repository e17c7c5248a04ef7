"""Commands for copies: everything but the keys, the keys apart, and the way back."""

import os
import sys
from pathlib import Path

import click

from disclosure import backups
from disclosure.cli.office import Office, pass_office
from disclosure.errors import BadInput

FOLDER = click.Path(file_okay=False, path_type=Path)
programs_option = click.option(
    "--programs",
    type=FOLDER,
    envvar="DISCLOSURE_PG_PROGRAMS",
    help="The folder of pg_dump and pg_restore, where they are not in the path.",
)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--keep", default=14, show_default=True, type=click.IntRange(min=1), help="Copies to keep.")
@click.option("--keys", "keys_into", type=FOLDER, help="Copy keys and secrets too, into this folder apart.")
@programs_option
@pass_office
def backup(office: Office, folder: Path, keep: int, keys_into: Path | None, programs: Path | None) -> None:
    """Copy everything but the keys into a new folder in FOLDER, while people work.

    A copy that ends half-way leaves the others as they were. Keys are copied
    only where --keys says, which must not be beside the database.
    """
    config = office.config
    if keys_into is not None and _beside(keys_into, folder):
        raise BadInput("Keys and database go to two places. Whoever has both reads everything.")
    taken = backups.take(config, office.engine, folder, keep=keep, programs=programs)
    found = backups.read(taken)
    size = sum(kept.size for kept in found.files.values()) / 1024**2
    click.echo(f"{taken}: {sum(found.rows.values())} rows, {len(found.files)} files, {size:.1f} MiB.")
    if keys_into is not None:
        click.echo(f"{backups.take_keys(config, keys_into)} files of keys and secrets are in {keys_into}.")


@click.command()
@click.argument("copy", type=click.Path(exists=True, file_okay=False, path_type=Path))
@programs_option
def restore(copy: Path, programs: Path | None) -> None:
    """Put a copy back where the settings say, into an empty place, and look whether all of it came back.

    COPY is a copy, or a folder of copies: then the newest of them. The keys
    are not in it: put theirs into keys/ of the instance.
    """
    done = backups.restore(backups.newest(copy) or copy, dict(os.environ), programs=programs)
    rows = sum(done.manifest.rows.values())
    click.echo(
        f"{rows} rows and {done.attachments} attachments of {done.manifest.taken_at:%Y-%m-%d %H:%M} UTC."
    )
    if done.without_keys:
        click.echo("Put the keys and the secrets back, then run: disclosure ledger verify")
    elif done.ledger is not None:
        click.echo(done.ledger, err=True)
        sys.exit(1)
    else:
        click.echo("The ledger is as it was sealed. Now run: disclosure doctor")


def _beside(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)
