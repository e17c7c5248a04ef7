"""Whatever is done to a case, in whatever order and by whom: its rows agree, and what is over stays over."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from disclosure.casework import closing
from disclosure.domain.lifecycle import (
    UNDER_REVIEW,
    AdviceState,
    ConflictState,
    FilingState,
    QuestionState,
    filing_state_after_advice,
)
from disclosure.models import Advice, Conflict, Question
from tests.casework.life import OVER, Life
from tests.casework.office import Office
from tests.thoroughness import tries


class SoundLife(Life):
    """A case whose rows are looked at after every act."""

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        assert all(line.endswith((".", ")")) for refusal in self.refusals for line in refusal.split("\n"))

    @invariant()
    def every_check_of_the_database_holds(self) -> None:
        self.db.flush()

    @invariant()
    def the_case_is_with_whom_its_state_says(self) -> None:
        if self.filing.state not in UNDER_REVIEW:
            return
        case = self.office.case(self.filing)
        assert (case.reviewer_id is None) == (self.filing.state is FilingState.FILED)
        assert case.leased_until is None or self.filing.state is FilingState.IN_REVIEW

    @invariant()
    def the_state_is_the_one_its_questions_and_advice_ask_for(self) -> None:
        asked = any(question.state is QuestionState.ASKED for question in self.rows(Question))
        assert asked == (self.filing.state is FilingState.QUESTION_ASKED)
        states = {advice.state for advice in self.rows(Advice)}
        assert (AdviceState.PROPOSED in states) == (self.filing.state is FilingState.ADVICE_PROPOSED)
        after_advice = filing_state_after_advice(states)
        if after_advice is None:
            assert self.filing.holder is not None
            assert self.filing.state not in {
                FilingState.ADVICE_SENT,
                FilingState.TO_DISCUSS,
                FilingState.DISAGREED,
                FilingState.ACTION_DUE,
                FilingState.PROOF,
            }
        else:
            assert self.filing.state is after_advice

    @invariant()
    def a_closed_case_has_nothing_open(self) -> None:
        if self.filing.state is FilingState.CLOSED:
            assert closing.obstacles(self.db, self.filing) == []
            assert self.filing.outcome is closing.outcome_now(self.db, self.filing)

    @invariant()
    def a_mitigated_conflict_had_its_advice_carried_out(self) -> None:
        done = {one.conflict_id for one in self.rows(Advice) if one.state is AdviceState.DONE}
        for conflict in self.rows(Conflict):
            assert conflict.state is not ConflictState.MITIGATED or conflict.id in done

    @invariant()
    def what_is_over_stays_over(self) -> None:
        rows: list[Question | Conflict | Advice] = [
            *self.rows(Question),
            *self.rows(Conflict),
            *self.rows(Advice),
        ]
        for row in rows:
            if row.state in OVER:
                assert self.over.setdefault(row.id, row.state.value) == row.state.value
            else:
                assert row.id not in self.over


@pytest.mark.hypothesis
def test_no_order_of_acts_leaves_a_case_at_odds_with_itself(office: Office) -> None:
    office.db.flush()
    run_state_machine_as_test(
        type("LifeOfOneCase", (SoundLife,), {"office": office}),
        settings=settings(
            max_examples=tries(3),
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )
