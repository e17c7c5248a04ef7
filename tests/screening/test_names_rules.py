# ruff: noqa: RUF001 - letters of other alphabets are meant
"""What each rule on words and names promises, by examples of it and of what it must not take for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.screening.chinese import differ_in_spelling, is_pinyin
from disclosure.screening.legal_forms import meant_form, unglued
from disclosure.screening.names import MATCH_THRESHOLD, NameKind, similarity
from disclosure.screening.numbers import number_at
from disclosure.screening.palladius import in_pinyin
from disclosure.screening.vocabulary import meaning

ORGANISATION, PERSON = NameKind.ORGANISATION, NameKind.PERSON
ALIKE: list[tuple[NameKind, str, str]] = [
    (ORGANISATION, "Bank Melli Iran", "Melli Bank"),
    (ORGANISATION, "NVOC", "National Veland Oil Company"),
    (ORGANISATION, "KTC Ltd", "Kestrel Trading Company Ltd"),
    (ORGANISATION, "World Harvest Programme (WHP)", "World Harvest Programme"),
    (ORGANISATION, "Sberbank Rossii", "Sberbank of Russia"),
    (ORGANISATION, "Банк Москвы", "Bank of Moscow"),
    (ORGANISATION, "TalvoraAG", "Talvora AG"),
    (ORGANISATION, "Talvora Aktiengeselschaft", "Talvora AG"),
    (ORGANISATION, "Brigade Forty-Four", "Brigade 44"),
    (ORGANISATION, "1st Harvest Bank", "First Harvest Bank"),
    (ORGANISATION, "Kestrel Fund", "Kestrel Fund I"),
    (ORGANISATION, "Holt & Varga", "Holt und Varga"),
    (ORGANISATION, "MV Hellenic Dawn", "Hellenic Dawn"),
    (PERSON, "Muammar Gaddafi", "Moammar Qadhafi"),
    (PERSON, "Gasim Zayani", "Qasim Zayani"),
    (PERSON, "Kuo-tung Chen", "Chen Guodong"),
    (PERSON, "Hsieh Ta-chun", "Xie Dajun"),
    (PERSON, "JC Marchetti", "Jean-Claude Marchetti"),
    (PERSON, "Ig0r Petren1n", "Igor Petrenin"),
    (PERSON, "Kim Jong-uun", "Kim Jong-un"),
    (PERSON, "Hryhoriy Halushko", "Grigory Galushko"),
    (PERSON, "Sergejs Belov", "Sergey Belov"),
    (PERSON, "bin Salim Mohammed", "Mohammed bin Salim"),
    (PERSON, "Usama bin Faraj", "Usama bin Muhammad ibn Awad ibn Faraj"),
    (PERSON, "Abu Omar Ibrahim Kurdani", "Ibrahim Kurdani"),
    (PERSON, "Владимир Громов", "فلاديمير غروموف"),
    (PERSON, "巴拉克·奥巴马", "Barack Obama"),
    (PERSON, "Чжан Вэймин", "张伟明"),
    (PERSON, "Дэн Сяопин", "Deng Xiaoping"),
    (PERSON, "דוד לוי", "David Levy"),
    (PERSON, "نور الدين بركات", "Noureddine Barakat"),
    (PERSON, "Hassan Nasr Allah", "Hassan Nasrallah"),
    (ORGANISATION, "ברזילי תעשיות מתכת בע״מ", "Barzilai Metal Industries Ltd"),
    (ORGANISATION, "شركة الصقر للاقة", "شركة الصقر للطاقة"),
    (PERSON, "Narender Velani", "Narendra Velani"),
    (PERSON, "Juan Carlos García López", "Juan García"),
    (PERSON, "Sasha Orlenko", "Aleksandr Orlenko"),
    (PERSON, "Selenbergskyj Wolodymyr", "Volodymyr Zelenbergsky"),
    (PERSON, "Evgueni Garajine", "Evgeny Garazhin"),
    (PERSON, "Salim Zayaniyeh", "Salim Zayaniya"),
    (PERSON, "Đorđe Novarić", "Djordje Novaric"),
    (PERSON, "Хорхе Хименес Лобера", "Jorge Jiménez Lobera"),
    (PERSON, "Джеймс Уэлдон", "James Weldon"),
    (PERSON, "이명박", "Lee Myung-bak"),
    (PERSON, "Angela Dorothea Welk (née Kastner)", "Angela Welk"),
    (PERSON, "محمود المرادنژاد", "Mahmoud Moradnejad"),
    (ORGANISATION, "Aktsionernoe Obschestvo Veldmash", "АО Велдмаш"),
    (ORGANISATION, "Torgovyy Dom Veldmash", "ООО Торговый дом Велдмаш"),
    (ORGANISATION, "Veland Petroleum Corporation (Velpet)", "Veland Petroleum Corp"),
    (ORGANISATION, "Государственная корпорация Велтех", "Veltech State Corporation"),
    (ORGANISATION, "Türkiye Veld Bankası A.Ş.", "Veldbank Turkey"),
    (ORGANISATION, "برج الله", "Burjullah"),
    (ORGANISATION, "شركة النسر الأزرق للتجارة", "Blue Nasr Trading Company"),
    (ORGANISATION, "شركة المرادي", "Almuradi Company"),
    (ORGANISATION, "الروابي للتجارة والمقاولات ذ.م.م", "Rawabi Trading & Contracting W.L.L."),
    (ORGANISATION, "Société Tamaline de l'Electricité et du Gaz", "STEG"),
    (ORGANISATION, "PHU Veldmar Sp. z o.o.", "Przedsiębiorstwo Handlowo-Usługowe Veldmar Sp. z o.o."),
    (ORGANISATION, "НПО Велдмаш", "Научно-производственное объединение Велдмаш"),
]
UNLIKE: list[tuple[NameKind, str, str]] = [
    (ORGANISATION, "Siemens AG", "Siemens Energy AG"),
    (ORGANISATION, "NVOC", "National Veland Gas Company"),
    (ORGANISATION, "Kestrel Fund II", "Kestrel Fund III"),
    (ORGANISATION, "Kestrel Fund", "Kestrel Fund III"),
    (ORGANISATION, "Brigade Twenty-Two", "Brigade Twenty-Three"),
    (ORGANISATION, "Larwick Chemicals Ltd", "Larwick Chemicals (Thailand) Co., Ltd."),
    (ORGANISATION, "Marbury Cold Chain Logistics", "Marbury Cold Chain Engineering"),
    (ORGANISATION, "Karimi Fresh Produce", "Kariuki Fresh Produce"),
    (ORGANISATION, "Velandbank Rossii", "Velandbank of Romania"),
    (PERSON, "Saddam Hussein", "Uday Saddam Hussein"),
    (PERSON, "Salim bin Hassan", "Hassan bin Salim"),
    (PERSON, "JC Marchetti", "Jean-Paul Marchetti"),
    (PERSON, "김종은", "김정은"),
    (PERSON, "Alexander Lukashevich", "Alexander Lukashenko"),
    (PERSON, "OTHMAN AHMED OTHMAN HARBANI", "OTHMAN AHMED OTHMAN GHAMRANI"),
    (PERSON, "Habib ben Mohamed Louberi", "Habib ben Ahmed Louberi"),
    (PERSON, "יוסי לוי", "Yossi Cohen"),
    (PERSON, "Deng Weimin", "Teng Hsiao-ping"),
    (PERSON, "이명박", "Lee Sung-min"),
    (PERSON, "Simone Orlenko", "Simon Orlenko"),
    (ORGANISATION, "Green Veld Ltd", "Red Veld Ltd"),
    (ORGANISATION, "Sun Trading FZE", "Moon Trading FZE"),
    (ORGANISATION, "Raduga Design Bureau", "Orbita Design Bureau"),
    (ORGANISATION, "Kestrel Holdings (Kenya)", "Kestrel Holdings (Uganda)"),
    (ORGANISATION, "L'Oréal SA", "Moreal SA"),
]


@pytest.mark.parametrize(("kind", "a", "b"), ALIKE)
def test_what_a_rule_is_for_is_a_match(kind: NameKind, a: str, b: str) -> None:
    assert similarity(a, b, kind=kind) >= MATCH_THRESHOLD[kind]


@pytest.mark.parametrize(("kind", "a", "b"), UNLIKE)
def test_what_a_rule_must_not_take_in_is_no_match(kind: NameKind, a: str, b: str) -> None:
    assert similarity(a, b, kind=kind) < MATCH_THRESHOLD[kind]


def test_a_word_of_trade_more_costs_the_less_the_more_of_the_name_agrees() -> None:
    short = similarity("Corvane", "Corvane Shipping", kind=ORGANISATION)
    longer = similarity("Corvane Meridian", "Corvane Meridian Shipping", kind=ORGANISATION)
    longest = similarity("Corvane Meridian Zarnova", "Corvane Meridian Zarnova Shipping", kind=ORGANISATION)
    assert short < MATCH_THRESHOLD[ORGANISATION] <= longer < longest


def test_a_place_more_costs_less_than_another_place() -> None:
    more = similarity("Zarnova Bank Kenya", "Zarnova Bank", kind=ORGANISATION)
    other = similarity("Zarnova Bank Kenya", "Zarnova Bank Uganda", kind=ORGANISATION)
    assert other < MATCH_THRESHOLD[ORGANISATION] <= more


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["44"], "44"),
        (["044"], "44"),
        (["forty", "four"], "44"),
        (["forty", "4"], "44"),
        (["forty", "bank"], "40"),
        (["22nd"], "22"),
        (["twelfth"], "12"),
        (["вторая"], "2"),
    ],
)
def test_a_number_is_read_however_it_is_written(words: list[str], number: str) -> None:
    assert number_at(words, 0)[1] == number


def test_roman_numbers_stand_behind_a_name() -> None:
    assert number_at(["fund", "iii"], 1) == (1, "3")
    assert number_at(["fund", "v"], 1) == (1, "5")
    assert number_at(["vi", "records"], 0) == (1, "")
    assert number_at(["malcolm", "x", "foundation"], 1) == (1, "")


@given(st.integers(min_value=21, max_value=99).filter(lambda number: number % 10))
def test_tens_and_units_are_one_number(number: int) -> None:
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    words = [tens[number // 10 - 2], units[number % 10 - 1]]
    assert number_at(words, 0) == (2, str(number))


def test_a_legal_form_grown_onto_a_name_is_parted_and_a_word_is_not() -> None:
    assert unglued("SiemensAG") == "Siemens AG"
    assert unglued("HelveniaGmbH") == "Helvenia GmbH"
    assert unglued("Montag") == "Montag"
    assert unglued("SNAG") == "SNAG"


def test_a_slip_in_a_legal_form_is_mended_and_a_word_of_its_own_is_none() -> None:
    assert meant_form("aktiengeselschaft") == "aktiengesellschaft"
    assert meant_form("limted") == "limited"
    assert meant_form("limited") == ""
    assert meant_form("trading") == ""
    assert meant_form("corvane") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("россии", "россия"),
        ("казахстана", "казахстан"),
        ("промышленности", "промышленность"),
        ("promyshlennosti", "промышленность"),
        ("москвы", "moscow"),
        ("莫斯科", "moscow"),
        ("kazakhstana", "kazakhstan"),
    ],
)
def test_a_known_word_is_known_in_its_cases_and_in_latin_letters(one: str, other: str) -> None:
    assert meaning(one) == meaning(other) is not None


@pytest.mark.parametrize(
    ("russian", "pinyin"),
    [
        ("чжан вэймин", "zhang weiming"),
        ("дэн сяопин", "deng xiaoping"),
        ("мао цзэдун", "mao zedong"),
        ("сюй цзинь", "xu jin"),
        ("ли кэцян", "li keqiang"),
        ("чжоу эньлай", "zhou enlai"),
    ],
)
def test_chinese_in_russian_is_read_as_pinyin(russian: str, pinyin: str) -> None:
    assert in_pinyin(russian.split()) == pinyin.split()


@pytest.mark.parametrize("name", ["иван петров", "ван ли", "анна чжан-петрова", "юлия ким"])
def test_a_russian_name_is_no_chinese_one(name: str) -> None:
    assert in_pinyin(name.replace("-", " ").split()) is None


@pytest.mark.parametrize("word", ["ромашка", "corvane", "rossi", "иванов", "华信"])
def test_a_name_is_no_known_word(word: str) -> None:
    assert meaning(word) is None


@pytest.mark.parametrize(
    ("older", "pinyin"),
    [
        ("kuotung", "guodong"),
        ("tsetung", "zedong"),
        ("hsiaoping", "xiaoping"),
        ("chingkuo", "jingguo"),
        ("tsungjen", "zongren"),
    ],
)
def test_older_spellings_of_chinese_are_those_of_pinyin(older: str, pinyin: str) -> None:
    assert differ_in_spelling(older, pinyin)
    assert differ_in_spelling(pinyin, older)
    assert is_pinyin(pinyin)
    assert not is_pinyin(older)


@pytest.mark.parametrize(("one", "other"), [("guodong", "guotong"), ("weimin", "weiming"), ("bode", "pote")])
def test_two_names_in_pinyin_are_never_two_spellings_of_one(one: str, other: str) -> None:
    assert not differ_in_spelling(one, other)
