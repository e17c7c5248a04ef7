"""Commands of programme files: one to be filled in, and whether one can be used."""

from pathlib import Path

import click

from disclosure.cli.seasons import FILE
from disclosure.domain.programme import load
from disclosure.domain.programme.blank import blank
from disclosure.errors import WrongState


@click.group()
def programme() -> None:
    """Write a programme file to be filled in, and check one."""


@programme.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", required=True, help="Code of the programme in small letters, such as agency.")
@click.option("--name", required=True, help="Its name in English.")
def new(file: Path, code: str, name: str) -> None:
    """Write FILE, a whole programme in which what an organisation decides is marked."""
    if file.exists():
        raise WrongState(f"{file} is there already and is not replaced.")
    file.write_text(blank(code=code, name=name), encoding="utf-8")
    click.echo(f"{file} is written. Decide what is marked in it, then: disclosure programme check {file}")


@programme.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Read a programme FILE and name everything that is wrong with it."""
    found = load(file)
    click.echo(
        f"{found.names.en} ({found.code}, version {found.version}) can be used: "
        f"{len(found.grounds)} grounds, {len(found.groups)} groups, due on {found.calendar.due}."
    )
