"""A token is drawn when its letter leaves, and is nowhere else."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select, text

from disclosure import clock
from disclosure.db import transaction
from disclosure.mail import send
from disclosure.mail.doors import LINK_PATH, path_to
from disclosure.models import Letter, SignInLink
from tests.mail.cast import Office, post_to, sign_in_link, state_of
from tests.mail.server import MailServer

SOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def ask(engine: Engine, office: Office, occasion: str = "in", *, minutes: int = 15) -> UUID:
    with transaction(engine) as db:
        link = sign_in_link(db, office.ana, minutes=minutes)
        office.write(db, occasion, "sign-in", path=path_to(link), expires_at=SOON, site="portal")
    return link


def hash_kept(engine: Engine, link: UUID) -> bytes:
    with transaction(engine, write=False) as db:
        return db.scalars(select(SignInLink.token_hash).where(SignInLink.id == link)).one()


def tokens_in(content: str) -> list[str]:
    return re.findall(rf"{LINK_PATH}([\w-]+)", content)


def test_the_letter_carries_the_token_and_the_database_its_hash(
    engine: Engine, office: Office, server: MailServer
) -> None:
    link = ask(engine, office)
    before = hash_kept(engine, link)
    send(engine, post_to(server.socket))
    [token] = tokens_in(server.taken[0].get_content())
    assert hash_kept(engine, link) == sha256(token.encode()).digest() != before
    assert len(token) >= 43


def test_no_table_ever_holds_the_token(engine: Engine, office: Office, server: MailServer) -> None:
    ask(engine, office)
    send(engine, post_to(server.socket))
    [token] = tokens_in(server.taken[0].get_content())
    with transaction(engine, write=False) as db:
        for table in ("letters", "sign_in_links", "work"):
            rows = db.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert token not in repr(rows)


def test_each_letter_has_a_token_of_its_own(engine: Engine, office: Office, server: MailServer) -> None:
    for occasion in ("one", "two", "three"):
        ask(engine, office, occasion)
    send(engine, post_to(server.socket))
    assert len({tuple(tokens_in(letter.get_content())) for letter in server.taken}) == 3


def test_a_letter_tried_again_carries_a_new_token(engine: Engine, office: Office, tmp_path: Path) -> None:
    link = ask(engine, office)
    send(engine, post_to(tmp_path / "first"))
    first = hash_kept(engine, link)
    with transaction(engine) as db:
        letter = db.scalars(select(Letter)).one()
        letter.sent_at, letter.params = (
            None,
            {"path": path_to(link), "expires_at": SOON.isoformat(), "site": "portal"},
        )
    send(engine, post_to(tmp_path / "second"))
    assert hash_kept(engine, link) != first


def test_a_link_that_ended_is_not_sent(engine: Engine, office: Office, server: MailServer) -> None:
    used = ask(engine, office, "used")
    with transaction(engine) as db:
        db.get_one(SignInLink, used).used_at = clock.now()
    ask(engine, office, "late", minutes=5)
    with clock.travel(clock.now() + timedelta(minutes=6)):
        assert send(engine, post_to(server.socket)) == 0
    assert server.taken == []
    for occasion in ("used", "late"):
        assert "ended before its letter" in (state_of(engine, occasion).refused or "")
