"""The office that writes, and the people it writes to."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure import clock, mail
from disclosure.db import transaction
from disclosure.mail import Folder, Links, Post, Press, Smtp, Socket, Transport
from disclosure.models import Account, Letter, Organisation, SignInLink


@dataclass(frozen=True)
class Office:
    """An organisation and one account of it."""

    organisation_id: UUID
    ana: Account

    def write(self, db: Session, occasion: str, kind: str = "closed", **params: Any) -> Letter | None:  # noqa: ANN401
        """Write to Ana, that her file is closed unless told otherwise."""
        return mail.write(
            db,
            kind,
            to=self.ana,
            occasion=occasion,
            organisation_id=self.organisation_id,
            **(params or {"year": 2025}),
        )


def office_in(engine: Engine) -> Office:
    organisation = uuid4()
    with transaction(engine) as db:
        names = {"en": "United Nations", "fr": "Organisation des Nations Unies"}
        db.add(Organisation(id=organisation, code="un", names=names, programme="-", created_at=clock.now()))
        db.flush()
        ana = account(db, organisation, name="Ana López", email="ana.lopez@example.org")
    return Office(organisation, ana)


def account(db: Session, organisation_id: UUID, *, name: str, email: str, language: str = "en") -> Account:
    row = Account(
        id=uuid4(),
        organisation_id=organisation_id,
        email=email,
        name=name,
        language=language,
        created_at=clock.now(),
    )
    db.add(row)
    return row


def sign_in_link(db: Session, to: Account, *, minutes: int = 15) -> UUID:
    """Make a link whose letter has not gone yet."""
    now = clock.now()
    link = SignInLink(
        id=uuid4(),
        account_id=to.id,
        token_hash=uuid4().bytes * 2,
        site="portal",
        created_at=now,
        expires_at=now + timedelta(minutes=minutes),
    )
    db.add(link)
    return link.id


SENDER = "disclosure@office.example"
PRESS = Press(
    links=Links(
        portal="https://file.example",
        review="https://review.example",
        compliance="https://comply.example",
    ),
    help_at="help@office.example",
)


def post_to(where: Path) -> Post:
    """Send to the mail server's socket at `where`, or else into that folder."""
    transport: Transport = (
        Smtp(door=Socket(str(where)), sender=SENDER) if where.is_socket() else Folder(where)
    )
    return Post(transport=transport, press=PRESS, sender=SENDER)


def state_of(engine: Engine, occasion: str) -> Letter:
    """Read a letter again."""
    with transaction(engine, write=False) as db:
        return db.scalars(select(Letter).where(Letter.occasion == occasion)).one()
