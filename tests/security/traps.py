"""A case in which everything that anybody can write is a trap, and the pages on which it is shown."""

from collections.abc import Iterator

from disclosure.models import Filing
from tests.casework.office import Office, company
from tests.cast import Cast
from tests.security.payloads import XSS
from tests.security.sites import Client, Sites

EVERYWHERE = " ".join(XSS)


def write(office: Office) -> Filing:
    """Let Amina, her entity, and whoever reviews her case write nothing but traps."""
    cast = office.cast
    cast.amina.account.name = cast.amina.on_roster.name = EVERYWHERE[:200]
    cast.entities["DOS"].names = {"en": EVERYWHERE}
    items = [company(trap, id=f"i{number}", activity=trap, remark=trap) for number, trap in enumerate(XSS)]
    filing = office.in_review(cast.amina, *items)
    question = office.ask(filing, text=EVERYWHERE)
    office.answer(question, cast.amina, text=EVERYWHERE)
    office.db.commit()
    return filing


def pages(sites: Sites, cast: Cast, filing: Filing) -> Iterator[tuple[Client, str]]:
    """Yield the pages on which it is shown, to each of those who see them."""
    amina, rosa = sites.client("portal", cast.amina), sites.client("review", cast.rosa)
    olu = sites.client("compliance", cast.olu)
    for page in ("/home", "/account", "/my-data", "/2020/statement", "/2020/messages", "/2020/receipt"):
        yield amina, page
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
