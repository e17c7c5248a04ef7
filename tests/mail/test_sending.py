"""Every letter leaves once: refused ones alone stay, and a killed sender sends none twice."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine

from disclosure import clock
from disclosure.db import transaction
from disclosure.mail import Addressed, send, write_all
from disclosure.mail.claiming import ABANDONED
from disclosure.mail.doors import path_to
from disclosure.mail.errors import LetterDoubtful, LetterWaits, PostClosed
from tests.mail.cast import Office, account, post_to, sign_in_link, state_of
from tests.mail.server import MailServer

AT_ONCE = datetime(2026, 3, 31, 12, tzinfo=UTC)


def _write(engine: Engine, office: Office, names: list[str]) -> None:
    """Write to as many people as there are names."""
    with transaction(engine) as db:
        people = [account(db, office.organisation_id, name=n, email=f"{n}@example.org") for n in names]
        letters = [Addressed(to=one, occasion=one.name, params={"year": 2025}) for one in people]
        write_all(db, "closed", letters, organisation_id=office.organisation_id)


def test_letters_go_in_batches_over_one_connection_each(
    engine: Engine, office: Office, server: MailServer
) -> None:
    _write(engine, office, [f"p{n}" for n in range(25)])
    assert send(engine, post_to(server.socket), limit=10) == 25
    assert server.connections == 3
    assert len(set(server.ids())) == 25
    assert send(engine, post_to(server.socket)) == 0
    assert server.connections == 3
    assert state_of(engine, "p7").sent_at is not None


def test_an_address_the_server_refuses_keeps_the_sentence_and_the_others_go(
    engine: Engine, office: Office, server: MailServer
) -> None:
    server.to_receiver["gone@example.org"] = "550 5.1.1 no such mailbox"
    server.to_letter["full@example.org"] = "552 mailbox full"
    _write(engine, office, ["ana", "gone", "full", "not an address", "ben"])
    assert send(engine, post_to(server.socket)) == 2
    assert [letter["To"] for letter in server.taken] == ["ana <ana@example.org>", "ben <ben@example.org>"]
    assert "no such mailbox" in (state_of(engine, "gone").refused or "")
    assert "mailbox full" in (state_of(engine, "full").refused or "")
    assert "roster" in (state_of(engine, "not an address").refused or "")
    assert send(engine, post_to(server.socket)) == 0


def test_what_the_server_does_not_take_yet_stays_owed(
    engine: Engine, office: Office, server: MailServer
) -> None:
    server.to_receiver["later@example.org"] = "451 come back"
    _write(engine, office, ["later", "ana"])
    with pytest.raises(LetterWaits, match="1 letters"):
        send(engine, post_to(server.socket))
    assert len(server.taken) == 1

    server.to_receiver.clear()
    assert send(engine, post_to(server.socket)) == 1
    assert state_of(engine, "later").sent_at is not None


@pytest.mark.parametrize("answer", ["530 sign in first", "421 closing", "550 we do not know you"])
def test_a_server_that_takes_nothing_from_us_costs_no_letter(
    engine: Engine, office: Office, server: MailServer, answer: str
) -> None:
    server.to_sender = answer
    _write(engine, office, ["ana", "ben"])
    with pytest.raises(PostClosed, match=answer):
        send(engine, post_to(server.socket))
    server.to_sender = "250 welcome"
    assert send(engine, post_to(server.socket)) == 2


def test_a_server_that_is_away_costs_no_letter(engine: Engine, office: Office, server: MailServer) -> None:
    _write(engine, office, ["ana"])
    moved = server.socket.rename(server.socket.with_name("away"))
    post = post_to(moved)
    moved.rename(server.socket)
    with pytest.raises(PostClosed, match="cannot be reached"):
        send(engine, post)
    assert send(engine, post_to(server.socket)) == 1


def test_a_letter_the_server_hung_up_on_before_reading_is_sent_later(
    engine: Engine, office: Office, server: MailServer
) -> None:
    server.to_receiver["ana@example.org"] = None
    _write(engine, office, ["ana"])
    with pytest.raises(PostClosed, match="broke off"):
        send(engine, post_to(server.socket))
    server.to_receiver.clear()
    assert send(engine, post_to(server.socket)) == 1
    assert len(server.taken) == 1


def test_a_letter_the_server_hung_up_on_after_reading_is_not_sent_again(
    engine: Engine, office: Office, server: MailServer
) -> None:
    server.to_letter["ana@example.org"] = None
    _write(engine, office, ["ana", "ben"])
    with pytest.raises(LetterDoubtful, match="may have arrived"):
        send(engine, post_to(server.socket))
    server.to_letter.clear()
    assert send(engine, post_to(server.socket)) == 1
    assert len(server.taken) == 2
    assert "may have arrived" in (state_of(engine, "ana").refused or "")


@pytest.mark.long
def test_c5_a_sender_killed_while_the_server_reads_sends_no_letter_twice(
    engine: Engine, office: Office, server: MailServer
) -> None:
    _write(engine, office, [f"p{n:02}" for n in range(12)])
    process = _start_sender(engine, server.socket)

    def kill_at_the_fifth(_letter: EmailMessage) -> None:
        if len(server.taken) == 5:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    server.before_answer = kill_at_the_fifth
    assert process.wait(60) == -signal.SIGKILL
    assert send(engine, post_to(server.socket)) == 7
    assert len(server.ids()) == len(set(server.ids())) == 12

    with clock.travel(clock.now() + ABANDONED + timedelta(seconds=1)):
        assert send(engine, post_to(server.socket)) == 0
    states = [state_of(engine, f"p{n:02}") for n in range(12)]
    assert sum(letter.sent_at is not None for letter in states) == 11
    assert sum("may have arrived" in (letter.refused or "") for letter in states) == 1
    assert len(server.taken) == 12


def test_two_senders_at_once_send_each_letter_once(
    engine: Engine, office: Office, server: MailServer
) -> None:
    _write(engine, office, [f"p{n}" for n in range(60)])
    with ThreadPoolExecutor(2) as both:
        sent = [both.submit(send, engine, post_to(server.socket), limit=20) for _ in range(2)]
        assert sum(future.result() for future in sent) == 60
    assert len(server.ids()) == len(set(server.ids())) == 60


def test_a_folder_keeps_one_private_file_per_letter(engine: Engine, office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    _write(engine, office, ["ana", "ben", "bad address"])
    assert send(engine, post_to(folder)) == 2
    assert send(engine, post_to(folder)) == 0
    files = sorted(folder.iterdir())
    assert {file.stem for file in files} == {str(state_of(engine, name).id) for name in ("ana", "ben")}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert message_from_bytes(files[0].read_bytes(), policy=policy.default)["From"].addresses


def test_a_link_that_opens_a_door_goes_first_and_is_forgotten(
    engine: Engine, office: Office, server: MailServer
) -> None:
    _write(engine, office, ["ana"])
    with transaction(engine) as db:
        link = sign_in_link(db, office.ana)
        office.write(db, "in", "sign-in", path=path_to(link), expires_at=AT_ONCE, site="portal")
    send(engine, post_to(server.socket))
    assert server.subjects()[0] == "Your link to sign in"
    assert "https://file.example/sign-in/link/" in server.taken[0].get_content()
    assert str(link) not in server.taken[0].get_content()
    assert state_of(engine, "in").params == {}
    assert state_of(engine, "ana").params == {"year": 2025}


def _start_sender(engine: Engine, where: Path) -> subprocess.Popen[bytes]:
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-m", "tests.mail.sender", url, str(where)])
