"""A case in which everything that anybody can write is a trap, and the pages on which it is shown."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from disclosure.casework import advising, attaching
from disclosure.models import Filing
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from disclosure.vault.storage import Storage
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.security.payloads import XSS
from tests.security.sites import Client, Sites

EVERYWHERE = " ".join(XSS)
NAME = "\"'><img src=x onerror=window.carriedOut=1>.txt"
"""Of a file: the last part of a path."""


def write(office: Office, storage: Storage) -> Filing:
    """Let Amina, her entity, and whoever reviews her case write nothing but traps."""
    cast = office.cast
    cast.amina.account.name = cast.amina.on_roster.name = EVERYWHERE[:200]
    cast.entities["DOS"].names = {"en": EVERYWHERE}
    items = [company(trap, id=f"i{number}", activity=trap, remark=trap) for number, trap in enumerate(XSS)]
    filing = office.in_review(cast.amina, *items)
    question = office.ask(filing, text=EVERYWHERE)
    office.answer(question, cast.amina, text=EVERYWHERE)
    _advise(office, storage)
    office.db.commit()
    return filing


def _advise(office: Office, storage: Storage) -> None:
    """Let Boris be advised in traps, and put a file beside that whose name is one."""
    boris, keys = office.cast.boris, office.cast.keys.portal
    filing = office.in_review(boris, board_seat())
    [advice] = office.propose(filing, replace(office.draft(office.find(filing)), text=EVERYWHERE))
    advising.approve(office.db, by=office.ana, advice=advice)
    attaching.keep(
        office.db,
        keys.sealer,
        storage,
        by=boris.actor,
        filing=filing,
        subject_id=advice.id,
        name=NAME,
        paper=Paper(Kind.TEXT, BytesIO(EVERYWHERE.encode())),
    )


def pages(sites: Sites, cast: Cast, filing: Filing) -> Iterator[tuple[Client, str]]:
    """Yield the pages on which it is shown, to each of those who see them."""
    amina, rosa = sites.client("portal", cast.amina), sites.client("review", cast.rosa)
    olu = sites.client("compliance", cast.olu)
    for page in ("/home", "/account", "/my-data", "/2020/statement", "/2020/messages", "/2020/receipt"):
        yield amina, page
    yield sites.client("portal", cast.boris), "/2020/messages"
    yield rosa, f"/{cast.boris.filing.id}"
    for page in ("", "/cover", "/question", "/note", "/conflict", "/advice", "/escalate", "/story/i0"):
        yield rosa, f"/{filing.id}{page}"
    yield rosa, "/"
    for page in (
        "/cycle/2020/people",
        f"/cycle/2020/people/{filing.id}",
        "/entity/DOS",
        "/report/2020",
        "/entity",
    ):
        yield olu, page
