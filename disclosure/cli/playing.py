"""The command that replays a past cycle into a new instance."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import click

import config
from disclosure.casework import reporting
from disclosure.cli.office import Office, pass_office
from disclosure.cli.printing import print_table
from disclosure.errors import ConfigError

DEMO_DAY = datetime(2021, 3, 8, 9, tzinfo=UTC)
"""When a demonstration begins: the next cycle is open, its first statements have come in."""


@click.command()
@click.argument("cycle", type=click.Choice(["a76-76"]))
@click.option(
    "--scale", type=click.IntRange(min=1), default=1, show_default=True, help="Multiply the population."
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed gives the same people and acts."
)
@click.option("--unless-done", is_flag=True, help="Do nothing where this cycle was replayed already.")
@pass_office
def replay(office: Office, cycle: str, scale: int, seed: int, unless_done: bool) -> None:
    """Play a past CYCLE through the real acts of the office, into a demonstration instance.

    a76-76 is the 2020 cycle of the United Nations Secretariat's programme, as
    published in A/76/76. An earlier demonstration at the same place is replaced.
    """
    from disclosure.replay.play import play  # noqa: PLC0415 - the other commands do without the replay

    folder = config.instance_folder()
    if not (unless_done and config.replayed(folder) == cycle):
        _make_room(folder)
        began = time.monotonic()
        play(folder, seed=seed, scale=scale, say=click.echo)
        config.prepare_instance(folder, demo=True, clock_offset=DEMO_DAY - datetime.now(UTC), replayed=cycle)
        click.echo(f"Replayed in {time.monotonic() - began:.0f} seconds, into {folder}.\n")
    with office.transaction(write=False) as db:
        rows = reporting.compliance_csv(
            db, by=office.actor(db), organisation=office.organisation(db), year=2020
        )
        print_table(list(rows))


def _make_room(folder: Path) -> None:
    """Remove an earlier demonstration; refuse to touch anything else."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / config.MARK).exists() or not config.is_demo(folder):
        raise ConfigError(
            f"{folder} is not a demonstration, so it is not replaced. "
            "Set DISCLOSURE_INSTANCE to another folder and replay there."
        )
    shutil.rmtree(folder)
