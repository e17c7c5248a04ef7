"""A row of every kind that an address can name, around one filing. Only where they belong matters here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.domain.actors import Role
from disclosure.domain.categories import AdviceType, ConflictCategory
from disclosure.domain.lifecycle import (
    AdviceState,
    ConflictState,
    DocumentState,
    ExtensionState,
    FilingState,
    QuestionState,
    ReferralState,
    SnippetState,
    VerificationState,
)
from disclosure.domain.snippets import SnippetKind
from disclosure.models import (
    Account,
    Advice,
    Attachment,
    Batch,
    Case,
    Conflict,
    Designation,
    DocumentRequest,
    Emergency,
    Extension,
    Filing,
    Grant,
    KeptForm,
    Likelihood,
    PublicSummary,
    Question,
    Referral,
    RuleChange,
    Snippet,
    SnippetVersion,
    Upload,
    Verification,
)
from tests.cast import Cast

DUE = date(2020, 6, 1)
SEALED = b"sealed"


def around(db: Session, cast: Cast, filing: Filing, *, reviewer: UUID) -> dict[str, Any]:
    """Put a row of every kind around a filing, which `reviewer` reviews; return what addresses call them."""
    now = clock.now()
    filer = db.scalars(select(Account).where(Account.person_id == filing.person_id)).one()
    filing.state, filing.filed_at, filing.version = FilingState.ADVICE_PROPOSED, now, 1
    filing.reference = f"X-{filing.token}"
    db.add(
        Case(filing_id=filing.id, organisation_id=filing.organisation_id, reviewer_id=reviewer, opened_at=now)
    )
    of_case, advices = _of_case(filing, cast, now)
    of_filer = _of_filer(filing, filer, of_case["request_id"].id, now)
    of_office = _of_office(db, filing, cast, reviewer, now)
    rows = of_case | of_filer | of_office | _of_settings(filing, filer, cast, now)
    db.flush()
    for step in (rows.values(), advices.values()):
        db.add_all(step)
        db.flush()
    return (
        {name: row.id for name, row in (rows | advices).items()}
        | {name: rows[f"{name}_id"].id for name in ("question", "request", "attachment")}
        | {"subject": rows["request_id"].id, "filing_id": filing.id, "person": filing.person_id}
        | {"code": filing.entity.code, "designation_id": _designation(db, filing)}
    )


def _of_case(filing: Filing, cast: Cast, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    rosa = cast.rosa.account.id
    conflict = Conflict(
        id=uuid4(),
        filing_id=filing.id,
        category=ConflictCategory.OTHER,
        likelihood=Likelihood.POTENTIAL,
        state=ConflictState.FOUND,
        found_by_id=rosa,
        found_at=now,
    )
    rows: dict[str, Any] = {
        "question_id": Question(
            id=uuid4(),
            filing_id=filing.id,
            state=QuestionState.ASKED,
            asked_by_id=rosa,
            asked_at=now,
            due_on=DUE,
        ),
        "conflict_id": conflict,
        "request_id": DocumentRequest(
            id=uuid4(),
            filing_id=filing.id,
            item_id="leadership",
            state=DocumentState.REQUESTED,
            requested_at=now,
            due_on=DUE,
        ),
        "verification_id": Verification(id=uuid4(), filing_id=filing.id, state=VerificationState.UNDERWAY),
        "emergency_id": Emergency(
            id=uuid4(), filing_id=filing.id, asked_by_id=rosa, reason="-", asked_at=now
        ),
    }
    return rows, _advices(filing, conflict, cast, now)


def _advices(filing: Filing, conflict: Conflict, cast: Cast, now: datetime) -> dict[str, Any]:
    """Return advice that waits for approval, and such as was sent: the filer sees only that."""
    given: dict[str, Any] = {
        "filing_id": filing.id,
        "conflict_id": conflict.id,
        "type": AdviceType.RESIGN_ROLE,
        "due_on": DUE,
        "language": "en",
        "proposed_by_id": cast.rosa.account.id,
        "proposed_at": now,
    }
    return {
        "advice_id": Advice(id=uuid4(), state=AdviceState.PROPOSED, **given),
        "advice": Advice(
            id=uuid4(), state=AdviceState.SENT, approved_by_id=cast.ana.account.id, sent_at=now, **given
        ),
    }


def _of_filer(filing: Filing, filer: Account, subject_id: UUID, now: datetime) -> dict[str, Any]:
    return {
        "attachment_id": Attachment(
            id=uuid4(),
            filing_id=filing.id,
            subject_id=subject_id,
            content_id=uuid4(),
            sealed=SEALED,
            size=6,
            uploaded_by_id=filer.id,
            uploaded_at=now,
        ),
        "upload": Upload(
            id=uuid4(),
            filing_id=filing.id,
            subject_id=subject_id,
            account_id=filer.id,
            mark="f" * 64,
            size=6,
            begun_at=now,
        ),
        "kept": KeptForm(id=uuid4(), filing_id=filing.id, account_id=filer.id, sealed=SEALED, at=now),
        "summary": PublicSummary(id=uuid4(), filing_id=filing.id),
        "extension_id": Extension(
            id=uuid4(),
            filing_id=filing.id,
            until=DUE,
            reason="-",
            state=ExtensionState.REQUESTED,
            requested_at=now,
        ),
    }


def _of_office(db: Session, filing: Filing, cast: Cast, reviewer: UUID, now: datetime) -> dict[str, Any]:
    snippet = Snippet(
        id=uuid4(), organisation_id=filing.organisation_id, kind=SnippetKind.QUESTION, created_at=now
    )
    db.add(snippet)
    return {
        "batch_id": Batch(
            id=uuid4(),
            organisation_id=filing.organisation_id,
            cycle_id=filing.cycle_id,
            account_id=reviewer,
            formed_at=now,
        ),
        "version_id": SnippetVersion(
            id=uuid4(),
            organisation_id=filing.organisation_id,
            snippet_id=snippet.id,
            version=1,
            state=SnippetState.PROPOSED,
            titles={"en": "-"},
            texts={"en": "-"},
            proposed_by_id=_author(db, filing),
            proposed_at=now,
        ),
        "referral_id": Referral(
            id=uuid4(),
            organisation_id=filing.organisation_id,
            cycle_id=filing.cycle_id,
            entity_id=filing.entity_id,
            state=ReferralState.SENT,
            due_on=DUE,
            prepared_by_id=cast.olu.account.id,
            prepared_at=now,
            sent_by_id=cast.petra.account.id,
            sent_at=now,
        ),
    }


def _of_settings(filing: Filing, filer: Account, cast: Cast, now: datetime) -> dict[str, Any]:
    return {
        "grant_id": Grant(
            id=uuid4(),
            account_id=filer.id,
            organisation_id=filing.organisation_id,
            role=Role.AUDITOR,
            granted_at=now,
            revoked_at=now,
        ),
        "change_id": RuleChange(
            id=uuid4(),
            organisation_id=filing.organisation_id,
            cycle_id=filing.cycle_id,
            text="-",
            digest="0" * 64,
            proposed_by_id=cast.petra.account.id,
            proposed_at=now,
        ),
    }


def _author(db: Session, filing: Filing) -> UUID:
    """Say who proposed the wording that stands beside a filing: the filer, so that one's own is one's own."""
    return db.scalars(select(Account.id).where(Account.person_id == filing.person_id)).one()


def _designation(db: Session, filing: Filing) -> UUID:
    """Return why somebody owes a filing."""
    of_filer = select(Designation.id).where(
        Designation.cycle_id == filing.cycle_id, Designation.person_id == filing.person_id
    )
    return db.scalars(of_filer).one()
