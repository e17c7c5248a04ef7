"""The job that asks for the documents of a draw. It reads what was declared, so it needs the review keys."""

from uuid import UUID

from sqlalchemy import Engine

from disclosure.casework import verifying
from disclosure.casework.reading import Opener
from disclosure.db import transaction
from disclosure.errors import DisclosureError
from disclosure.models import Draw, Filing
from disclosure.queue import Jobs


def document_jobs(opener: Opener) -> Jobs:
    """Return the jobs of the review queue that ask for documents."""

    def request_documents(engine: Engine, draw_id: UUID) -> None:
        """Ask every drawn filer for their documents, each in a transaction of its own.

        Done again, it goes on with those not asked yet. A filing that cannot
        be opened holds up no other: the first such error is raised at the end.
        """
        faults: list[DisclosureError] = []
        for filing_id in _unasked(engine, draw_id):
            try:
                _ask(engine, opener, filing_id)
            except DisclosureError as fault:
                faults.append(fault)
        if faults:
            raise faults[0]

    return {"documents:request": request_documents}


def _unasked(engine: Engine, draw_id: UUID) -> list[UUID]:
    with transaction(engine, write=False) as db:
        return verifying.drawn_without_requests(db, db.get_one(Draw, draw_id))


def _ask(engine: Engine, opener: Opener, filing_id: UUID) -> None:
    with transaction(engine) as db:
        filing = db.get_one(Filing, filing_id, with_for_update=True)
        verifying.request(db, opener, filing=filing)
