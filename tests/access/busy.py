"""The office in the middle of its season: rows of every kind that a permission may be asked about."""

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select

from disclosure import clock
from disclosure.casework import accounts, designating, scheduling, snippets
from disclosure.domain.lifecycle import DocumentState, DrawState, ReferralState
from disclosure.domain.snippets import shipped
from disclosure.models import (
    Account,
    Advice,
    Attachment,
    Base,
    Case,
    Conflict,
    Cycle,
    CycleKey,
    Designation,
    DocumentRequest,
    Draft,
    Draw,
    Emergency,
    Entity,
    Extension,
    Filing,
    Grant,
    KeptForm,
    LedgerEntry,
    Letter,
    OfficeRecord,
    Organisation,
    OwnInterests,
    Person,
    PublicSummary,
    Question,
    Referral,
    ReferredPerson,
    Screening,
    SealedText,
    SnippetVersion,
    Statement,
    Upload,
    UploadPiece,
)
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, make_keys

PLACED: tuple[type[Base], ...] = (
    Organisation,
    Entity,
    Person,
    Account,
    Grant,
    Cycle,
    CycleKey,
    Designation,
    Filing,
    Extension,
    Draft,
    KeptForm,
    Statement,
    Case,
    Screening,
    SealedText,
    Question,
    Conflict,
    Advice,
    Draw,
    DocumentRequest,
    Attachment,
    Referral,
    ReferredPerson,
    Letter,
    LedgerEntry,
    PublicSummary,
    OfficeRecord,
    OwnInterests,
    SnippetVersion,
    Upload,
    UploadPiece,
    Emergency,
)
"""Every kind of row that belongs to an organisation, an entity or a person."""


def busy(office: Office) -> None:
    """Let the office work until there are rows of every kind, in both organisations."""
    cast = office.cast
    asked = office.in_review(cast.amina, board_seat())
    office.ask(asked)
    office.screen(asked)
    proposed = office.in_review(cast.boris, company())
    office.propose(proposed, office.draft(office.find(proposed)))
    office.file(cast.dalia)
    office.file(cast.ravi, company())
    office.prepare(cast.chen)
    until = cast.chen.filing.due_on + timedelta(days=5)
    designating.request_extension(
        office.db, by=cast.chen.actor, filing=cast.chen.filing, until=until, reason="I am on mission."
    )
    snippets.propose(office.db, by=office.rosa, organisation=cast.organisation, wording=shipped()["ask-part"])
    _verify(office, asked)
    _declare(office, asked)
    _keep(office, asked)
    _open_for_a_time(office, asked)
    _refer(office, cast.hana.filing)
    _elsewhere(office)
    office.db.flush()
    for kind in PLACED:
        assert office.db.scalars(select(kind)).first() is not None, f"there is no {kind.__name__}"


def _verify(office: Office, filing: Filing) -> None:
    """Put there what a draw leads to; only where it belongs matters here."""
    now, cast = clock.now(), office.cast
    request = DocumentRequest(
        id=uuid4(),
        filing_id=filing.id,
        item_id="leadership",
        state=DocumentState.REQUESTED,
        requested_at=now,
        due_on=date(2020, 5, 1),
    )
    attachment = Attachment(
        filing_id=filing.id,
        subject_id=request.id,
        content_id=uuid4(),
        sealed=b"sealed",
        size=6,
        uploaded_by_id=cast.amina.account.id,
        uploaded_at=now,
    )
    draw = Draw(
        organisation_id=cast.organisation.id,
        cycle_id=cast.cycle.id,
        state=DrawState.COMMITTED,
        seed=bytes(32),
        record="{}",
        commitment="0" * 64,
        committed_at=now,
    )
    office.db.add_all([request, attachment, draw])


def _keep(office: Office, filing: Filing) -> None:
    """Put there what is kept sealed beside a filing, whoever brought it."""
    now, cast = clock.now(), office.cast
    form = KeptForm(filing_id=filing.id, account_id=cast.amina.account.id, sealed=b"sealed", at=now)
    held = OfficeRecord(
        organisation_id=filing.organisation_id,
        cycle_id=filing.cycle_id,
        person_id=filing.person_id,
        reference="OA-1",
        sealed=b"sealed",
        brought_at=now,
    )
    upload = Upload(
        id=uuid4(),
        filing_id=filing.id,
        subject_id=uuid4(),
        account_id=cast.amina.account.id,
        mark="f" * 64,
        size=12,
        begun_at=now,
    )
    piece = UploadPiece(upload_id=upload.id, start=0, size=6, sealed=b"sealed")
    office.db.add_all([form, held, upload])
    office.db.flush()
    office.db.add(piece)


def _declare(office: Office, filing: Filing) -> None:
    """Put there what Rosa declares about herself."""
    own = OwnInterests(
        organisation_id=filing.organisation_id,
        account_id=office.cast.rosa.account.id,
        cycle_id=filing.cycle_id,
        version=1,
        sealed=b"sealed",
        declared_at=clock.now(),
    )
    office.db.add(own)


def _open_for_a_time(office: Office, filing: Filing) -> None:
    """Let Ana read a case that waits for nothing of hers, as Emil agreed, and let Ravi ask for it."""
    cast, now = office.cast, clock.now()
    for asker, until in ((cast.ana, now + timedelta(hours=4)), (cast.ravi, None)):
        asked = Emergency(
            filing_id=filing.id, asked_by_id=asker.account.id, reason="Its reviewer is away.", asked_at=now
        )
        if until:
            asked.decided_by_id, asked.decided_at, asked.until = cast.emil.account.id, now, until
        office.db.add(asked)


def _refer(office: Office, filing: Filing) -> None:
    cast = office.cast
    referral = Referral(
        id=uuid4(),
        organisation_id=cast.organisation.id,
        cycle_id=cast.cycle.id,
        entity_id=filing.entity_id,
        state=ReferralState.PREPARED,
        due_on=date(2020, 6, 1),
        prepared_by_id=cast.olu.account.id,
        prepared_at=clock.now(),
    )
    office.db.add(referral)
    office.db.flush()
    office.db.add(ReferredPerson(referral_id=referral.id, filing_id=filing.id))


def _elsewhere(office: Office) -> None:
    """Let the other organisation have a season, and Zoe an account and a filing in it."""
    cast, db = office.cast, office.db
    sana = cast.sana.actor
    cycle = scheduling.plan_cycle(db, by=sana, organisation=cast.elsewhere, year=2020)
    keys_in = cast.keys.portal.directory.parent.with_name("keys-elsewhere")
    make_keys(db, by=sana, cycle=cycle, directory=keys_in)
    designating.designate(db, by=sana, cycle=cycle)
    accounts.account_for_person(db, by=sana, person=cast.zoe)


def account_of_zoe(cast: Cast, office: Office) -> Account:
    return office.db.scalars(select(Account).where(Account.person_id == cast.zoe.id)).one()
