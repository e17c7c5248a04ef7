"""A case in which everybody writes every canary wherever something can be written."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from disclosure import clock
from disclosure.casework import (
    advising,
    attaching,
    drafting,
    escalating,
    filing,
    finding,
    keeping,
    office_records,
    proving,
    questioning,
    responding,
    reviewing,
)
from disclosure.casework.advising import Proposal
from disclosure.domain.categories import AdviceType, Category, ConflictCategory
from disclosure.domain.interests import HouseholdRelation, Item, Member, Party, PartyKind
from disclosure.domain.sent import SentForm
from disclosure.models import Likelihood
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from disclosure.vault.storage import Storage
from tests.canaries import CANARIES, EVERY
from tests.casework.office import Office
from tests.domain import examples


def items() -> list[Item]:
    """One item for each canary, and one that holds them all in every box."""
    return [
        *(
            examples.item(
                Category.PRIVATE_COMPANY,
                id=f"of-{number}",
                counterparty=Party(name=word, kind=PartyKind.COMPANY, country="KE"),
                activity=word,
                deals_with_organisation=True,
            )
            for number, word in enumerate(CANARIES.values())
        ),
        examples.item(Category.LEADERSHIP, id="of-all", title=EVERY, remark=EVERY),
    ]


def confide(office: Office, storage: Storage) -> None:
    """Let Amina declare, answer, disagree, prove and attach, and the office ask, note, find and advise."""
    _hold(office)
    _declare(office)
    _correspond(office)
    advice_id = _advise(office)
    keys, amina = office.cast.keys.portal, office.cast.amina
    attaching.keep(
        office.db,
        keys.sealer,
        storage,
        by=amina.actor,
        filing=amina.filing,
        subject_id=advice_id,
        name=f"{EVERY}.pdf",
        paper=Paper(Kind.TEXT, BytesIO(EVERY.encode() * 500)),
    )
    late = SentForm(f"/2020/{EVERY}", (("counterparty_name", EVERY),))
    keeping.keep(office.db, keys.sealer, by=amina.actor, filing=amina.filing, sent=late)
    drafting.start_amendment(office.db, keys.sealer, keys.opener, by=amina.actor, filing=amina.filing)


def _hold(office: Office) -> None:
    """Let the office hold a record that holds every canary."""
    by, cycle = office.cast.olu.actor, office.cast.cycle
    row = office_records.RecordRow(
        "OA-1", office.cast.amina.on_roster.id, Category.GIFT, EVERY, cycle.covers_to
    )
    office_records.bring(office.db, office.cast.keys.portal.sealer, by=by, cycle=cycle, rows=[row])


def _declare(office: Office) -> None:
    db, amina, keys = office.db, office.cast.amina, office.cast.keys.portal
    draft, _begun = drafting.start(db, keys.sealer, keys.opener, by=amina.actor, filing=amina.filing)
    spouse = Member(id="maria", name=EVERY, relation=HouseholdRelation.SPOUSE, employer=EVERY, job=EVERY)
    drafting.save(
        db,
        keys.sealer,
        by=amina.actor,
        filing=amina.filing,
        statement=examples.statement(*items(), year=2019, household=(spouse,), duties_note=EVERY),
        over_version=draft.version,
    )
    db.commit()  # so that the draft itself was once in the file
    filing.file(
        db,
        keys.sealer,
        keys.opener,
        by=amina.actor,
        filing=amina.filing,
        certification=office.certification(amina),
    )
    reviewing.claim(db, by=office.rosa, filing=amina.filing)


def _correspond(office: Office) -> None:
    db, amina, review = office.db, office.cast.amina, office.cast.keys.review.sealer
    question = questioning.ask(db, review, by=office.rosa, filing=amina.filing, text=EVERY)
    questioning.answer(db, office.cast.keys.portal.sealer, by=amina.actor, question=question, text=EVERY)
    finding.note(db, review, by=office.rosa, filing=amina.filing, text=EVERY)
    escalating.escalate(db, review, by=office.rosa, filing=amina.filing, reasons=EVERY)
    escalating.direct(db, review, by=office.emil, filing=amina.filing, text=EVERY)


def _advise(office: Office) -> UUID:
    db, amina, review = office.db, office.cast.amina, office.cast.keys.review.sealer
    conflict = finding.find_conflict(
        db,
        review,
        by=office.rosa,
        filing=amina.filing,
        category=ConflictCategory.OUTSIDE_ACTIVITY,
        likelihood=Likelihood.POTENTIAL,
        items=["of-all"],
        reasons=EVERY,
    )
    due_on = clock.now().date() + timedelta(days=60)
    proposal = Proposal(conflict=conflict, type=AdviceType.RESIGN_ROLE, due_on=due_on, text=EVERY)
    (advice,) = advising.propose(db, review, by=office.rosa, filing=amina.filing, proposals=[proposal])
    advising.return_(db, review, by=office.ana, advice=advice, reason=EVERY)
    again = Proposal(
        conflict=conflict, type=AdviceType.RESIGN_ROLE, due_on=due_on, text=EVERY, revises=advice
    )
    (advice,) = advising.propose(db, review, by=office.rosa, filing=amina.filing, proposals=[again])
    advising.approve(db, by=office.ana, advice=advice)
    portal = office.cast.keys.portal.sealer
    responding.disagree(db, portal, by=amina.actor, advice=advice, reason=EVERY)
    responding.uphold(db, review, by=office.emil, advice=advice, reason=EVERY)
    proving.prove(db, portal, by=amina.actor, advice=advice, text=EVERY)
    proving.refuse_proof(db, review, by=office.rosa, advice=advice, reason=EVERY)
    return advice.id
