"""Every lifecycle is one table: what it promises holds for all of them."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain import lifecycle
from disclosure.domain.lifecycle import (
    ADVICE,
    ADVICE_OPEN,
    APPROVED_ADVICE,
    CONFLICT,
    CYCLE,
    DESIGNATION,
    DOCUMENT,
    DOCUMENT_OPEN,
    DRAW,
    EXTENSION,
    FILING,
    HAS_STATEMENT,
    HOLDER,
    NOT_REQUIRED,
    QUESTION,
    REFERRAL,
    SNIPPET,
    SUMMARY,
    UNDER_REVIEW,
    UNFILED,
    VERIFICATION,
    AdviceMove,
    AdviceState,
    CaseHolder,
    ConflictMove,
    ConflictState,
    CycleMove,
    CycleState,
    DesignationMove,
    DesignationState,
    DocumentMove,
    DocumentState,
    DrawMove,
    DrawState,
    ExtensionMove,
    ExtensionState,
    FilingMove,
    FilingState,
    Lifecycle,
    QuestionMove,
    QuestionState,
    ReferralMove,
    ReferralState,
    SnippetMove,
    SnippetState,
    SummaryMove,
    SummaryState,
    VerificationMove,
    VerificationState,
    filing_state_after_advice,
)
from disclosure.errors import WrongState

Table = tuple[Lifecycle[Any, Any], type[StrEnum], type[StrEnum], set[StrEnum], set[StrEnum]]

TABLES: dict[str, Table] = {
    "filing": (
        FILING,
        FilingState,
        FilingMove,
        {FilingState.DUE},
        {FilingState.EXEMPTED, FilingState.WITHDRAWN, FilingState.NOT_FILED},
    ),
    "question": (
        QUESTION,
        QuestionState,
        QuestionMove,
        {QuestionState.ASKED},
        {QuestionState.ANSWERED, QuestionState.WITHDRAWN},
    ),
    "conflict": (
        CONFLICT,
        ConflictState,
        ConflictMove,
        {ConflictState.FOUND},
        {ConflictState.MITIGATED, ConflictState.DISMISSED},
    ),
    "advice": (
        ADVICE,
        AdviceState,
        AdviceMove,
        {AdviceState.PROPOSED},
        {AdviceState.DONE, AdviceState.WITHDRAWN},
    ),
    "cycle": (CYCLE, CycleState, CycleMove, {CycleState.PLANNED}, {CycleState.CLOSED}),
    "designation": (
        DESIGNATION,
        DesignationState,
        DesignationMove,
        {DesignationState.NOMINATED, DesignationState.CONFIRMED},
        {DesignationState.WITHDRAWN},
    ),
    "extension": (
        EXTENSION,
        ExtensionState,
        ExtensionMove,
        {ExtensionState.REQUESTED},
        {ExtensionState.GRANTED, ExtensionState.REFUSED},
    ),
    "draw": (DRAW, DrawState, DrawMove, {DrawState.COMMITTED}, {DrawState.RUN}),
    "document": (
        DOCUMENT,
        DocumentState,
        DocumentMove,
        {DocumentState.REQUESTED},
        set(),
    ),
    "verification": (
        VERIFICATION,
        VerificationState,
        VerificationMove,
        {VerificationState.UNDERWAY},
        set(),
    ),
    "referral": (
        REFERRAL,
        ReferralState,
        ReferralMove,
        {ReferralState.PREPARED},
        {ReferralState.ACTED, ReferralState.WITHDRAWN},
    ),
    "wording": (SNIPPET, SnippetState, SnippetMove, {SnippetState.PROPOSED}, {SnippetState.RETIRED}),
    "public summary": (SUMMARY, SummaryState, SummaryMove, {SummaryState.UNDECIDED}, set()),
}
"""Table, states, moves, where a row may begin, and where it ends for good."""

every_table = pytest.mark.parametrize(
    ("table", "states", "moves", "first", "last"), TABLES.values(), ids=list(TABLES)
)


def test_no_table_is_left_out_here() -> None:
    found = [one for one in vars(lifecycle).values() if isinstance(one, Lifecycle)]
    assert {id(one) for one in found} == {id(table) for table, *_rest in TABLES.values()}


@every_table
def test_every_move_and_every_state_stands_in_its_table(
    table: Lifecycle[Any, Any],
    states: type[StrEnum],
    moves: type[StrEnum],
    first: set[StrEnum],
    last: set[StrEnum],
) -> None:
    assert set(table.moves) == set(moves)
    assert {state for sources, target in table.moves.values() for state in (*sources, target)} == set(states)


@every_table
def test_every_state_can_be_reached_from_where_a_row_begins(
    table: Lifecycle[Any, Any],
    states: type[StrEnum],
    moves: type[StrEnum],
    first: set[StrEnum],
    last: set[StrEnum],
) -> None:
    reached = set(first)
    while step := {to for froms, to in table.moves.values() if reached & froms} - reached:
        reached |= step
    assert reached == set(states)


@every_table
def test_what_is_over_stays_over_and_all_else_can_go_on(
    table: Lifecycle[Any, Any],
    states: type[StrEnum],
    moves: type[StrEnum],
    first: set[StrEnum],
    last: set[StrEnum],
) -> None:
    assert set(states) - {source for froms, _to in table.moves.values() for source in froms} == last


@every_table
def test_a_move_leads_on_or_is_refused_in_a_sentence(
    table: Lifecycle[Any, Any],
    states: type[StrEnum],
    moves: type[StrEnum],
    first: set[StrEnum],
    last: set[StrEnum],
) -> None:
    for state in states:
        for move in moves:
            sources, target = table.moves[move]
            assert table.allows(state, move) == (state in sources)
            if state in sources:
                assert table.after(state, move) is target
                continue
            with pytest.raises(WrongState) as refused:
                table.after(state, move)
            sentence = str(refused.value)
            assert sentence.startswith("You cannot ")
            assert sentence.endswith(f" this {table.noun}: it is {state.value.replace('-', ' ')}.")
            assert "-" not in sentence


def test_the_sentence_of_a_refused_move_reads_as_a_person_would_say_it() -> None:
    with pytest.raises(WrongState) as refused:
        FILING.after(FilingState.CLOSED, FilingMove.ASK)
    assert str(refused.value) == "You cannot ask about this filing: it is closed."
    with pytest.raises(WrongState) as refused:
        DOCUMENT.after(DocumentState.ACCEPTED, DocumentMove.SUBMIT)
    assert str(refused.value) == "You cannot submit this document request: it is accepted."


def test_every_filing_has_exactly_one_holder() -> None:
    assert set(HOLDER) == set(FilingState)
    assert set(HOLDER.values()) == set(CaseHolder)


def test_nobody_holds_a_filing_only_when_nothing_is_left_to_do() -> None:
    over = {state for state, holder in HOLDER.items() if holder is CaseHolder.NOBODY}
    assert over == {FilingState.CLOSED, *NOT_REQUIRED, FilingState.NOT_FILED}


def test_every_filing_is_owed_under_review_closed_lifted_or_lapsed() -> None:
    parts = [UNFILED, UNDER_REVIEW, {FilingState.CLOSED}, NOT_REQUIRED, {FilingState.NOT_FILED}]
    assert sum(len(part) for part in parts) == len(FilingState)
    assert set().union(*parts) == set(FilingState)
    assert UNDER_REVIEW | {FilingState.CLOSED} == HAS_STATEMENT


def test_what_was_filed_is_never_unfiled() -> None:
    for sources, target in FILING.moves.values():
        if sources & HAS_STATEMENT:
            assert target in HAS_STATEMENT


def test_only_an_obligation_that_is_still_owed_can_be_lifted() -> None:
    for move in (FilingMove.EXEMPT, FilingMove.WITHDRAW, FilingMove.LAPSE, FilingMove.FILE):
        assert FILING.moves[move][0] == UNFILED


def test_an_amendment_brings_every_filed_statement_back_to_the_review_team() -> None:
    for state in HAS_STATEMENT:
        assert HOLDER[FILING.after(state, FilingMove.AMEND)] is CaseHolder.REVIEW_TEAM


def test_advice_reaches_the_filer_only_through_the_approval_of_another() -> None:
    into_approved = {
        move
        for move, (sources, target) in ADVICE.moves.items()
        if target in APPROVED_ADVICE and not sources <= APPROVED_ADVICE
    }
    assert into_approved == {AdviceMove.SEND}
    assert ADVICE.moves[AdviceMove.SEND][0] == {AdviceState.PROPOSED}


def test_open_is_what_somebody_still_has_to_act_on() -> None:
    assert {AdviceState.DONE, AdviceState.WITHDRAWN} == set(AdviceState) - ADVICE_OPEN
    assert {DocumentState.ACCEPTED, DocumentState.EXCUSED} == set(DocumentState) - DOCUMENT_OPEN


@given(st.lists(st.sampled_from(AdviceState)))
def test_a_filing_stands_where_the_least_advanced_piece_of_its_advice_does(states: list[AdviceState]) -> None:
    turns = {
        AdviceState.TO_DISCUSS: FilingState.TO_DISCUSS,
        AdviceState.SENT: FilingState.ADVICE_SENT,
        AdviceState.DISAGREED: FilingState.DISAGREED,
        AdviceState.AGREED: FilingState.ACTION_DUE,
        AdviceState.PROVED: FilingState.PROOF,
    }
    found = filing_state_after_advice(states)
    waiting = [filing for advice, filing in turns.items() if advice in states]
    assert found == (waiting[0] if waiting else None)
    assert found == filing_state_after_advice(list(reversed(states)))


@given(st.data())
def test_no_order_of_moves_leaves_the_table(data: st.DataObject) -> None:
    table, states, moves, first, _last = data.draw(st.sampled_from(list(TABLES.values())))
    state = data.draw(st.sampled_from(sorted(first)))
    for move in data.draw(st.lists(st.sampled_from(list(moves)), max_size=20)):
        if table.allows(state, move):
            state = table.after(state, move)
    assert state in set(states)
