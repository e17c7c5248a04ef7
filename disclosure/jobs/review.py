"""Jobs that need the keys of the review site."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Engine

from disclosure.casework import screening
from disclosure.casework.reading import Keys
from disclosure.db import transaction
from disclosure.errors import NotFound
from disclosure.queue import Jobs, Together


def review_jobs(keys: Keys) -> Jobs:
    """Return the jobs of the review queue that check what was filed."""

    def screen_statements(engine: Engine, statement_ids: Sequence[UUID]) -> None:
        """Check versions of statements; doing it twice keeps one result."""
        with transaction(engine) as db:
            found = screening.screen_all(db, keys.sealer, keys.opener, statement_ids=statement_ids)
            if len(found) < len(set(statement_ids)):
                raise NotFound("There is no such statement to check.")

    return {"statement:screen": Together(screen_statements)}
