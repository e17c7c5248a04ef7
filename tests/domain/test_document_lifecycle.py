"""Who may do what with a document: nothing is proved that nobody judged, and it is always somebody's turn."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.lifecycle import (
    DOCUMENT,
    DOCUMENT_DONE,
    DOCUMENT_OPEN,
    JUDGED,
    OVER_A_DISCREPANCY,
    TO_JUDGE,
    VERIFICATION,
    WITH_FILER,
    DocumentMove,
    DocumentState,
    VerificationMove,
    VerificationState,
)

OF_THE_FILER = {DocumentMove.SUBMIT, DocumentMove.EXPLAIN, DocumentMove.CLARIFY, DocumentMove.CORRECT}
walks = st.lists(st.sampled_from(DocumentMove), max_size=30)


def walk(moves: list[DocumentMove]) -> list[tuple[DocumentMove, DocumentState]]:
    """Try moves one after the other; return those that were allowed, and where they led."""
    state, taken = DocumentState.REQUESTED, []
    for move in moves:
        if DOCUMENT.allows(state, move):
            state = DOCUMENT.after(state, move)
            taken.append((move, state))
    return taken


def test_an_open_document_is_the_turn_of_exactly_one_side() -> None:
    assert WITH_FILER | TO_JUDGE == DOCUMENT_OPEN
    assert not WITH_FILER & TO_JUDGE
    assert not DOCUMENT_DONE & DOCUMENT_OPEN


@given(walks)
def test_the_filer_never_proves_their_own_item(moves: list[DocumentMove]) -> None:
    for move, state in walk([one for one in moves if one in OF_THE_FILER]):
        assert move in OF_THE_FILER
        assert state not in DOCUMENT_DONE


@given(walks)
def test_what_is_done_was_judged_and_stays_so_until_it_is_looked_at_again(moves: list[DocumentMove]) -> None:
    before = DocumentState.REQUESTED
    for move, state in walk(moves):
        if before in DOCUMENT_DONE:
            assert move is DocumentMove.REOPEN
        if state in DOCUMENT_DONE:
            assert move in {DocumentMove.ACCEPT, DocumentMove.EXCUSE, DocumentMove.DROP}
        before = state


@given(walks)
def test_nothing_is_explained_or_corrected_before_a_discrepancy_was_found(moves: list[DocumentMove]) -> None:
    taken = walk(moves)
    for place, (move, _state) in enumerate(taken):
        if move in {DocumentMove.CLARIFY, DocumentMove.CORRECT}:
            assert DocumentMove.DIFFER in [one for one, _after in taken[:place]]


@given(walks)
def test_whatever_the_reviewer_decides_counts_as_judged(moves: list[DocumentMove]) -> None:
    for move, state in walk(moves):
        if move not in OF_THE_FILER and move is not DocumentMove.REOPEN:
            assert state in JUDGED
    assert OVER_A_DISCREPANCY <= JUDGED


@given(st.lists(st.sampled_from(VerificationMove), max_size=20))
def test_nothing_is_confirmed_that_was_not_handed_over(moves: list[VerificationMove]) -> None:
    state, last = VerificationState.UNDERWAY, None
    for move in moves:
        if not VERIFICATION.allows(state, move):
            continue
        state = VERIFICATION.after(state, move)
        if state is VerificationState.CONFIRMED:
            assert last is VerificationMove.HAND_OVER
        last = move
