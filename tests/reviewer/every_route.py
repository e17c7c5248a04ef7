"""A case in which there is a row for every part of every address, so that each route can be asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.routing import Rule

from disclosure import clock
from disclosure.domain.lifecycle import DocumentState, VerificationState
from disclosure.models import (
    Attachment,
    Base,
    Batch,
    BatchMember,
    DocumentRequest,
    Emergency,
    Filing,
    Verification,
)
from disclosure.web.desk import OPEN
from tests.casework.office import Office, board_seat
from tests.cast import Member

OF_NO_CASE = frozenset({"snippet_id", "version_id", "saved_list_id", "session_id", "passkey_id"})
"""Parts of an address that are about no case; those who lost their role are refused them all the same."""


@dataclass(frozen=True)
class Route:
    """One way to ask the site for something."""

    endpoint: str
    method: str
    rule: Rule

    @property
    def is_of_a_case(self) -> bool:
        """Whether its address names a case, or anything in one."""
        return bool(self.rule.arguments - OF_NO_CASE)

    def address(self, parts: Mapping[str, Any]) -> str:
        """Return the address with rows that are there, asserting that every part has one."""
        missing = self.rule.arguments - parts.keys()
        assert not missing, (
            f"{self.rule.rule} has a part that no test knows: {sorted(missing)}. Say in "
            "tests/reviewer/every_route.py which row stands for it, or that it is of no case."
        )
        adapter = self.rule.map.bind("localhost")
        chosen = {name: parts[name] for name in self.rule.arguments}
        return adapter.build(self.endpoint, chosen, method=self.method)


def routes(app: Flask) -> Iterator[Route]:
    """Yield every route of the site that is not open to everybody, once for each method."""
    for rule in app.url_map.iter_rules():
        needs = getattr(app.view_functions[rule.endpoint], "needs", None)
        if needs is not None and needs is not OPEN:
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                yield Route(rule.endpoint, method, rule)


def parts_of(office: Office, member: Member) -> dict[str, Any]:
    """Let somebody's case, which Rosa reviews, have a row of every kind; return what addresses name."""
    filing = office.in_review(member, board_seat())
    question = office.ask(filing)
    office.answer(question, member)
    conflict = office.find(filing)
    [advice] = office.propose(filing, office.draft(conflict))
    request, attachment = _document(filing), _attachment(filing, member)
    batch = Batch(
        id=uuid4(),
        organisation_id=filing.organisation_id,
        cycle_id=filing.cycle_id,
        account_id=office.cast.rosa.account.id,
        formed_at=clock.now(),
    )
    verification = Verification(id=uuid4(), filing_id=filing.id, state=VerificationState.UNDERWAY)
    one = BatchMember(batch_id=batch.id, filing_id=filing.id, version=filing.version)
    _add(office, request, attachment, batch)
    asked = Emergency(
        id=uuid4(),
        filing_id=filing.id,
        asked_by_id=office.cast.ana.account.id,
        reason="Its reviewer is away.",
        asked_at=clock.now(),
    )
    _add(office, one, verification, asked)
    return {
        "filing_id": filing.id,
        "question_id": question.id,
        "conflict_id": conflict.id,
        "advice_id": advice.id,
        "request_id": request.id,
        "attachment_id": attachment.id,
        "batch_id": batch.id,
        "verification_id": verification.id,
        "emergency_id": asked.id,
        "item_id": "leadership",
        **dict.fromkeys(OF_NO_CASE, UUID(int=1)),
    }


def _add(office: Office, *rows: Base) -> None:
    office.db.add_all(rows)
    office.db.flush()


def _document(filing: Filing) -> DocumentRequest:
    return DocumentRequest(
        id=uuid4(),
        filing_id=filing.id,
        item_id="leadership",
        state=DocumentState.REQUESTED,
        requested_at=clock.now(),
        due_on=date(2020, 5, 1) + timedelta(days=1),
    )


def _attachment(filing: Filing, member: Member) -> Attachment:
    return Attachment(
        id=uuid4(),
        filing_id=filing.id,
        subject_id=uuid4(),
        content_id=uuid4(),
        sealed=b"sealed",
        size=6,
        uploaded_by_id=member.account.id,
        uploaded_at=clock.now(),
    )
