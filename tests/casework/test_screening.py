"""What the checks raise is sealed to reviewers; only its count and priority are clear, and once is enough."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from disclosure import clock
from disclosure.casework import crossing, flags, reading, screening
from disclosure.casework.reading import Keys
from disclosure.domain.actors import WORKER
from disclosure.domain.checks import Flag
from disclosure.domain.checks.crossing import SAME_FIRM
from disclosure.domain.interests import Money
from disclosure.domain.messages import Message, message
from disclosure.errors import KeyMissing, NotFound, NotPermitted
from disclosure.jobs.review import review_jobs
from disclosure.models import DataKey, Filing, Screening, Work
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast


def raised(office: Office, filing: Filing) -> list[Flag]:
    """What Rosa, who reviews the case, is shown."""
    opener = office.cast.keys.review.opener
    content = reading.screening(office.db, opener, by=office.rosa, filing=filing)
    return flags.decode(content or b"[]")


def cross(office: Office) -> int:
    keys = office.cast.keys.review
    return crossing.screen_across(office.db, keys.sealer, keys.opener, cycle=office.cast.cycle, batch=2)


def test_flags_are_sealed_to_reviewers_and_counted_in_the_clear(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(deals_with_organisation=True))
    row = office.screen(filing)
    found = raised(office, filing)
    assert "deals-with-organisation" in {flag.code for flag in found}
    assert filing.flag_count == row.flag_count == len(found) > 0
    assert office.case(filing).priority == row.priority > 0
    assert found == sorted(found, key=lambda flag: -flag.weight)
    recipients = office.db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id))
    assert list(recipients) == ["review"]
    assert "statement:screened" in office.told(filing)


def test_an_empty_statement_raises_nothing(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    assert office.screen(filing).flag_count == 0
    assert raised(office, filing) == []


def test_c5_checking_twice_keeps_one_result_and_one_key(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(deals_with_organisation=True))
    office.screen(filing)
    before = raised(office, filing)
    again = office.screen(filing)
    assert raised(office, filing) == before
    assert office.db.scalars(select(Screening.id).where(Screening.filing_id == filing.id)).all() == [again.id]
    keys = select(func.count()).select_from(DataKey).where(DataKey.object_id == again.id)
    assert office.db.scalar(keys) == 1


def test_checking_does_not_count_as_an_edit_of_the_filing(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(deals_with_organisation=True))
    office.db.flush()
    before = filing.row_version, office.case(filing).row_version
    office.screen(filing)
    office.db.flush()
    office.db.expire_all()
    assert (filing.row_version, office.case(filing).row_version) == before


def test_only_who_reviews_the_case_reads_its_flags(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company())
    office.screen(filing)
    opener = cast.keys.review.opener
    for other in (cast.ravi, cast.ana, cast.amina, cast.olu, cast.ida, cast.adam):
        with pytest.raises(NotPermitted):
            reading.screening(office.db, opener, by=other.actor, filing=filing)
    with pytest.raises(KeyMissing):
        reading.screening(office.db, cast.keys.portal.opener, by=office.rosa, filing=filing)


def test_flags_of_the_version_before_are_not_shown_beside_the_new_one(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(deals_with_organisation=True))
    first = office.screen(filing)
    office.amend(cast.amina)
    office.db.flush()
    opener = cast.keys.review.opener
    assert reading.screening(office.db, opener, by=WORKER, filing=filing) is None
    keys = cast.keys.review
    screening.screen(office.db, keys.sealer, keys.opener, statement_id=first.statement_id)
    newest = office.screen(filing)
    screening.screen(office.db, keys.sealer, keys.opener, statement_id=first.statement_id)
    assert filing.flag_count == newest.flag_count
    assert office.db.scalar(select(func.count()).select_from(Screening)) == 2


def test_an_amendment_after_a_question_is_asked_about(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company())
    office.ask(filing)
    with clock.travel(clock.now() + timedelta(days=1)):
        office.amend(cast.amina, company("Otra S.A."))
        office.screen(filing)
    content = reading.screening(office.db, cast.keys.review.opener, by=WORKER, filing=filing)
    codes = {flag.code for flag in flags.decode(content or b"")}
    assert "amended-after-question" in codes


def test_filing_late_is_asked_about(office: Office, cast: Cast) -> None:
    with clock.travel(datetime(2020, 4, 2, tzinfo=UTC)):
        filing = office.in_review(cast.amina)
        office.screen(filing)
        assert [flag.code for flag in raised(office, filing)] == ["late"]


def test_a_statement_that_does_not_exist_is_not_checked(office: Office, cast: Cast) -> None:
    keys = cast.keys.review
    with pytest.raises(NotFound):
        screening.screen(office.db, keys.sealer, keys.opener, statement_id=uuid4())


def test_the_job_checks_what_filing_owed(office: Office, cast: Cast, engine: Engine) -> None:
    filing = office.in_review(cast.amina, company(deals_with_organisation=True))
    office.db.commit()
    [work] = office.db.scalars(select(Work).where(Work.kind == "statement:screen"))
    office.db.commit()
    job = review_jobs(Keys(cast.keys.review.sealer, cast.keys.review.opener))[work.kind]
    job(engine, work.subject_id)
    job(engine, work.subject_id)
    office.db.expire_all()
    assert filing.flag_count == len(raised(office, filing)) > 0


def test_every_statement_in_force_is_offered_once_in_batches(office: Office, cast: Cast) -> None:
    filed = [office.file(member) for member in (cast.amina, cast.boris, cast.chen)]
    office.amend(cast.amina, board_seat())
    office.db.flush()
    batches = list(screening.to_screen(office.db, cycle=cast.cycle, batch=2))
    assert [len(batch) for batch in batches] == [2, 1]
    keys = cast.keys.review
    for statement_id in chain(*batches):
        screening.screen(office.db, keys.sealer, keys.opener, statement_id=statement_id)
    assert {row.filing_id for row in office.db.scalars(select(Screening))} == {one.id for one in filed}
    assert sum(map(len, screening.to_screen(office.db))) == 3


def test_two_filers_who_own_one_firm_are_both_asked_about_it(office: Office, cast: Cast) -> None:
    owners = [office.in_review(member, company()) for member in (cast.amina, cast.boris)]
    other = office.in_review(cast.chen, company("Otra S.A."))
    office.in_review(cast.dalia)
    for filing in (*owners, other):
        office.screen(filing)
    before = [filing.flag_count for filing in owners]
    assert cross(office) == 2
    for filing, count in zip(owners, before, strict=True):
        assert SAME_FIRM.code in {flag.code for flag in raised(office, filing)}
        assert filing.flag_count == count + 1
    assert SAME_FIRM.code not in {flag.code for flag in raised(office, other)}


def test_asking_across_again_changes_nothing_and_checking_again_keeps_it(office: Office, cast: Cast) -> None:
    owners = [office.in_review(member, company()) for member in (cast.amina, cast.boris)]
    assert cross(office) == 2
    assert cross(office) == 0
    before = raised(office, owners[0])
    office.screen(owners[0])
    assert {flag.code for flag in raised(office, owners[0])} == {flag.code for flag in before}


def test_what_is_shared_no_more_is_taken_back(office: Office, cast: Cast) -> None:
    kept, gone = (office.in_review(member, company()) for member in (cast.amina, cast.boris))
    cross(office)
    office.amend(cast.boris)
    office.db.flush()
    assert cross(office) == 1
    assert SAME_FIRM.code not in {flag.code for flag in raised(office, kept)}
    assert gone.flag_count == 0


params = st.one_of(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.builds(Money, st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["USD", "CHF"])),
)
sentences = st.recursive(
    st.builds(Message, st.text(), st.dictionaries(st.text(), params, max_size=3)),
    lambda inner: st.builds(Message, st.text(), st.dictionaries(st.text(), inner | params, max_size=3)),
    max_leaves=4,
)


@given(
    st.lists(
        st.builds(
            Flag,
            code=st.text(),
            rule=sentences,
            items=st.lists(st.text()).map(tuple),
            fields=st.lists(st.text()).map(tuple),
            explanation=sentences,
            weight=st.integers(0, 10),
            for_filer=st.booleans(),
        ),
        max_size=3,
    )
)
def test_flags_come_back_as_they_were_with_dates_and_money_in_them(given_flags: list[Flag]) -> None:
    written = flags.encode(given_flags)
    assert flags.decode(written) == given_flags
    assert flags.encode(flags.decode(written)) == written


def test_a_parameter_of_another_kind_is_kept_as_its_english_words() -> None:
    flag = Flag("x", message("Rule"), (), (), message("%(days)s", days=timedelta(days=2)), 1)
    [back] = flags.decode(flags.encode([flag]))
    assert back == replace(flag, explanation=message("%(days)s", days="2 days, 0:00:00"))


def test_checking_many_at_once_raises_what_checking_each_alone_does(office: Office, cast: Cast) -> None:
    amina = office.in_review(cast.amina, company(deals_with_organisation=True))
    boris = office.in_review(cast.boris)
    alone = {row.statement_id: (row.flag_count, row.priority) for row in map(office.screen, (amina, boris))}
    keys = cast.keys.review
    together = screening.screen_all(office.db, keys.sealer, keys.opener, statement_ids=[*alone, uuid4()])
    assert {row.statement_id: (row.flag_count, row.priority) for row in together} == alone
    assert amina.flag_count == len(raised(office, amina)) > 0
    assert office.told(boris).count("statement:screened") == 2
