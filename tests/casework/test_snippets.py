"""Wording takes two persons, has one version in force, and is counted without saying where it was used."""

from datetime import timedelta

import pytest
from msgspec import structs
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from disclosure import clock
from disclosure.casework import accounts, advising, questioning, reading, snippets
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import SnippetState
from disclosure.domain.snippets import SnippetKind, Wording, shipped
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import LedgerEntry, SnippetUse, SnippetVersion
from tests.casework.office import Office, board_seat
from tests.cast import Cast, member

ASKS = Wording(
    kind=SnippetKind.QUESTION,
    titles={"en": "Who pays?"},
    texts={"en": "Who pays you for {item}?"},
)


def propose(office: Office, wording: Wording = ASKS) -> SnippetVersion:
    organisation = office.cast.organisation
    made = snippets.propose(office.db, by=office.rosa, organisation=organisation, wording=wording)
    office.db.flush()
    return made


def in_force(office: Office, kind: SnippetKind = SnippetKind.QUESTION) -> list[SnippetVersion]:
    return snippets.in_force(office.db, by=office.rosa, kind=kind)


def step_aside(office: Office) -> SnippetVersion:
    return in_force(office, SnippetKind.ADVICE)[0]


def test_every_organisation_begins_with_the_shipped_wording_of_its_own(office: Office, cast: Cast) -> None:
    own = select(SnippetVersion).where(SnippetVersion.organisation_id == cast.organisation.id)
    assert len(list(office.db.scalars(own))) == len(shipped())
    assert [one.titles["en"] for one in in_force(office, SnippetKind.ADVICE)] == [
        wording.titles["en"] for wording in shipped().values() if wording.kind is SnippetKind.ADVICE
    ]
    assert {one.organisation_id for one in in_force(office)} == {cast.organisation.id}
    with pytest.raises(WrongState, match="wording here already"):
        snippets.ship(office.db, organisation=cast.organisation)


def test_wording_is_used_only_when_somebody_else_approved_it(office: Office) -> None:
    version = propose(office)
    assert version not in in_force(office)
    snippets.approve(office.db, by=office.ana, version=version)
    assert version in in_force(office)
    assert version.approved_by_id == office.ana.account_id


def test_nobody_approves_their_own_wording(office: Office, cast: Cast) -> None:
    version = propose(office)
    accounts.grant_role(office.db, by=cast.adam.actor, account=cast.rosa.account, role=Role.APPROVER)
    both = member(office.db, cast.rosa.account).actor
    with pytest.raises(NotPermitted):
        snippets.approve(office.db, by=both, version=version)
    with pytest.raises(NotPermitted):
        snippets.return_(office.db, by=both, version=version, reason="No.")
    version.approved_by_id = version.proposed_by_id
    with pytest.raises(IntegrityError):
        office.db.flush()
    office.db.rollback()


@pytest.mark.parametrize("name", ["rosa", "ravi", "olu", "amina", "sana"])
def test_only_approvers_and_the_ethics_office_approve(office: Office, cast: Cast, name: str) -> None:
    version = propose(office)
    with pytest.raises(NotPermitted):
        snippets.approve(office.db, by=getattr(cast, name).actor, version=version)
    snippets.approve(office.db, by=office.emil, version=version)


def test_returned_wording_is_revised_in_its_place(office: Office) -> None:
    version = propose(office)
    with pytest.raises(BadInput, match="why you return it"):
        snippets.return_(office.db, by=office.ana, version=version, reason=" ")
    snippets.return_(office.db, by=office.ana, version=version, reason="Say what for.")
    assert (version.state, version.returned_because) == (SnippetState.RETURNED, "Say what for.")
    better = structs.replace(ASKS, texts={"en": "Who pays you for {item}, and how much?"})
    again = snippets.propose(
        office.db,
        by=office.rosa,
        organisation=office.cast.organisation,
        wording=better,
        replaces=version.snippet,
    )
    assert (again.id, again.version, again.state) == (version.id, 1, SnippetState.PROPOSED)
    snippets.approve(office.db, by=office.ana, version=again)
    assert again.returned_because is None


def test_a_newer_version_takes_the_place_of_the_one_before_and_one_waits_at_a_time(office: Office) -> None:
    old = step_aside(office)
    wording = structs.replace(snippets.wording_of(old), days=15)
    organisation = office.cast.organisation

    def renew() -> SnippetVersion:
        return snippets.propose(
            office.db, by=office.rosa, organisation=organisation, wording=wording, replaces=old.snippet
        )

    new = renew()
    office.db.flush()
    assert (new.version, old.state) == (2, SnippetState.APPROVED)
    with pytest.raises(WrongState, match="waits for approval already"):
        renew()
    snippets.approve(office.db, by=office.ana, version=new)
    assert (old.state, new.state) == (SnippetState.RETIRED, SnippetState.APPROVED)
    assert step_aside(office).days == 15


def test_faulty_wording_is_refused_with_every_fault(office: Office) -> None:
    faulty = Wording(kind=SnippetKind.QUESTION, titles={}, texts={"fr": "Qui est {name} ?"})
    with pytest.raises(BadInput) as refused:
        propose(office, faulty)
    assert len(refused.value.messages) == 3


def test_a_question_does_not_become_advice(office: Office) -> None:
    with pytest.raises(BadInput, match="stays a question"):
        snippets.propose(
            office.db,
            by=office.rosa,
            organisation=office.cast.organisation,
            wording=ASKS,
            replaces=step_aside(office).snippet,
        )


def test_a_text_keeps_sealed_which_version_it_was_taken_from(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    version, sealer = in_force(office)[0], cast.keys.review.sealer
    questioning.ask(office.db, sealer, by=office.rosa, filing=filing, text="Who pays?", snippet=version)
    [passage] = reading.texts(
        office.db, cast.keys.review.opener, by=office.rosa, filing=filing, why=reading.Why.REVIEW
    )
    assert passage.written.snippet == version.id.hex
    assert version.id.bytes not in passage.row.sealed
    assert snippets.uses(office.db, [version]) == {version.id: 1}


def test_use_is_counted_by_the_day_and_names_no_case(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    version = step_aside(office)
    proposal = advice_by(office, version)
    advising.propose(office.db, cast.keys.review.sealer, by=office.rosa, filing=filing, proposals=[proposal])
    office.db.flush()
    use = office.db.scalars(select(SnippetUse)).one()
    assert (use.version_id, use.used_on) == (version.id, clock.now().date())
    assert set(inspect(SnippetUse).columns.keys()) == {"id", "version_id", "used_on"}
    told = list(office.db.scalars(select(LedgerEntry).where(LedgerEntry.filing_id == filing.id)))
    assert not any(str(version.id) in str(entry.facts) for entry in told)
    [shelved] = [one for one in snippets.library(office.db, by=office.rosa) if one.version.id == version.id]
    assert (shelved.uses, shelved.uses_in_all, shelved.waiting) == (1, 1, None)


def advice_by(office: Office, version: SnippetVersion) -> advising.Proposal:
    conflict = office.find(office.cast.amina.filing)
    return advising.Proposal(
        conflict=conflict,
        type=version.advice or office.draft(conflict).type,
        due_on=clock.now().date() + timedelta(days=30),
        text="Please step aside.",
        snippet=version,
    )


def test_retired_wording_is_not_used_any_more_and_what_was_sent_stays(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    version, sealer = in_force(office)[0], cast.keys.review.sealer
    questioning.ask(office.db, sealer, by=office.rosa, filing=filing, text="Who pays?", snippet=version)
    snippets.retire(office.db, by=office.ana, version=version)
    assert version not in in_force(office)
    with pytest.raises(WrongState, match="not in force"):
        questioning.ask(office.db, sealer, by=office.rosa, filing=filing, text="And why?", snippet=version)
    assert snippets.uses(office.db, [version]) == {version.id: 1}
    with pytest.raises(NotPermitted):
        snippets.retire(office.db, by=office.rosa, version=in_force(office)[0])


def test_every_act_on_wording_is_in_the_ledger(office: Office) -> None:
    version = propose(office)
    snippets.return_(office.db, by=office.ana, version=version, reason="Say what for.")
    snippets.propose(
        office.db,
        by=office.rosa,
        organisation=office.cast.organisation,
        wording=ASKS,
        replaces=version.snippet,
    )
    snippets.approve(office.db, by=office.ana, version=version)
    snippets.retire(office.db, by=office.ana, version=version)
    office.db.flush()
    kinds = set(office.db.scalars(select(LedgerEntry.kind)))
    assert kinds >= {f"snippet:{act}" for act in ("proposed", "returned", "approved", "retired")}
    assert "snippets:shipped" in kinds
