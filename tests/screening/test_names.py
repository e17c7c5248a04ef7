# ruff: noqa: RUF001 - letters of other alphabets are meant
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.screening.names import MATCH_THRESHOLD, How, Kind, NameKind, explain, similarity

KINDS = tuple(NameKind)
ORGANISATION, PERSON = NameKind.ORGANISATION, NameKind.PERSON
words = st.sampled_from(
    [
        "Corvane",
        "Talvora",
        "Trading",
        "Bank",
        "of",
        "Ltd",
        "GmbH",
        "ООО",
        "Щукин",
        "Ромашка",
        "محمد",
        "النور",
        "شركة",
        "北京",
        "华信",
        "有限公司",
        "Ivanov",
        "Ivan",
        "J.",
        "al",
        "bin",
        "Jr.",
        "12",
        "II",
        "Müller",
        "O'Hara",
        "&",
        "김정은",
        "ソニー",
        "-",
        "''",
        "ß",
        "İ",
    ]
)
names = st.one_of(st.lists(words, max_size=6).map(" ".join), st.text(max_size=30))
kinds = st.sampled_from(KINDS)


@given(names, names, kinds)
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(a: str, b: str, kind: Kind) -> None:
    score = similarity(a, b, kind=kind)
    assert 0 <= score <= 1
    assert similarity(b, a, kind=kind) == score


@given(names, kinds)
def test_a_name_is_wholly_like_itself_in_any_case(name: str, kind: Kind) -> None:
    assert similarity(name, name, kind=kind) == 1
    if name.isascii():
        assert similarity(name, name.upper(), kind=kind) == 1


@given(names, names, kinds)
def test_an_explanation_has_the_same_score_and_says_the_same_from_the_other_side(
    a: str, b: str, kind: Kind
) -> None:
    here, there = explain(a, b, kind=kind), explain(b, a, kind=kind)
    assert here.score == there.score == similarity(a, b, kind=kind)
    turned = {How.ONLY_FIRST: How.ONLY_SECOND, How.ONLY_SECOND: How.ONLY_FIRST}
    assert sorted((turned.get(one.how, one.how), one.second, one.first) for one in here.parts) == sorted(
        (one.how, one.first, one.second) for one in there.parts
    )


@given(st.permutations(["Corvane", "Meridian", "Talvora", "Kestrel"]))
def test_the_order_of_an_organisations_words_costs_next_to_nothing(order: list[str]) -> None:
    assert similarity(" ".join(order), "Corvane Meridian Talvora Kestrel", kind=ORGANISATION) >= 0.98


@pytest.mark.parametrize(
    "form", ["Ltd", "Limited", "LLC", "GmbH", "Sp. z o.o.", "S.à r.l.", "Sdn Bhd", "d.o.o."]
)
def test_forms_of_limited_companies_are_equal(form: str) -> None:
    assert similarity(f"Corvane Petroleum {form}", "Corvane Petroleum LLC", kind=ORGANISATION) == 1
    assert 0.98 <= similarity(f"Corvane Petroleum {form}", "Corvane Petroleum", kind=ORGANISATION) < 1


def test_another_legal_form_costs_little_and_more_than_none() -> None:
    missing = similarity("Corvane AG", "Corvane", kind=ORGANISATION)
    other = similarity("Corvane AG", "Corvane GmbH", kind=ORGANISATION)
    assert MATCH_THRESHOLD[ORGANISATION] < other < missing < 1


ALIKE: dict[NameKind, list[tuple[str, str]]] = {
    ORGANISATION: [
        ("ООО «Ромашка»", "Romashka LLC"),
        ("北京华信科技有限公司", "Beijing Huaxin Technology Co., Ltd."),
        ("شركة النور للتجارة ش.م.م", "Al Noor Trading LLC"),
        ("UNDP", "United Nations Development Programme"),
        ("I.B.M.", "International Business Machines"),
        ("Corvane Intl", "Corvane International"),
        ("Blue Sky Logistics", "Bluesky Logistics"),
        ("Hudson Bros", "Hudson Brothers"),
        ("Min. of Finance of Veland", "Ministry of Finance of Veland"),
        ("A/S Nordhavn", "Nordhavn A.S."),
        ("株式会社アオゾラ", "アオゾラ株式会社"),
        ("北京華信科技", "北京华信科技"),
    ],
    PERSON: [
        ("SMITH, John A.", "John Smith"),
        ("J. Smith", "John Smith"),
        ("محمد حسن", "Mohamed Hassan"),
        ("Владимир Щербаков", "Wladimir Schtscherbakow"),
        ("عبد الرحمن السوداني", "Abdurrahman al-Sudani"),
        ("习近平", "Xi Jinping"),
        ("Kim Jong Un", "김정은"),
        ("Chiang Kai-shek", "Jiang Kaishek"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Dr. Robert Miller", "Bob Miller"),
        ("Иван Петрович Сидоров", "Ivan Sidorov"),
        ("Khalid bin Saad bin Omar Al Harbi", "Khaled al-Harbi"),
        ("Anna Kuznetsov", "Anna Kuznetsova"),
        ("Nguyễn Văn Minh", "Nguyen Van Minh"),
    ],
}
UNLIKE: dict[NameKind, list[tuple[str, str]]] = {
    ORGANISATION: [
        ("ABC Trading 1", "ABC Trading 2"),
        ("Zarnova Bank Kenya", "Zarnova Bank Uganda"),
        ("North Veland Coal", "South Veland Coal"),
        ("Ministry of Finance of Iran", "Ministry of Finance of Iraq"),
        ("Corvane Petroleum", "Corvane Insurance"),
        ("National Development Bank", "National Investment Bank"),
        ("北京华信科技有限公司", "北京天成科技有限公司"),
        ("شركة النور للتجارة", "شركة النور للتأمين"),
        ("UNDP", "UNEP"),
    ],
    PERSON: [
        ("Ivan Petrov", "Igor Petrov"),
        ("Hassan Nasser", "Hussein Nasser"),
        ("حسن قريشي", "Hussein Qureshi"),
        ("Ivan Ivanov", "Maria Ivanova"),
        ("John K. Smith", "John R. Smith"),
        ("Thomas Harlow Sr.", "Thomas Harlow Jr."),
        ("Ali bin Hassan", "Hassan bin Ali"),
        ("Garcia", "Juan Garcia"),
        ("Abdul Rahim Hotak", "Abdul Rahman Hotak"),
        ("张伟明", "张伟民"),
        ("Ivan Petrovich Sidorov", "Ivan Sergeevich Sidorov"),
    ],
}


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind in KINDS for pair in ALIKE[kind]])
def test_the_same_name_written_differently_is_a_match(kind: NameKind, pair: tuple[str, str]) -> None:
    assert similarity(*pair, kind=kind) >= MATCH_THRESHOLD[kind]


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind in KINDS for pair in UNLIKE[kind]])
def test_a_name_that_looks_much_the_same_is_no_match(kind: NameKind, pair: tuple[str, str]) -> None:
    assert similarity(*pair, kind=kind) < MATCH_THRESHOLD[kind]


def test_kinds_are_said_by_their_names_as_well() -> None:
    said = get_args(get_args(Kind)[1])
    assert said == tuple(NameKind)
    for kind in said:
        assert similarity("Corvane", "Corvane", kind=kind) == 1
        assert 0 < MATCH_THRESHOLD[kind] < 1


def parts(a: str, b: str, kind: NameKind) -> set[tuple[How, str, str]]:
    return {(one.how, one.first, one.second) for one in explain(a, b, kind=kind).parts}


def test_an_explanation_says_which_parts_agreed_and_how() -> None:
    assert parts("SMITH, Jon A.", "John Smyth", PERSON) == {
        (How.SOUND, "smith", "smyth"),
        (How.VARIANT, "jon", "john"),
        (How.ONLY_FIRST, "a", ""),
        (How.WORD_ORDER, "", ""),
    }
    assert parts("Orion Intl Holding GmbH", "Orion International Bank AG", ORGANISATION) == {
        (How.EQUAL, "orion", "orion"),
        (How.ABBREVIATION, "intl", "international"),
        (How.DIFFERENT, "holding", "bank"),
        (How.LEGAL_FORM_DIFFERS, "limited", "stock"),
    }
    assert (How.JOINED, "blue sky", "bluesky") in parts("Blue Sky", "Bluesky Ltd", ORGANISATION)
    assert (How.LEGAL_FORM_MISSING, "", "limited") in parts("Blue Sky", "Bluesky Ltd", ORGANISATION)
    assert (How.INITIAL, "j", "john") in parts("J. Smith", "John Smith", PERSON)
    assert (How.SPELLING, "corvane", "corvnae") in parts("Corvane Foods", "Corvnae Foods", ORGANISATION)
    assert {one[0] for one in parts("WFP", "World Food Programme", ORGANISATION)} == {How.ACRONYM}
