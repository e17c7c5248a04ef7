"""Reminders to everybody who has not filed: written, and handed to a mail server, beside SMTP alone."""

import smtplib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from benchmarks.bare import sink
from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import TODAY, YEAR, Office, twin
from disclosure import mail
from disclosure.casework import chasing
from disclosure.db import make_engine, transaction
from disclosure.domain.actors import Role
from disclosure.domain.programme import Recipient
from disclosure.jobs.assembly import post_of
from disclosure.mail.sending import BATCH
from disclosure.mail.smtp import Network, Smtp
from disclosure.models import Cycle, Filing, Letter

GOAL = AtMost(1.5)
KEPT = "kept"
"""The folder of a server that keeps what it takes."""


def measure(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield two lines: a step of the ladder, on the day on which it is due for everybody.

    The first server answers for what it took, as every mail server does; the second shows what is left of
    the work when the server has none.
    """
    copied = twin(office)
    (copied.folder / KEPT).mkdir()
    yield _measured(copied, copied.folder / KEPT, "each on the server's disk", rounds=rounds, goal=GOAL)
    yield _measured(twin(office), None, "to a server that keeps none", rounds=rounds, goal=None)


def _measured(office: Office, folder: Path | None, where: str, *, rounds: int, goal: AtMost | None) -> Row:
    days = _days(office)
    steps, letters = iter(days), list[int]()
    with sink.running(folder) as port:
        ours, limit = in_turns(
            ours=lambda: letters.append(_remind(office, next(steps), port)),
            limit=lambda: _bare(port, letters[-1]),
            rounds=min(rounds, len(days)),
        )
    assert min(letters) == max(letters)
    return durations(f"reminders to {letters[0]:,}, written and sent, {where}", ours, limit, goal=goal)


def _days(office: Office) -> list[date]:
    """Return the days on which a letter to everybody is due; whatever was written before is sent."""
    with transaction(office.engine) as db:
        db.execute(update(Letter).values(sent_at=TODAY))
        due_on = db.scalars(select(func.max(Filing.due_on))).one()
    ladder = office.stage.programme.ladder
    return [due_on + timedelta(rung.day) for rung in ladder if rung.to is Recipient.FILER and rung.day > -30]


def _remind(office: Office, day: date, port: int) -> int:
    """Write what is due on a day and send it; return how many letters that was."""
    engine = make_engine(office.stage.config.database_url)
    with transaction(engine) as db:
        cycle = db.scalars(select(Cycle).where(Cycle.year == YEAR)).one()
        by = office.stage.first(Role.PROGRAMME_OFFICER)
        written = len(chasing.remind(db, by=by, cycle=cycle, today=day).letters)
    files = post_of(office.stage.config)
    smtp = Smtp(door=Network(host="127.0.0.1", port=port), sender=files.sender)
    sent = mail.send(engine, mail.Post(transport=smtp, press=files.press, sender=files.sender))
    engine.dispose()
    assert sent == written
    return sent


def _bare(port: int, letters: int) -> None:
    """Hand over so many letters of 2 kB, 200 over each connection."""
    content = b"Subject: x\r\n\r\n" + b"A line of a letter, as long as most.\r\n" * 50
    for at in range(0, letters, BATCH):
        with smtplib.SMTP("127.0.0.1", port) as server:
            for number in range(at, min(letters, at + BATCH)):
                server.sendmail("office@example.org", [f"filer-{number}@example.org"], content)
