"""A case does not come to a reviewer with a tie to it, and nobody is told what the tie is."""

import pytest
from sqlalchemy import func, select, text

from disclosure.access import Permission, permits
from disclosure.casework import accounts, advising, conflicting, reading, reviewing
from disclosure.casework.conflicting import Tied
from disclosure.casework.reviewing import Reason
from disclosure.domain.actors import WORKER
from disclosure.domain.categories import Category
from disclosure.domain.interests import Operation, Party, PartyKind
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.own_interests import LONGEST, MOST, OwnInterests, lines, named_in
from disclosure.errors import BadInput, KeyMissing, NotPermitted
from disclosure.models import Filing, LedgerEntry
from disclosure.models import OwnInterests as Row
from tests.casework.office import Office, company, state
from tests.cast import Cast, Member
from tests.domain import examples

ELSEWHERE = OwnInterests(employers=("Delgado & Partners",))


def declares(office: Office, member: Member, **told: tuple[str, ...]) -> Row:
    interests = OwnInterests(**{"employers": ("Delgado & Partners",)} | told)
    row = conflicting.declare(
        office.db,
        office.cast.keys.review.sealer,
        by=member.actor,
        organisation=office.cast.organisation,
        interests=interests,
    )
    office.db.flush()
    return row


def claims(office: Office, member: Member, filing: Filing) -> None:
    reviewing.claim(office.db, office.cast.keys.review.opener, by=member.actor, filing=filing)


def starts_next(office: Office, member: Member) -> Filing | None:
    return reviewing.start_next(office.db, office.cast.keys.review.opener, by=member.actor)


def refused(office: Office, filing: Filing) -> list[dict[str, str]]:
    rows = select(LedgerEntry).where(LedgerEntry.filing_id == filing.id, LedgerEntry.kind == "case:refused")
    return [entry.facts for entry in office.db.scalars(rows)]


TIES = {
    "the employer is a company declared": {"employers": ("Ñandú S.A.",)},
    "the employer is written another way": {"employers": ("NANDU S.A.",)},
    "an organisation is a company declared": {"organisations": ("Ñandú S.A.", "Another")},
    "a relative is the filer": {"relatives": ("Amina Odhiambo",)},
    "a relative is of the filer's household": {"relatives": ("Maria",)},
    "a relative is the relative whom the filer declares": {"relatives": ("Lucía Pérez",)},
    "the employer is the entity of the filer": {"employers": ("Department of Operational Support",)},
}


@pytest.mark.parametrize("told", TIES.values(), ids=TIES.keys())
def test_a_tie_refuses_the_case_and_says_nothing_of_it(
    office: Office, cast: Cast, told: dict[str, tuple[str, ...]]
) -> None:
    filing = _with_people(office, cast)
    declares(office, cast.rosa, **told)
    with pytest.raises(Tied) as refusal:
        claims(office, cast.rosa, filing)
    assert [str(one) for one in refusal.value.messages] == ["This case cannot be assigned to you."]
    assert state(filing) == FilingState.FILED
    assert office.case(filing).reviewer_id is None
    assert refused(office, filing) == [{"reviewer_id": str(cast.rosa.account.id)}]


def test_somebody_without_a_tie_gets_the_case(office: Office, cast: Cast) -> None:
    filing = _with_people(office, cast)
    declares(office, cast.rosa, organisations=("Nimbus S.A.",), relatives=("Lucas Paredes",))
    claims(office, cast.rosa, filing)
    assert office.case(filing).reviewer_id == cast.rosa.account.id
    assert refused(office, filing) == []


def _with_people(office: Office, cast: Cast) -> Filing:
    """Let Amina declare a company and a relative."""
    relative = examples.item(Category.RELATIVE_WITH_COUNTERPARTY, person="Lucía Pérez", id="relative")
    return office.file(cast.amina, company(), relative)


def test_a_reviewer_whom_the_filer_names_has_a_tie_though_they_declared_nothing(
    office: Office, cast: Cast
) -> None:
    relative = examples.item(Category.RELATIVE_IN_SYSTEM, person="DELGADO, Rosa")
    filing = office.file(cast.amina, relative)
    with pytest.raises(Tied):
        claims(office, cast.rosa, filing)


def test_what_a_reviewer_declares_in_their_own_statement_counts_as_well(office: Office, cast: Cast) -> None:
    office.file(cast.ravi, company())
    filing = office.file(cast.boris, company())
    with pytest.raises(Tied):
        claims(office, cast.ravi, filing)
    claims(office, cast.rosa, filing)


def test_an_approver_does_not_assign_a_case_to_somebody_with_a_tie(office: Office, cast: Cast) -> None:
    filing = _with_people(office, cast)
    declares(office, cast.rosa, organisations=("Ñandú S.A.",))
    opener = cast.keys.review.opener
    with pytest.raises(Tied, match="cannot be assigned to them"):
        reviewing.assign(office.db, opener, by=office.ana, filing=filing, reviewer=cast.rosa.account)
    assert refused(office, filing) == [{"reviewer_id": str(cast.rosa.account.id)}]
    reviewing.assign(office.db, opener, by=office.ana, filing=filing, reviewer=cast.ravi.account)
    with pytest.raises(Tied, match="cannot be assigned to you"):
        reviewing.take_over(office.db, opener, by=office.rosa, filing=filing, reason=Reason.ABSENCE)
    assert office.case(filing).reviewer_id == cast.ravi.account.id


def test_the_next_case_passes_over_what_there_is_a_tie_to_and_asks_no_second_time(
    office: Office, cast: Cast
) -> None:
    tied, free = office.file(cast.amina, company()), office.file(cast.boris)
    declares(office, cast.rosa, organisations=("Ñandú S.A.",))
    assert starts_next(office, cast.rosa) is free
    assert starts_next(office, cast.rosa) is None
    assert len(refused(office, tied)) == 1
    assert starts_next(office, cast.ravi) is tied


def test_where_no_key_is_nobody_gets_a_case_who_declared_something(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    declares(office, cast.rosa)
    with pytest.raises(KeyMissing):
        reviewing.claim(office.db, by=office.rosa, filing=filing)
    reviewing.claim(office.db, by=cast.ravi.actor, filing=filing)


def test_comparing_opens_the_statement_to_the_worker_alone_and_only_where_the_case_is_free(
    office: Office, cast: Cast
) -> None:
    filing = office.file(cast.amina, company())
    claims(office, cast.ravi, filing)
    rows = select(LedgerEntry).where(
        LedgerEntry.filing_id == filing.id, LedgerEntry.kind == "statement:opened"
    )
    [entry] = [one for one in office.db.scalars(rows) if one.facts["why"] == "own-conflicts"]
    assert entry.account_id is None
    with pytest.raises(Exception, match="in review"):
        claims(office, cast.rosa, filing)
    assert len([one for one in office.db.scalars(rows) if one.facts["why"] == "own-conflicts"]) == 1


def test_what_is_declared_is_sealed_and_its_owner_reads_it(office: Office, cast: Cast) -> None:
    row = declares(office, cast.rosa, relatives=("Inés Delgado",))
    kept = office.db.execute(text("SELECT * FROM own_interests")).one()
    assert all(b"Delgado" not in (one if isinstance(one, bytes) else str(one).encode()) for one in kept)
    with pytest.raises(KeyMissing):
        _reads(office, cast.rosa, row, cast.keys.portal.opener)
    assert _reads(office, cast.rosa, row, cast.keys.review.opener).relatives == ("Inés Delgado",)
    for other in (cast.ravi, cast.ana, cast.emil, cast.adam, cast.olu):
        with pytest.raises(NotPermitted):
            _reads(office, other, row, cast.keys.review.opener)
    assert permits(WORKER, Permission.INTERESTS_READ, row)
    assert not permits(WORKER, Permission.INTERESTS_READ, cast.organisation)


def _reads(office: Office, member: Member, row: Row, opener: reading.Opener) -> OwnInterests:
    return reading.own_interests(office.db, opener, by=member.actor, row=row, why=reading.Why.OWN_COPY)


def test_what_is_declared_anew_takes_the_place_of_what_was(office: Office, cast: Cast) -> None:
    first = declares(office, cast.rosa, organisations=("Ñandú S.A.",))
    second = declares(office, cast.rosa)
    assert (second.id, second.version) == (first.id, 2)
    claims(office, cast.rosa, office.file(cast.amina, company()))
    assert office.db.scalar(select(func.count()).select_from(Row)) == 1


def test_a_reviewer_whose_role_was_taken_declares_nothing(office: Office, cast: Cast) -> None:
    for member in (cast.amina, cast.olu, cast.sana):
        with pytest.raises(NotPermitted):
            declares(office, member)
    [grant] = [one for one in cast.rosa.account.grants if one.revoked_at is None]
    accounts.revoke_role(office.db, by=cast.adam.actor, grant=grant)
    gone = Member(cast.rosa.account, accounts.actor_of(office.db, cast.rosa.account))
    with pytest.raises(NotPermitted):
        declares(office, gone)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"employers": ()}, "Write who you work for"),
        ({"relatives": tuple(f"N {number}" for number in range(MOST + 1))}, "100 names at most"),
        ({"organisations": ("A" * (LONGEST + 1),)}, "Shorten"),
    ],
)
def test_too_little_and_too_much_are_refused(
    office: Office, cast: Cast, told: dict[str, tuple[str, ...]], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        declares(office, cast.rosa, **told)


def test_names_are_written_one_a_line() -> None:
    assert lines(" Ñandú  S.A.\n\nCeibo\nÑandú S.A. ") == ("Ñandú S.A.", "Ceibo")


def test_a_private_person_on_the_other_side_is_a_person_and_what_ended_is_no_tie() -> None:
    lender = Party(name="Iván Ruiz", kind=PartyKind.PERSON, country="AR")
    ended = company("Ended S.A.", id="ended", operation=Operation.DISPOSED)
    found = named_in(examples.statement(examples.item(Category.LIABILITY, counterparty=lender), ended))
    assert "Iván Ruiz" in found.persons
    assert "Iván Ruiz" not in found.organisations
    assert "Ended S.A." not in found.organisations


def test_advice_is_not_approved_or_returned_by_somebody_with_a_tie(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    declares(office, cast.ana, organisations=("Ñandú S.A.",))
    keys = cast.keys.review
    with pytest.raises(Tied, match="You cannot decide in this case"):
        advising.approve(office.db, keys.opener, by=office.ana, advice=advice)
    with pytest.raises(Tied):
        advising.return_(office.db, keys.sealer, keys.opener, by=office.ana, advice=advice, reason="No.")
    with pytest.raises(KeyMissing):
        advising.approve(office.db, by=office.ana, advice=advice)
    assert advice.approved_by_id is None
    assert refused(office, filing) == [{"reviewer_id": str(cast.ana.account.id)}] * 2
    assert conflicting.refused_to(office.db, by=office.ana, filing_ids=[filing.id]) == {filing.id}
    assert conflicting.refused_to(office.db, by=office.rosa, filing_ids=[filing.id]) == set()
