"""One case under acts at random, for the properties in test_lives.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import advising, closing, escalating, questioning, reviewing
from disclosure.casework.reviewing import Reason
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    AdviceState,
    ConflictState,
    FilingState,
    QuestionState,
)
from disclosure.errors import DisclosureError
from disclosure.models import Advice, Conflict, Question
from tests.casework.office import Office, board_seat

Row = TypeVar("Row", Question, Conflict, Advice)
OVER = {
    QuestionState.ANSWERED,
    QuestionState.WITHDRAWN,
    ConflictState.MITIGATED,
    ConflictState.DISMISSED,
    AdviceState.DONE,
    AdviceState.WITHDRAWN,
}
WHICH = st.integers(0, 2)


def among(*states: FilingState) -> Callable[["Life"], bool]:
    """The states in which an act is somebody's to make."""
    return lambda life: life.filing.state in states


class Life(RuleBasedStateMachine):
    """One case of Amina's under acts at random; each is taken whole or refused in a sentence."""

    office: Office

    def __init__(self) -> None:
        super().__init__()
        self.db = self.office.db
        self.amina = self.office.cast.amina
        self.filing = self.amina.filing
        self.savepoint = self.db.begin_nested()
        self.over: dict[object, str] = {}
        self.came: dict[UUID, int] = {}
        self.refusals: list[str] = []

    @initialize(advised=st.integers(0, 3), agreed=st.booleans())
    def begin(self, *, advised: int, agreed: bool) -> None:
        """Begin with a claimed case, or further on: with advice sent, or agreed to."""
        self.office.in_review(self.amina, board_seat())
        for advice in self.office.advise(self.filing, pieces=advised) if advised else ():
            if agreed:
                self.office.agree(advice, self.amina)

    def teardown(self) -> None:
        self.savepoint.rollback()

    def attempt(self, act: Callable[[], object]) -> None:
        """Let an act happen whole or, refused, not at all. No other error is allowed."""
        try:
            with self.db.begin_nested():
                act()
        except DisclosureError as refused:
            self.refusals.append(str(refused))

    def rows(self, kind: type[Row]) -> list[Row]:
        """List the rows of the case as they came; a database gives them in no order."""
        found = self.db.scalars(select(kind).where(kind.filing_id == self.filing.id))
        return sorted(found, key=lambda row: self.came.setdefault(row.id, len(self.came)))

    def to_one(self, kind: type[Row], which: int, act: Callable[[Row], object]) -> None:
        """Do something to one of the newest rows of a kind, if there is any."""
        rows = sorted(self.rows(kind), key=lambda row: row.state.value in OVER)
        if rows:
            self.attempt(lambda: act(rows[which % len(rows)]))

    @rule()
    @precondition(among(FilingState.FILED))
    def claim(self) -> None:
        self.attempt(lambda: reviewing.claim(self.db, by=self.office.rosa, filing=self.filing))

    @rule(reason=st.sampled_from(Reason))
    @precondition(among(FilingState.IN_REVIEW))
    def release(self, reason: Reason) -> None:
        by = self.office.rosa
        self.attempt(lambda: reviewing.release(self.db, by=by, filing=self.filing, reason=reason))

    @rule()
    @precondition(among(FilingState.IN_REVIEW))
    def leave_alone(self) -> None:
        with clock.travel(clock.now() + timedelta(hours=3)):
            self.attempt(lambda: reviewing.return_expired_leases(self.db))

    @rule()
    @precondition(among(FilingState.FILED))
    def assign(self) -> None:
        account = self.office.cast.rosa.account
        by = self.office.ana
        self.attempt(lambda: reviewing.assign(self.db, by=by, filing=self.filing, reviewer=account))

    @rule()
    @precondition(among(FilingState.IN_REVIEW, FilingState.QUESTION_ASKED))
    def ask(self) -> None:
        self.attempt(lambda: self.office.ask(self.filing))

    @rule()
    @precondition(among(FilingState.IN_REVIEW))
    def escalate(self) -> None:
        sealer, by = self.office.cast.keys.review.sealer, self.office.rosa
        self.attempt(
            lambda: escalating.escalate(self.db, sealer, by=by, filing=self.filing, reasons="May she?")
        )

    @rule()
    @precondition(among(FilingState.ESCALATED))
    def direct(self) -> None:
        sealer, by = self.office.cast.keys.review.sealer, self.office.emil
        self.attempt(
            lambda: escalating.direct(self.db, sealer, by=by, filing=self.filing, text="She may not.")
        )

    @rule(which=WHICH)
    @precondition(among(FilingState.QUESTION_ASKED))
    def answer(self, which: int) -> None:
        self.to_one(Question, which, lambda question: self.office.answer(question, self.amina))

    @rule(which=WHICH)
    @precondition(among(FilingState.QUESTION_ASKED))
    def withdraw_question(self, which: int) -> None:
        by = self.office.rosa
        self.to_one(Question, which, lambda question: questioning.withdraw(self.db, by=by, question=question))

    @rule()
    @precondition(among(FilingState.IN_REVIEW))
    def find(self) -> None:
        if len(self.rows(Conflict)) < 3:
            self.attempt(lambda: self.office.find(self.filing))

    @rule(which=WHICH)
    @precondition(among(FilingState.IN_REVIEW))
    def dismiss(self, which: int) -> None:
        self.to_one(Conflict, which, self.office.dismiss)

    @rule()
    @precondition(among(FilingState.IN_REVIEW))
    def propose(self) -> None:
        """Advise on every conflict without standing advice, and revise what was returned."""
        advices = self.rows(Advice)
        returned = [advice for advice in advices if advice.state is AdviceState.RETURNED]
        covered = {advice.conflict_id for advice in advices if advice.state in ADVICE_OPEN}
        new = [
            conflict
            for conflict in self.rows(Conflict)
            if conflict.state in {ConflictState.FOUND, ConflictState.ADVISED} and conflict.id not in covered
        ]
        drafts = [self.office.draft(one.conflict, revises=one) for one in returned]
        drafts += [self.office.draft(conflict) for conflict in new]
        self.attempt(lambda: self.office.propose(self.filing, *drafts))

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_PROPOSED))
    def propose_anyhow(self, which: int) -> None:
        self.to_one(
            Conflict,
            which,
            lambda conflict: self.office.propose(self.filing, self.office.draft(conflict)),
        )

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_PROPOSED))
    def approve(self, which: int) -> None:
        by = self.office.ana
        self.to_one(Advice, which, lambda advice: advising.approve(self.db, by=by, advice=advice))

    @rule()
    @precondition(among(FilingState.ADVICE_PROPOSED))
    def approve_all(self) -> None:
        for which in range(len(self.rows(Advice))):
            self.approve(which)

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_PROPOSED))
    def return_(self, which: int) -> None:
        self.to_one(Advice, which, self.office.return_)

    @rule(which=WHICH, approver=st.booleans())
    def withdraw_advice(self, *, which: int, approver: bool) -> None:
        by = self.office.ana if approver else self.office.rosa
        self.to_one(Advice, which, lambda advice: advising.withdraw(self.db, by=by, advice=advice))

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_SENT, FilingState.TO_DISCUSS))
    def ask_to_talk(self, which: int) -> None:
        self.to_one(Advice, which, lambda advice: self.office.ask_to_talk(advice, self.amina))

    @rule(which=WHICH)
    @precondition(among(FilingState.TO_DISCUSS))
    def answer_talk(self, which: int) -> None:
        self.to_one(Advice, which, self.office.answer_talk)

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_SENT, FilingState.TO_DISCUSS))
    def agree(self, which: int) -> None:
        self.to_one(Advice, which, lambda advice: self.office.agree(advice, self.amina))

    @rule(which=WHICH)
    @precondition(among(FilingState.ADVICE_SENT, FilingState.TO_DISCUSS))
    def disagree(self, which: int) -> None:
        self.to_one(Advice, which, lambda advice: self.office.disagree(advice, self.amina))

    @rule(which=WHICH, stands=st.booleans())
    @precondition(among(FilingState.DISAGREED))
    def decide(self, *, which: int, stands: bool) -> None:
        self.to_one(Advice, which, self.office.uphold if stands else self.office.overturn)

    @rule(which=WHICH)
    @precondition(among(FilingState.ACTION_DUE))
    def prove(self, which: int) -> None:
        self.to_one(Advice, which, lambda advice: self.office.prove(advice, self.amina))

    @rule(which=WHICH, accepted=st.booleans())
    @precondition(among(FilingState.ACTION_DUE, FilingState.PROOF))
    def check_proof(self, *, which: int, accepted: bool) -> None:
        self.to_one(Advice, which, self.office.accept_proof if accepted else self.office.refuse_proof)

    @rule(number=st.integers(0, 1))
    def lack_documents(self, number: int) -> None:
        if self.filing.state is not FilingState.CLOSED:
            self.filing.documents_open = number

    @rule()
    @precondition(among(FilingState.IN_REVIEW))
    def close(self) -> None:
        now = closing.outcome_now(self.db, self.filing)
        self.attempt(lambda: self.office.close(self.filing, now))

    @rule(times=st.integers(0, 7))
    def amend(self, times: int) -> None:
        """Amend, but seldom: it begins everything anew."""
        if times:
            return
        self.attempt(lambda: self.office.amend(self.amina, board_seat()))

    @rule(data=st.data())
    def try_what_is_not_its_turn(self, data: st.DataObject) -> None:
        """Do anything at all: most of it is refused."""
        which = data.draw(WHICH)
        by = self.office.rosa
        out_of_turn: list[Callable[[], None]] = [
            self.claim,
            self.ask,
            self.find,
            self.propose,
            self.close,
            lambda: self.release(Reason.TIE),
            lambda: self.answer(which),
            lambda: self.dismiss(which),
            lambda: self.approve(which),
            lambda: self.return_(which),
            lambda: self.agree(which),
            lambda: self.disagree(which),
            lambda: self.decide(which=which, stands=True),
            lambda: self.decide(which=which, stands=False),
            lambda: self.prove(which),
            lambda: self.check_proof(which=which, accepted=True),
            lambda: self.check_proof(which=which, accepted=False),
            lambda: self.attempt(
                lambda: reviewing.take_over(self.db, by=by, filing=self.filing, reason=Reason.ABSENCE)
            ),
        ]
        data.draw(st.sampled_from(out_of_turn))()
