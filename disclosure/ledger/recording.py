"""Writing one line of the ledger, in the transaction of the act it tells of.

One statement serves all the lines of a request, at its commit; a rollback forgets them with the act.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.actors import Actor
from disclosure.ledger.kinds import FACTS
from disclosure.models import Filing, LedgerEntry
from disclosure.models.gathering import gather


def record(
    db: Session,
    by: Actor,
    kind: str,
    *,
    organisation_id: UUID | None = None,
    filing: Filing | None = None,
    **facts: object,
) -> UUID:
    """Write one line: who did what, to which filing, with exactly the facts declared for `kind`.

    Returns the line's id. Raises TypeError when a fact is missing or not
    declared: that is a mistake in the program, not of a person.
    """
    written = uuid4()
    line = {
        "id": written,
        "at": clock.now(),
        "organisation_id": filing.organisation_id if filing else organisation_id,
        "filing_id": filing.id if filing else None,
        "account_id": by.account_id,
        "kind": kind,
        "facts": _told(kind, facts),
    }
    gather(db, LedgerEntry, [line])
    return written


def record_all(
    db: Session,
    by: Actor,
    kind: str,
    lines: Iterable[tuple[UUID | None, Mapping[str, object]]],
    *,
    organisation_id: UUID,
) -> None:
    """Write many lines of one kind in few statements: each is a filing's id, or None, and its facts.

    What the lines are about has been flushed. Raises TypeError as `record` does.
    """
    at = clock.now()
    rows = [
        {
            "id": uuid4(),
            "at": at,
            "organisation_id": organisation_id,
            "filing_id": filing_id,
            "account_id": by.account_id,
            "kind": kind,
            "facts": _told(kind, facts),
        }
        for filing_id, facts in lines
    ]
    gather(db, LedgerEntry, rows)


def _told(kind: str, facts: Mapping[str, object]) -> dict[str, Any]:
    if facts.keys() != FACTS[kind]:
        wrong = ", ".join(sorted(facts.keys() ^ FACTS[kind]))
        raise TypeError(f"An entry of kind {kind} does not carry exactly its facts; see {wrong}.")
    return {name: _plain(fact) for name, fact in facts.items()}


def _plain(fact: object) -> Any:  # noqa: ANN401 - JSON
    return fact if isinstance(fact, str | int | bool | None) else str(fact)
