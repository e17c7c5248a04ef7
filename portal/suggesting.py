"""Names of organisations that the filer wrote before, offered while they write one.

They stand in the page itself, as the browser's own list of suggestions: it is used by keys, needs no
script, and a name that is not on it is written as ever.
"""

from collections.abc import Iterator

from disclosure.domain.interests import PartyKind
from portal.drafts import Work

MOST = 100


def organisations(work: Work) -> list[str]:
    """Return each organisation of the statement once, by the alphabet; never a private person."""
    named = {" ".join(name.split()).casefold(): name.strip() for name in _named(work) if name.strip()}
    return [named[key] for key in sorted(named)][:MOST]


def _named(work: Work) -> Iterator[str]:
    for member in work.statement.household:
        yield member.employer
    for item in work.statement.items:
        if item.counterparty.kind is not PartyKind.PERSON:
            yield item.counterparty.name
        yield str(getattr(item, "employer", ""))
