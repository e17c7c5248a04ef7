"""Commands of the reference lists: taken over, looked at, met by statements."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from tqdm import tqdm

from disclosure.casework import listing, reading, rescreening
from disclosure.casework.listing import Difference, Import
from disclosure.casework.listing.shelf import Shelf
from disclosure.cli.office import Office, pass_office
from disclosure.cli.seasons import FILE
from disclosure.domain.listed import ListKind
from disclosure.errors import BadInput
from disclosure.jobs.review import shelf_of
from disclosure.models import ListVersion
from disclosure.screening.sources import read_list
from disclosure.screening.sources_rows import Read


@click.group()
def lists() -> None:
    """Take over lists of vendors, partners, donors, sanctions and debarment, to screen statements against."""


@lists.command(name="import")
@click.argument("file", type=FILE)
@click.option("--list", "code", required=True, help="The list it is a version of, such as vendors.")
@click.option("--kind", type=click.Choice([kind.value for kind in ListKind]), help="What a new list is.")
@click.option("--title", default="", help="What reviewers read as its name.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Which column holds a field."
)
@click.option("--relationships", type=FILE, help="For GLEIF: the file of level 2, who reports to whom.")
@click.option("--dry-run", is_flag=True, help="Print the difference and change nothing.")
@click.option("--skip-faulty", is_flag=True, help="Leave faulty lines out instead of refusing the file.")
@click.option("--shrink", is_flag=True, help="Let the list lose more than half of its entries.")
@pass_office
def import_list(
    office: Office,
    file: Path,
    code: str,
    kind: str | None,
    title: str,
    columns: tuple[str, ...],
    relationships: Path | None,
    dry_run: bool,
    skip_faulty: bool,
    shrink: bool,
) -> None:
    """Take over a list from FILE: CSV, XLSX, or FollowTheMoney entities as JSON lines.

    It comes into force as a whole or not at all: where a line is faulty, the version
    before it stays. What the file does not hold any more is taken out.
    """
    with office.transaction() as db:
        by, organisation = office.actor(db), office.organisation(db)
        row = listing.open_list(
            db, by=by, organisation=organisation, code=code, kind=kind or "", title=title, keep=not dry_run
        )
    run = Import(
        lambda write: office.transaction(write=write),
        by,
        row,
        source=file.name,
        dry_run=dry_run,
        skip_faulty=skip_faulty,
        shrink=shrink,
    )
    lines = read_list(file, columns=dict(map(_told, columns)), relationships=relationships)
    found = run.run(_watched(lines))
    for line in _report(found):
        click.echo(line)
    if dry_run:
        click.echo("Nothing was changed.")


def _told(text: str) -> tuple[str, str]:
    field, equals, header = text.partition("=")
    if not equals:
        raise BadInput(f"Write --column FIELD=HEADER, like --column name=Supplier. This is “{text}”.")
    return field.strip(), header.strip()


def _watched(lines: Iterable[Read]) -> Iterator[Read]:
    with tqdm(lines, unit=" lines", desc="Reading", unit_scale=True) as bar:
        yield from bar


def _report(found: Difference) -> Iterator[str]:
    """Say what a version changes; the first of many lines of each sort."""
    for told in (found.faults, found.remarks, found.lines):
        yield from map(str, told.lines)
        if told.count > len(told.lines):
            yield f"… and {told.count - len(told.lines)} more."
    yield (
        f"{found.added} added, {found.changed} changed, {found.removed} removed, {found.unchanged} unchanged."
    )
    if found.faults.count:
        yield f"{found.faults.count} faulty lines were left out."


@lists.command()
@pass_office
def status(office: Office) -> None:
    """Print each list: kind, version in force and since when, entries, and whether statements met it."""
    with office.transaction(write=False) as db:
        found = listing.standing(db, by=office.actor(db), organisation=office.organisation(db))
        for one in found:
            row = one.row
            since = f"since {row.in_force_at:%Y-%m-%d %H:%M}" if row.in_force_at else "not in force yet"
            since = f"withdrawn, {since}" if one.is_withdrawn else since
            met = "" if one.is_screened else "; statements have yet to meet it"
            click.echo(
                f"{row.code}: {row.title} ({row.kind.value}), version {row.version} {since}, "
                f"{one.entries} entries{met}"
            )
    if not found:
        click.echo("There are no lists. Take one over with: disclosure lists import FILE --list CODE")


@lists.command()
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Print how many entries there are and change nothing.")
@pass_office
def withdraw(office: Office, code: str, dry_run: bool) -> None:
    """Withdraw the list CODE as a whole: no statement meets it any more, and its matches are told as gone."""
    with office.transaction(write=not dry_run) as db:
        by, organisation = office.actor(db), office.organisation(db)
        number = listing.withdraw(db, by=by, organisation=organisation, code=code, dry_run=dry_run)
    click.echo(f"{number} entries of {code} are out of force.")
    if dry_run:
        click.echo("Nothing was changed.")


@lists.command()
@pass_office
def rescreen(office: Office) -> None:
    """Screen the statements of open cycles against what changed on the lists, from where that was left.

    A worker of the review queue does the same by itself. Needs the review keys.
    """
    keys = reading.keys_in(office.config.keys_of("review"))
    shelf = shelf_of(office.config)
    with office.transaction(write=False) as db:
        waiting = rescreening.unscreened(db, organisation=office.organisation(db))
    for version, count in waiting:
        _rescreen(office, keys, shelf, version, count)
    if not waiting:
        click.echo("All statements met the lists in force.")


def _rescreen(office: Office, keys: reading.Keys, shelf: Shelf, version: ListVersion, count: int) -> None:
    with tqdm(total=count, unit=" statements", desc=f"Version {version.number} of {version.source}") as bar:
        done: int | None = 0
        while done is not None:
            with office.transaction() as db:
                done = rescreening.rescreen(db, keys, shelf, version_id=version.id)
            bar.update(done or 0)
