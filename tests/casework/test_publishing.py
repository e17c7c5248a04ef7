"""Officials publish what they were shown, by consent, after the review; and take it back."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure.access import Permission, permits
from disclosure.casework import designating, publishing
from disclosure.casework.publishing import Consent
from disclosure.domain.lifecycle import SummaryState
from disclosure.domain.publishing import CONSENT_VERSION, WithdrawalReason, decoded, digest
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import LedgerEntry, Outcome, PublicSummary
from tests.casework.office import Office, board_seat, company, next_year
from tests.cast import Member

AGREED = Consent(CONSENT_VERSION, "en")


def choice_of(office: Office, member: Member) -> PublicSummary:
    found = publishing.summary_of(office.db, member.filing)
    assert found is not None
    return found


def closed(office: Office, member: Member, *items: object) -> PublicSummary:
    """Let somebody file, and the review end."""
    filed = office.in_review(member, *items)  # type: ignore[arg-type]
    office.close(filed, Outcome.NO_ACTION if items else Outcome.NOTHING_TO_DISCLOSE)
    return choice_of(office, member)


def shown(office: Office, summary: PublicSummary, **chosen: object) -> str:
    opener = office.cast.keys.portal.opener
    by = office.cast.hana.actor
    return digest(publishing.preview(office.db, opener, by=by, summary=summary, **chosen).summary)  # type: ignore[arg-type]


def publish(office: Office, summary: PublicSummary, *, seen: str = "", **chosen: object) -> None:
    publishing.publish(
        office.db,
        office.cast.keys.portal.opener,
        by=office.cast.hana.actor,
        summary=summary,
        shown=seen or shown(office, summary, **chosen),
        consent=AGREED,
        **chosen,  # type: ignore[arg-type]
    )


def test_only_those_of_the_grades_are_offered_a_choice_and_none_is_made_for_them(office: Office) -> None:
    offered = office.db.scalars(select(PublicSummary)).all()
    assert {one.filing.person.name for one in offered} == {"Hana Novak", "داليا منصور"}
    assert {one.state for one in offered} == {SummaryState.UNDECIDED}
    assert publishing.summary_of(office.db, office.cast.amina.filing) is None


def test_an_exempted_official_is_offered_nothing(office: Office) -> None:
    dalia = office.cast.dalia
    designating.exempt(office.db, by=office.cast.olu.actor, filing=dalia.filing, reason="On leave all year")
    assert publishing.summary_of(office.db, dalia.filing) is None


def test_those_who_file_next_year_choose_anew(office: Office) -> None:
    hana = office.cast.hana
    publish(office, closed(office, hana))
    assert choice_of(office, next_year(office, hana)).state is SummaryState.UNDECIDED


def test_nothing_is_published_before_the_review_is_closed(office: Office) -> None:
    office.in_review(office.cast.hana, board_seat())
    summary = choice_of(office, office.cast.hana)
    with pytest.raises(BadInput, match="when the review of your statement is finished"):
        publish(office, summary)
    assert summary.content is None


def test_what_is_published_is_what_was_shown(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat(), company())
    publish(office, summary)
    assert summary.state is SummaryState.DETAILED
    assert summary.content is not None
    content = decoded(summary.content)
    assert [entry.party for entry in content.entries] == ["Acme", "Ñandú S.A."]
    assert (summary.name, summary.title) == ("Hana Novak", "Head of department")
    told = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "summary:published")).one()
    assert told.facts == {
        "summary_id": str(summary.id),
        "version": 1,
        "choice": "published-in-detail",
        "consent": CONSENT_VERSION,
    }
    assert "Acme" not in str(told.facts)


def test_items_are_left_out_and_nothing_else_is_changed(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat(id="seat"), company(id="part"))
    publish(office, summary, leave_out=["part"])
    content = decoded(summary.content or "")
    assert [entry.party for entry in content.entries] == ["Acme"]
    assert content.left_out == 1


def test_another_summary_than_the_one_shown_is_not_published(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat(id="seat"), company(id="part"))
    seen = shown(office, summary)
    with pytest.raises(BadInput, match="The summary has changed"):
        publish(office, summary, seen=seen, leave_out=["part"])


def test_leaving_everything_out_is_no_summary(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat(id="seat"))
    with pytest.raises(BadInput, match="Leave at least one item in"):
        publish(office, summary, leave_out=["seat"])


def test_words_that_were_not_read_are_not_agreed_to(office: Office) -> None:
    summary = closed(office, office.cast.hana)
    with pytest.raises(BadInput, match="The words you agree to have changed"):
        publishing.publish(
            office.db,
            office.cast.keys.portal.opener,
            by=office.cast.hana.actor,
            summary=summary,
            shown=shown(office, summary),
            consent=Consent("0", "en"),
        )


def test_nothing_declared_is_published_as_nil_and_withdrawn_with_a_reason(office: Office) -> None:
    summary = closed(office, office.cast.hana)
    assert str(publishing.obstacle(summary, nil=False)).startswith("Your statement declares nothing")
    publish(office, summary)
    assert summary.state is SummaryState.NIL
    by = office.cast.hana.actor
    publishing.withdraw(office.db, by=by, summary=summary, reason=WithdrawalReason.PRIVACY)
    assert (summary.state, summary.content) == (SummaryState.WITHDRAWN, None)
    assert summary.published_at is not None
    assert summary.withdrawn_at is not None
    with pytest.raises(WrongState):
        publishing.keep_confidential(office.db, by=by, summary=summary)
    publish(office, summary)
    assert summary.withdrawn_because is None


def test_what_declares_something_is_not_published_as_nil(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat())
    assert str(publishing.obstacle(summary, nil=True)).startswith("Your statement declares something")


def test_confidentiality_is_chosen_at_any_time_and_may_be_left_open_again(office: Office) -> None:
    summary, by = choice_of(office, office.cast.hana), office.cast.hana.actor
    states = []
    for act in (publishing.keep_confidential, publishing.leave_undecided):
        act(office.db, by=by, summary=summary)
        states.append(summary.state)
    assert states == [SummaryState.CONFIDENTIAL, SummaryState.UNDECIDED]


def test_an_amendment_waits_for_its_review_while_the_older_summary_stays(office: Office) -> None:
    summary = closed(office, office.cast.hana, board_seat())
    publish(office, summary)
    office.amend(office.cast.hana, board_seat(), company())
    assert summary.is_published
    with pytest.raises(BadInput, match="when the review"):
        publish(office, summary)


def test_nobody_else_chooses_for_an_official(office: Office) -> None:
    summary = closed(office, office.cast.hana)
    for member in office.cast.everybody:
        if member is not office.cast.hana:
            assert not permits(member.actor, Permission.SUMMARY_CHOOSE, summary), member.account.name
    for act in (publishing.keep_confidential, publishing.leave_undecided):
        with pytest.raises(NotPermitted):
            act(office.db, by=office.cast.olu.actor, summary=summary)
    publish(office, summary)
    with pytest.raises(NotPermitted):
        publishing.withdraw(office.db, by=office.emil, summary=summary, reason=WithdrawalReason.PRIVACY)
    delegate = replace(office.cast.farid.actor)
    with pytest.raises(NotPermitted):
        publishing.preview(office.db, office.cast.keys.portal.opener, by=delegate, summary=summary)


@pytest.mark.parametrize(
    ("column", "broken"),
    [
        ("content", "published_has_its_content"),
        ("consent_version", "published_by_consent"),
        ("withdrawn_at", "withdrawn_has_its"),
    ],
)
def test_the_database_repeats_the_promise(db: Session, office: Office, column: str, broken: str) -> None:
    summary = closed(office, office.cast.hana)
    publish(office, summary)
    value = summary.published_at if column == "withdrawn_at" else None
    setattr(summary, column, value)
    with pytest.raises(IntegrityError, match=broken):
        db.flush()
