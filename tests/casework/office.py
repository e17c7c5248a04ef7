"""The office at work: the cast's acts, each done with the keys of the site it is done on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from msgspec import structs
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import (
    advising,
    closing,
    designating,
    drafting,
    filing,
    finding,
    programmes,
    proving,
    questioning,
    reading,
    responding,
    reviewing,
    scheduling,
    screening,
)
from disclosure.casework.advising import Proposal
from disclosure.domain import interests
from disclosure.domain.actors import Actor
from disclosure.domain.categories import AdviceType, Category, ConflictCategory
from disclosure.domain.interests import Certification, Item
from disclosure.models import (
    Advice,
    Case,
    Conflict,
    Filing,
    LedgerEntry,
    Letter,
    Likelihood,
    Outcome,
    Question,
    Screening,
    Statement,
    Writing,
)
from tests.cast import Cast, Member, make_keys
from tests.domain import examples


def board_seat(**given: Any) -> Item:  # noqa: ANN401
    """A seat on the board of a charity."""
    return examples.item(Category.LEADERSHIP, **given)


def company(name: str = "Ñandú S.A.", **given: Any) -> Item:  # noqa: ANN401
    """A part of a private company, related to nothing."""
    party = interests.Party(name=name, kind=interests.PartyKind.COMPANY, country="AR")
    return examples.item(Category.PRIVATE_COMPANY, counterparty=party, **given)


@dataclass
class Office:
    """Does what a test tells, as the one whose act it is unless told otherwise."""

    db: Session
    cast: Cast

    @property
    def rosa(self) -> Actor:
        return self.cast.rosa.actor

    @property
    def ana(self) -> Actor:
        return self.cast.ana.actor

    @property
    def emil(self) -> Actor:
        return self.cast.emil.actor

    def certification(self, member: Member) -> Certification:
        return Certification(
            text_version=programmes.of(member.filing.cycle).certification.version,
            language="en",
            name=member.account.name,
            at=clock.now(),
            method="link",
        )

    def prepare(self, member: Member, *items: Item) -> interests.Statement:
        """Start and save a complete draft that declares `items`."""
        keys = self.cast.keys.portal
        draft, begun = drafting.start(
            self.db, keys.sealer, keys.opener, by=member.actor, filing=member.filing
        )
        return self.save(member, begun, *items, over_version=draft.version)

    def save(
        self, member: Member, begun: interests.Statement, *items: Item, over_version: int
    ) -> interests.Statement:
        whole = examples.statement(*items, year=begun.covers_from.year)
        drafted = structs.replace(whole, carried_from=begun.carried_from)
        drafting.save(
            self.db,
            self.cast.keys.portal.sealer,
            by=member.actor,
            filing=member.filing,
            statement=drafted,
            over_version=over_version,
        )
        return drafted

    def file(self, member: Member, *items: Item) -> Filing:
        """Let somebody file a complete statement that declares `items`."""
        self.prepare(member, *items)
        self.certify(member)
        self.db.flush()
        return member.filing

    def certify(self, member: Member) -> None:
        """Let somebody file what they prepared."""
        keys = self.cast.keys.portal
        filing.file(
            self.db,
            keys.sealer,
            keys.opener,
            by=member.actor,
            filing=member.filing,
            certification=self.certification(member),
        )

    def amend(self, member: Member, *items: Item, reason: str = "I forgot something.") -> Statement:
        keys = self.cast.keys.portal
        draft, begun = drafting.start_amendment(
            self.db, keys.sealer, keys.opener, by=member.actor, filing=member.filing
        )
        self.save(member, begun, *items, over_version=draft.version)
        return filing.amend(
            self.db,
            keys.sealer,
            keys.opener,
            by=member.actor,
            filing=member.filing,
            certification=self.certification(member),
            reason=reason,
        )

    def in_review(self, member: Member, *items: Item) -> Filing:
        """Let somebody file, and Rosa claim the case."""
        filed = self.file(member, *items)
        reviewing.claim(self.db, by=self.rosa, filing=filed)
        return filed

    def ask(self, filed: Filing, text: str = "Who runs this firm?") -> Question:
        return questioning.ask(self.db, self.cast.keys.review.sealer, by=self.rosa, filing=filed, text=text)

    def answer(self, question: Question, member: Member, text: str = "My brother does.") -> None:
        sealer = self.cast.keys.portal.sealer
        questioning.answer(self.db, sealer, by=member.actor, question=question, text=text)

    def find(self, filed: Filing, category: ConflictCategory = ConflictCategory.OUTSIDE_ACTIVITY) -> Conflict:
        return finding.find_conflict(
            self.db,
            self.cast.keys.review.sealer,
            by=self.rosa,
            filing=filed,
            category=category,
            likelihood=Likelihood.POTENTIAL,
            items=["leadership"],
            reasons="The charity is an implementing partner.",
        )

    def dismiss(self, conflict: Conflict) -> None:
        finding.dismiss_conflict(
            self.db,
            self.cast.keys.review.sealer,
            by=self.rosa,
            conflict=conflict,
            reasons="It ended last year.",
        )

    def draft(self, conflict: Conflict, *, revises: Advice | None = None) -> Proposal:
        return Proposal(
            conflict=conflict,
            type=AdviceType.RESIGN_ROLE,
            due_on=clock.now().date() + timedelta(days=60),
            text="Please resign from the board.",
            revises=revises,
        )

    def propose(self, filed: Filing, *proposals: Proposal) -> list[Advice]:
        sealer = self.cast.keys.review.sealer
        return advising.propose(self.db, sealer, by=self.rosa, filing=filed, proposals=proposals)

    def advise(self, filed: Filing, *, pieces: int = 1) -> list[Advice]:
        """Let Rosa find conflicts and advise on each, and Ana approve it."""
        found = [self.find(filed) for _ in range(pieces)]
        advices = self.propose(filed, *(self.draft(conflict) for conflict in found))
        for advice in advices:
            advising.approve(self.db, by=self.ana, advice=advice)
        return advices

    def return_(self, advice: Advice, reason: str = "Too harsh.") -> None:
        sealer = self.cast.keys.review.sealer
        advising.return_(self.db, sealer, by=self.ana, advice=advice, reason=reason)

    def agree(self, advice: Advice, member: Member) -> None:
        responding.agree(self.db, by=member.actor, advice=advice)

    def disagree(self, advice: Advice, member: Member) -> None:
        sealer = self.cast.keys.portal.sealer
        responding.disagree(self.db, sealer, by=member.actor, advice=advice, reason="I am not paid.")

    def ask_to_talk(self, advice: Advice, member: Member, text: str = "Which board do you mean?") -> None:
        sealer = self.cast.keys.portal.sealer
        responding.ask_to_talk(self.db, sealer, by=member.actor, advice=advice, text=text)

    def answer_talk(self, advice: Advice, text: str = "The one in Nyeri.") -> None:
        sealer = self.cast.keys.review.sealer
        responding.answer_talk(self.db, sealer, by=self.rosa, advice=advice, text=text)

    def uphold(self, advice: Advice) -> None:
        sealer = self.cast.keys.review.sealer
        responding.uphold(self.db, sealer, by=self.emil, advice=advice, reason="It is a leading role.")

    def overturn(self, advice: Advice) -> None:
        sealer = self.cast.keys.review.sealer
        responding.overturn(self.db, sealer, by=self.emil, advice=advice, reason="It ended.")

    def prove(self, advice: Advice, member: Member) -> None:
        sealer = self.cast.keys.portal.sealer
        proving.prove(self.db, sealer, by=member.actor, advice=advice, text="My letter of resignation.")

    def accept_proof(self, advice: Advice) -> None:
        proving.accept_proof(self.db, by=self.rosa, advice=advice)

    def refuse_proof(self, advice: Advice) -> None:
        sealer = self.cast.keys.review.sealer
        proving.refuse_proof(self.db, sealer, by=self.rosa, advice=advice, reason="It is not signed.")

    def close(self, filed: Filing, outcome: Outcome) -> None:
        closing.close(self.db, by=self.rosa, filing=filed, outcome=outcome)

    def screen(self, filed: Filing) -> Screening:
        keys = self.cast.keys.review
        statement = self.db.scalars(
            select(Statement).where(Statement.filing_id == filed.id, Statement.version == filed.version)
        ).one()
        return screening.screen(self.db, keys.sealer, keys.opener, statement_id=statement.id)

    def case(self, filed: Filing) -> Case:
        return self.db.scalars(select(Case).where(Case.filing_id == filed.id)).one()

    def told(self, filed: Filing) -> list[str]:
        """The kinds of ledger entries of a filing, sorted."""
        self.db.flush()
        return sorted(self.db.scalars(select(LedgerEntry.kind).where(LedgerEntry.filing_id == filed.id)))

    def read_by(self, member: Member) -> list[tuple[Writing, str]]:
        """What a filer sees of the correspondence."""
        passages = reading.texts(
            self.db,
            self.cast.keys.portal.opener,
            by=member.actor,
            filing=member.filing,
            why=reading.Why.OWN_COPY,
        )
        return [(one.row.kind, one.written.text) for one in passages]

    def letters(self, filed: Filing, kind: str) -> list[Letter]:
        rows = select(Letter).where(Letter.filing_id == filed.id, Letter.kind == kind)
        return list(self.db.scalars(rows.order_by(Letter.written_at)))


def state(row: Filing | Question | Conflict | Advice) -> str:
    """Where a row stands now."""
    return row.state


def letter_date(letter: Letter) -> date:
    """The day that a letter names."""
    return date.fromisoformat(letter.params["due_on"])


def next_year(office: Office, member: Member) -> Member:
    """Open the cycle of 2021, and return somebody of the cast as who they are in it. Time is the caller's."""
    officer, cast = office.cast.olu.actor, office.cast
    cycle = scheduling.plan_cycle(office.db, by=officer, organisation=cast.organisation, year=2021)
    make_keys(office.db, by=officer, cycle=cycle, directory=cast.keys.portal.directory.parent)
    designating.designate(office.db, by=officer, cycle=cycle)
    scheduling.open_cycle(office.db, by=officer, cycle=cycle)
    owed = select(Filing).where(Filing.cycle_id == cycle.id, Filing.person_id == member.on_roster.id)
    return replace(member, owes=office.db.scalars(owed).one())
