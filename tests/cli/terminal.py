"""A terminal at an instance: commands as a person types them, and what they answer."""

import os
import shlex
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from config import Config
from disclosure import clock
from disclosure.casework import accounts, drafting, filing, programmes, reading
from disclosure.cli import main
from disclosure.db import make_engine, transaction
from disclosure.domain.interests import Certification, Item
from disclosure.models import Account, Cycle, Filing
from tests.cast import ENTITIES, ROSTER
from tests.domain import examples


class Terminal:
    """Types commands at one instance, at the time of the story."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self.environ = {"DISCLOSURE_INSTANCE": str(folder / "instance")} | environ
        self.here = folder / "here"
        self.here.mkdir()
        for name, content in (("entities.csv", ENTITIES), ("people.csv", ROSTER)):
            (self.here / name).write_text(content, encoding="utf-8")

    @property
    def instance(self) -> Path:
        return Path(self.environ["DISCLOSURE_INSTANCE"])

    def types(self, command: str, *, status: int = 0, at: datetime | None = None) -> Result:
        """Type a command, and see it end with `status`."""
        mask, before = os.umask(0o022), Path.cwd()
        os.chdir(self.here)
        try:
            with clock.travel(at or clock.now()):
                done = CliRunner(env=_cleared(self.environ)).invoke(main, shlex.split(command))
        finally:
            os.umask(mask)
            os.chdir(before)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == status, f"{command}: {done.exit_code}\n{done.output}"
        return done

    def is_told(self, command: str, *, at: datetime | None = None) -> str:
        """Type a command that is refused; return the one line that says why."""
        done = self.types(command, status=1, at=at)
        assert done.stdout == "", done.stdout
        (line,) = done.stderr.splitlines()
        return line

    @property
    def engine(self) -> Engine:
        """Another way into the same database; dispose of it."""
        return make_engine(Config.from_environment(self.environ).database_url)


def _cleared(environ: Mapping[str, str]) -> dict[str, str | None]:
    """The settings of the test, and none that the machine may have."""
    ours = {name: None for name in os.environ if name.startswith(("DISCLOSURE_", "PORTAL_", "REVIEW_"))}
    return {**ours, **environ}


def file(terminal: Terminal, email: str, *items: Item) -> None:
    """Let somebody file at the filing site of the instance."""
    keys = reading.keys_in(terminal.instance / "keys" / "portal")
    engine = terminal.engine
    with transaction(engine) as db:
        account = db.scalars(select(Account).where(Account.email == email)).one()
        owed = db.scalars(select(Filing).join(Cycle).where(Filing.person_id == account.person_id)).one()
        by = accounts.actor_of(db, account)
        draft, _begun = drafting.start(db, keys.sealer, keys.opener, by=by, filing=owed)
        drafting.save(
            db,
            keys.sealer,
            by=by,
            filing=owed,
            statement=examples.statement(*items, year=owed.cycle.covers_from.year),
            over_version=draft.version,
        )
        certification = Certification(
            text_version=programmes.of(owed.cycle).certification.version,
            language="en",
            name=account.name,
            at=clock.now(),
            method="link",
        )
        filing.file(db, keys.sealer, keys.opener, by=by, filing=owed, certification=certification)
    engine.dispose()
