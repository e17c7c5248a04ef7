"""Writing one line of the ledger, in the transaction of the act it tells of."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.actors import Actor
from disclosure.ledger.kinds import FACTS
from disclosure.models import Filing, LedgerEntry


def record(
    db: Session,
    by: Actor,
    kind: str,
    *,
    organisation_id: UUID | None = None,
    filing: Filing | None = None,
    **facts: object,
) -> LedgerEntry:
    """Write one line: who did what, to which filing, with exactly the facts declared for `kind`.

    Raises TypeError when a fact is missing or not declared: that is a mistake
    in the program, not of a person.
    """
    if facts.keys() != FACTS[kind]:
        wrong = ", ".join(sorted(facts.keys() ^ FACTS[kind]))
        raise TypeError(f"An entry of kind {kind} does not carry exactly its facts; see {wrong}.")
    entry = LedgerEntry(
        at=clock.now(),
        organisation_id=filing.organisation_id if filing else organisation_id,
        filing_id=filing.id if filing else None,
        account_id=by.account_id,
        kind=kind,
        facts={name: _plain(fact) for name, fact in facts.items()},
    )
    db.add(entry)
    return entry


def _plain(fact: object) -> Any:  # noqa: ANN401 - JSON
    return fact if isinstance(fact, str | int | bool | None) else str(fact)
