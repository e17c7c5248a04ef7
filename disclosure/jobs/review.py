"""Jobs that need the keys of the review site."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Engine

from config import Config
from disclosure.casework import rescreening, screening
from disclosure.casework.listing.shelf import Shelf
from disclosure.casework.reading import Keys
from disclosure.db import transaction
from disclosure.errors import ConfigError, NotFound
from disclosure.queue import Jobs, Together
from disclosure.screening.yente import yente_from


def shelf_of(config: Config) -> Shelf:
    """Return what the settings say to screen against. Raises ConfigError where they cannot be read."""
    try:
        yente = yente_from(*config.yente)
    except ValueError as error:
        raise ConfigError(
            f"REVIEW_YENTE_LISTS says “{error}”. Write a kind, a data set and a title, "
            "like: sanctions=sanctions Sanctions"
        ) from None
    return Shelf(config.instance / "screening", yente=yente)


def review_jobs(keys: Keys, shelf: Shelf | None = None) -> Jobs:
    """Return the jobs of the review queue that screen what was filed, against the lists of `shelf`."""
    lists = shelf or Shelf()

    def screen_statements(engine: Engine, statement_ids: Sequence[UUID]) -> None:
        """Check versions of statements; doing it twice keeps one result."""
        with transaction(engine) as db:
            found = screening.screen_all(
                db, keys.sealer, keys.opener, statement_ids=statement_ids, shelf=lists
            )
            if len(found) < len(set(statement_ids)):
                raise NotFound("There is no such statement to check.")

    def rescreen(engine: Engine, version_id: UUID) -> None:
        """Screen statements again against what a version of a list changed, from where that was left."""
        more = True
        while more:
            with transaction(engine) as db:
                more = rescreening.rescreen(db, keys, lists, version_id=version_id) is not None

    return {"statement:screen": Together(screen_statements), "list:rescreen": rescreen}
