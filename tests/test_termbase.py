"""One word per idea, in six languages: the termbase, and whether the texts keep to it."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from disclosure.catalogues import TRANSLATIONS

TERMBASE = Path(__file__).parents[1] / "docs" / "termbase.csv"
LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
STEMS: dict[str, dict[str, str]] = {
    "ethics office": {
        "ar": "مكتب الأخلاقيات",
        "es": "oficina de ética",
        "fr": "bureau de la déontologie",
        "ru": "бюро по вопросам этики",
        "zh": "道德操守办公室",
    },
    "programme office": {
        "ar": "مكتب البرنامج",
        "es": "oficina del programa",
        "fr": "bureau du programme",
        "ru": "бюро программы",
        "zh": "方案办公室",
    },
    "duty station": {
        "ar": "مركز|مراكز",
        "es": "lugar(es)? de destino",
        "fr": "lieux? d.affectation",
        "ru": r"мест\w* службы",
        "zh": "工作地点",
    },
    "spouse": {"ar": "زوج", "es": "cónyuge", "fr": "conjoint", "ru": "супруг", "zh": "配偶"},
    "reviewer": {"ar": "مستعرِض", "es": "revisor", "fr": "examinat", "ru": "эксперт", "zh": "审查员"},
    "advice": {"ar": "مشور", "es": "recomendaci", "fr": "avis", "ru": "рекомендаци", "zh": "咨询意见"},
    "household": {"ar": "أسر", "es": "hogar", "fr": "foyer", "ru": "домохозяйств", "zh": "家庭"},
    "referral": {"ar": "إحال", "es": "remisi", "fr": "renvoi", "ru": "переда", "zh": "转介"},
    "outside activity": {
        "ar": "خارجي",
        "es": "actividad(es)? externa",
        "fr": "activités? extérieure",
        "ru": "внеслужебн",
        "zh": "外部活动",
    },
    "conflict of interest": {
        "ar": "تضارب",
        "es": "conflictos? de intereses",
        "fr": "conflits? d.intérêts",
        "ru": "конфликт",
        "zh": "利益冲突",
    },
    "your statement": {
        "ar": "إقرار",
        "es": "declaraci",
        "fr": "déclaration",
        "ru": "деклараци",
        "zh": "披露表|您的申报",
    },
}
"""Terms that every text keeps to, by what does not change when the word is bent."""
OTHER_SENSE = {
    "12 letters and digits on your statement, like US0378331005.": "the statement of a bank",
    "If your interests change during the year, you can ask us for advice at any time.": "counsel in general",
}
"""Texts in which the English word means something else."""


@cache
def terms() -> list[dict[str, str]]:
    with TERMBASE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_there_are_at_least_sixty_terms_each_in_six_languages_with_a_source() -> None:
    assert len(terms()) >= 60
    for term in terms():
        assert list(term) == [*LANGUAGES, "source", "note"]
        assert all(term[language].strip() for language in LANGUAGES), term["en"]
        assert term["source"] in {"UN", "site"}, term["en"]


def test_no_term_stands_twice() -> None:
    assert [en for en, times in Counter(term["en"] for term in terms()).items() if times > 1] == []


@pytest.mark.parametrize(
    ("language", "script"), [("ar", "[ء-ي]"), ("ru", "[\u0430-\u044f]"), ("zh", "[一-鿿]")]
)
def test_a_term_is_written_in_the_script_of_its_language(language: str, script: str) -> None:
    odd = [term["en"] for term in terms() if not re.search(script, term[language], re.IGNORECASE)]
    assert odd == []


def test_what_must_be_kept_to_is_in_the_termbase() -> None:
    known = " ".join(term["en"] for term in terms())
    assert [term for term in STEMS if term.removeprefix("your ") not in known] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("term", STEMS)
def test_the_texts_keep_to_the_term(term: str, language: str) -> None:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as lines:
        texts = read_po(lines, locale=language)
    found, other = 0, []
    for text in texts:
        if not isinstance(text.id, str) or not isinstance(text.string, str) or not text.string:
            continue
        if text.id not in OTHER_SENSE and re.search(rf"\b{term}s?\b", text.id, re.IGNORECASE):
            found += 1
            if not re.search(STEMS[term][language], text.string, re.IGNORECASE):
                other.append((text.id, text.string))
    assert other == []
    assert found
