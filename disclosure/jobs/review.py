"""Jobs that need the keys of the review site."""

from uuid import UUID

from sqlalchemy import Engine

from disclosure.casework import screening
from disclosure.casework.reading import Keys
from disclosure.db import transaction
from disclosure.queue import Jobs


def review_jobs(keys: Keys) -> Jobs:
    """Return the jobs of the review queue that check what was filed."""

    def screen_statement(engine: Engine, statement_id: UUID) -> None:
        """Check one version of a statement; doing it twice keeps one result."""
        with transaction(engine) as db:
            screening.screen(db, keys.sealer, keys.opener, statement_id=statement_id)

    return {"statement:screen": screen_statement}
