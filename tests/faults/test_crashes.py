"""Processes killed and crowds before the whole topology."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from disclosure.db import transaction
from disclosure.models import Account, Filing
from tests.faults.crowd import Crowd, meanwhile
from tests.faults.door import Filer, ask
from tests.faults.points import AT_A_POINT, CHANCE, cut_at_points, refused
from tests.stack.programs import asked, ready

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
PROCESSES_KILLED, DATABASES_KILLED = 40, 10
"""The fifty points of the check."""


def references(crowd: Crowd, filers: Sequence[Filer]) -> set[str | None]:
    """The numbers on the receipts of these people."""
    with transaction(crowd.engine, write=False) as db:
        found = db.query(Filing.reference).join(Account, Account.person_id == Filing.person_id)
        return {number for (number,) in found.filter(Account.email.in_([one.email for one in filers]))}


def test_the_topology_is_whole_and_each_process_has_its_own(crowd: Crowd) -> None:
    for port in crowd.stack.ports.values():
        assert ready(port)
        assert "disclosure_database_up 1.0" in asked(port, "/metrics")[1]
    for process in ("portal", "review", "compliance", "worker-common"):
        keys = crowd.stack.folder / process / "keys"
        assert {path.name for path in keys.iterdir()} <= {"portal", "review", "ledger"}
        assert len(list(keys.iterdir())) == (0 if process == "compliance" else 1)


def test_c2_one_form_sent_fifty_times_at_once_files_once_and_leads_to_one_place(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: crowd.send(filer), range(50)))
    assert Counter(status for status, _, _ in answers) == {303: 50}
    assert len({headers["Location"] for _, _, headers in answers}) == 1
    filer.led_to = answers[0][2]["Location"]
    assert crowd.lost([filer]) == []


def test_c2_a_form_whose_answer_was_not_waited_for_is_sent_again_and_files_once(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    status, _page, _headers = ask(
        crowd.door.port, "POST", crowd.door.check, cookie=filer.cookie, body=filer.form, seconds=0.001
    )
    assert status == 0
    crowd.file(filer)
    assert filer.acknowledged
    assert crowd.lost([filer]) == []


@pytest.mark.parametrize("number", [128, pytest.param(2_000, marks=pytest.mark.long)])
def test_c3_everybody_at_once_is_filed_with_a_number_of_their_own(
    request: pytest.FixtureRequest, number: int
) -> None:
    crowd: Crowd = request.getfixturevalue("crowd" if number == 128 else "great_crowd")
    filers = crowd.take(number)
    crowd.file_all(filers, at_once=128)
    assert Counter(status for filer in filers for status in filer.answers) == {303: number}
    assert crowd.lost(filers) == []
    assert len(references(crowd, filers) - {None}) == number


def test_c4_site_processes_killed_at_forty_points_lose_nothing_that_was_acknowledged(crowd: Crowd) -> None:
    portal = crowd.stack.programs["portal"]
    filers = cut_at_points(crowd, PROCESSES_KILLED, lambda: portal.kill_child(CHANCE.randrange(2)))
    assert refused(filers) == []
    assert sum(filer.acknowledged for filer in filers) >= (AT_A_POINT - 1) * PROCESSES_KILLED
    assert crowd.lost(filers) == []


def test_c4_a_site_that_loses_its_power_comes_back_with_what_it_said(crowd: Crowd) -> None:
    filers, portal = crowd.take(30), crowd.stack.programs["portal"]

    def cut(ended: threading.Event) -> None:
        ended.wait(CHANCE.uniform(0.2, 0.6))
        portal.kill()
        portal.start()

    with meanwhile(cut):
        crowd.file_all(filers, at_once=8)
    assert refused(filers) == []
    assert all(filer.acknowledged for filer in filers)
    assert crowd.lost(filers) == []


def test_c4_a_database_killed_at_ten_points_comes_back_with_what_it_said(crowd: Crowd) -> None:
    postgres = crowd.stack.postgres

    def cut() -> None:
        postgres.crash()
        postgres.start_again()

    filers = cut_at_points(crowd, DATABASES_KILLED, cut)
    assert refused(filers) == [], "while the database is away a page says so, and to come again"
    assert sum(filer.acknowledged for filer in filers) >= (AT_A_POINT - 1) * DATABASES_KILLED
    assert crowd.lost(filers) == []
