"""What the shipped programmes say, and what a typed programme answers."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.categories import CONFLICT_REPORTING_ORDER, Category, ConflictCategory, Holder
from disclosure.domain.programme import (
    Aggregation,
    Ground,
    Group,
    Language,
    LetterKind,
    Period,
    Programme,
    Recipient,
    Subtotal,
    ValueMode,
    available,
    load,
)

UN = load("un-secretariat")
UNOPS = load("unops")
each_programme = pytest.mark.parametrize("programme", [load(name) for name in available()], ids=available())


@each_programme
@pytest.mark.parametrize("category", Category)
def test_every_category_is_asked_by_some_question(programme: Programme, category: Category) -> None:
    questions = programme.questions_for(category)
    assert questions
    assert all(category in question.categories for question in questions)


@each_programme
def test_every_text_reads_once_its_placeholders_are_filled_in(programme: Programme) -> None:
    params = {name: f"{amount:,}" for name, amount in programme.limits.items()}
    for msgid in programme.msgids():
        text = msgid % {"start": "1 January 2019", "end": "31 December 2019", **params}
        assert text.endswith((".", "?")) or len(text) < 60
        assert "%" not in text


@each_programme
def test_the_eight_questions_come_in_the_order_of_the_form(programme: Programme) -> None:
    assert [question.code for question in programme.questions] == [
        "holdings",
        "property",
        "debts",
        "outside-income",
        "outside-roles",
        "gifts",
        "family-work",
        "anything-else",
    ]


def test_a_question_is_found_by_its_code() -> None:
    question = UN.question("gifts")
    assert question is not None
    assert question.categories == (Category.GIFT,)
    assert UN.question("weather") is None


@each_programme
def test_the_ladder_is_the_one_the_office_announced(programme: Programme) -> None:
    assert [(rung.day, rung.letter.value, rung.to.value) for rung in programme.ladder] == [
        (-30, "cycle-opens", "filer"),
        (-14, "reminder", "filer"),
        (-7, "reminder", "filer"),
        (-2, "reminder", "filer"),
        (3, "overdue", "filer"),
        (10, "second-level", "second-level"),
        (20, "referral-notice", "filer"),
        (30, "referral", "head"),
    ]


@each_programme
def test_only_the_referral_goes_to_the_head(programme: Programme) -> None:
    to_head = [rung.letter for rung in programme.ladder if rung.to is Recipient.HEAD]
    assert to_head == [LetterKind.REFERRAL]


@each_programme
def test_every_letter_kind_can_be_sent(programme: Programme) -> None:
    assert set(programme.letters.kinds) == set(LetterKind)


@each_programme
def test_the_clocks_are_in_working_days(programme: Programme) -> None:
    clocks = programme.clocks
    assert (clocks.claim, clocks.review, clocks.question) == (5, 40, 10)
    assert (clocks.approve, clocks.advice, clocks.decide) == (3, 10, 15)


@each_programme
def test_both_sentences_are_certified(programme: Programme) -> None:
    first, second = programme.certification.statements
    assert first == "My answers are true and complete for me and, as far as I know, for my family."
    assert second.startswith("I know I may be asked for documents")


@each_programme
def test_every_name_is_there_in_all_six_languages(programme: Programme) -> None:
    listed: list[Group | Subtotal | Ground] = [*programme.groups, *programme.subtotals, *programme.grounds]
    for names in [programme.names, programme.total, *(one.names for one in listed)]:
        assert all(names.in_language(language).strip() for language in Language)
        assert names.in_language("zh") != names.in_language("en") != names.in_language("ar")


def test_an_unknown_language_reads_english() -> None:
    assert UN.total.in_language("de") == "Total"
    assert UN.total.in_language("in_language") == "Total"


@each_programme
def test_every_duty_station_has_a_zone_and_a_working_week(programme: Programme) -> None:
    for station in programme.calendar.duty_stations.values():
        assert ZoneInfo(station.zone).utcoffset(datetime(2020, 3, 31)) is not None  # noqa: DTZ001
        assert len(station.rest_days) == 2


def test_the_2020_cycle_is_filed_in_march_2020_about_2019() -> None:
    assert UN.calendar.opens_on(2020) == date(2020, 3, 1)
    assert UN.calendar.due_on(2020) == date(2020, 3, 31)
    assert UN.calendar.cover_period(2020) == Period(date(2019, 1, 1), date(2019, 12, 31))


def test_the_opening_letter_goes_out_on_the_day_the_cycle_opens() -> None:
    due, opens = UN.calendar.due_on(2020), UN.calendar.opens_on(2020)
    assert (opens - due).days == UN.ladder[0].day


def test_a_duty_station_is_known_whatever_its_capitals() -> None:
    assert UN.calendar.zone_of(" nairobi ") == "Africa/Nairobi"
    assert UN.calendar.zone_of("Atlantis") == UN.calendar.zone_of(None) == "America/New_York"
    assert UN.calendar.duty_station("Atlantis") is None


def test_the_week_in_amman_ends_on_thursday() -> None:
    amman = UN.calendar.duty_station("Amman")
    assert amman is not None
    assert amman.rest_days == {4, 5}


def test_the_table_has_the_published_subtotals_and_quotes_one_more() -> None:
    printed = {subtotal.code: subtotal.groups for subtotal in UN.subtotals if subtotal.printed}
    assert printed == {
        "secretariat-without-peacekeeping": ("secretariat",),
        "peacekeeping": ("peacekeeping",),
        "other-bodies": ("bodies",),
    }
    (quoted,) = (subtotal for subtotal in UN.subtotals if not subtotal.printed)
    assert quoted.groups == ("secretariat", "peacekeeping")


def test_conflicts_are_reported_in_the_published_order() -> None:
    assert CONFLICT_REPORTING_ORDER == (
        ConflictCategory.FINANCIAL_ACTIVITY,
        ConflictCategory.OUTSIDE_ACTIVITY,
        ConflictCategory.FAMILY_OR_PERSONAL,
        ConflictCategory.OTHER,
    )


@pytest.mark.parametrize(
    ("category", "below", "reached"),
    [
        (Category.LISTED_SECURITY, "9999.99", "10000"),
        (Category.SALE_PROFIT, "10000", "10000.01"),
        (Category.INCOME, "10000", "10000.01"),
        (Category.GIFT, "249.99", "250"),
        (Category.LIABILITY, "49999.99", "50000"),
    ],
)
def test_a_limit_is_reached_as_the_programme_says(category: Category, below: str, reached: str) -> None:
    assert not UN.threshold(category).reaches(Decimal(below))
    assert UN.threshold(category).reaches(Decimal(reached))


def test_stock_options_are_declared_at_any_value() -> None:
    assert UN.threshold(Category.STOCK_OPTION).reaches(0)
    assert "limit_stock_option" not in UN.limits


def test_a_joint_interest_is_covered_with_the_filers_own() -> None:
    assert UN.threshold(Category.OUTSIDE_ACTIVITY).covers_holder(Holder.JOINT)
    assert not UN.threshold(Category.OUTSIDE_ACTIVITY).covers_holder(Holder.SPOUSE)
    assert UN.threshold(Category.FUND).covers_holder(Holder.CHILD)


@each_programme
def test_what_is_added_up_per_source_is_given_exactly(programme: Programme) -> None:
    for category, threshold in programme.thresholds.items():
        if threshold.per is Aggregation.SOURCE:
            assert programme.value_mode(category) is ValueMode.EXACT
    assert programme.value_mode(Category.REAL_ESTATE) is ValueMode.BANDS


@given(amount=st.decimals(0, 10**12, places=2))
def test_every_amount_falls_into_exactly_one_band(amount: Decimal) -> None:
    assert sum(band.holds(amount) for band in UN.values.bands) == 1
    found = UN.values.band_of(amount)
    assert found is not None
    assert UN.values.band(found.code) is found


@given(amount=st.decimals(0, 10**6, places=2))
def test_a_band_never_straddles_a_limit(amount: Decimal) -> None:
    band = UN.values.band_of(amount)
    threshold = UN.threshold(Category.FUND)
    assert band is not None
    assert threshold.reaches(amount) == threshold.reaches(band.at_least)


def test_no_band_holds_less_than_nothing() -> None:
    assert UN.values.band_of(-1) is None
    assert UN.values.band("from-7") is None


def test_the_functions_a_roster_may_state_are_those_of_the_grounds() -> None:
    assert UNOPS.functions == {"ethics", "procurement", "finance", "audit"}
    assert {"procurement", "investment", "confidential-procurement", "ethics-office"} < UN.functions


def test_the_draw_takes_one_in_twenty_and_carries_over_the_unfinished() -> None:
    assert UN.draw.rate == Decimal("0.05")
    assert UN.draw.carry_unfinished
    assert (UN.keeping.carry_over_years, UN.calendar.new_designation_days) == (3, 30)
