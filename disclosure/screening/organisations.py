# ruff: noqa: RUF001 - letters of other alphabets are meant
"""An organisation's name taken apart: legal form aside, known words in one language, numbers apart."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from disclosure.screening import tables
from disclosure.screening.acronyms import LONGEST as LONGEST_ACRONYM
from disclosure.screening.acronyms import acronyms, without_short_name
from disclosure.screening.folding import fold_company
from disclosure.screening.legal_forms import form_of, meant_form, unglued
from disclosure.screening.numbers import number_at
from disclosure.screening.romanising import is_abjad, runs_on
from disclosure.screening.tokens import Name, Sort, Token, token
from disclosure.screening.vocabulary import meaning, phrase

_ELIDED = re.compile("\\b[ldLD]['\u2019](\\w+)|(?<=\\s)[ldLD] (\\w+)")
LONGEST_FORM = 8
LONGEST_WORD = 3
LONGEST_COMPOUND = 8
LEAST_SPELT_OUT = 3
"""Words of a name with its acronym beside it."""
ANY_FORM = "company"
"""A company without saying of which form: it agrees with every form."""
_SURE_ANYWHERE = frozenset(
    {"gmbh", "llc", "ltd", "limited", "ооо", "зао", "пао", "оао", "sarl", "inc", "ltda"}
)
"""Legal forms that mean nothing else, wherever they stand."""


@lru_cache(maxsize=1 << 16)
def organisation(name: str) -> Name:
    """Return an organisation's name taken apart; a name of nothing but signs has no tokens."""
    said = _ELIDED.sub(_parted, unglued(without_short_name(name)))
    words = [piece for word in fold_company(said).split() for piece in _pieces(word)]
    words, form = _without_form(_mended(words))
    return Name(tuple(_without_own_acronym(list(_tokens(words)))), form)


def _parted(elided: re.Match[str]) -> str:
    """Part an elided article from a known word, l'Électricité; of a name it is a part, L'Oréal."""
    word = elided.group(1) or elided.group(2)
    return " " + word if meaning(fold_company(word)) else elided.group()


def _mended(words: list[str]) -> list[str]:
    """Return the words with a slip in the last one mended, where it is of a legal form: Aktiengeselschaft."""
    if len(words) > 1 and (meant := meant_form(words[-1])):
        return [*words[:-1], meant]
    return words


def _without_own_acronym(words: list[Token]) -> list[Token]:
    """Leave out the acronym that a name gives of itself: World Food Programme (WFP)."""
    if len(words) <= LEAST_SPELT_OUT:
        return words
    for at in (len(words) - 1, 0):
        short = words[at]
        if short.sort is Sort.NAME and len(short.plain) <= LONGEST_ACRONYM:
            others = Name((*words[:at], *words[at + 1 :]))
            if short.plain in acronyms(others):
                return list(others.tokens)
    return words


def _pieces(word: str) -> Iterator[str]:
    """Yield the known words a Chinese, Japanese or Korean compound is made of, and what is between them."""
    if not runs_on(word):
        yield word
        return
    begun = at = 0
    while at < len(word):
        sizes = range(LONGEST_COMPOUND, 0, -1)
        known = next((word[at : at + size] for size in sizes if _is_known(word[at : at + size], size)), "")
        if known:
            if begun < at:
                yield word[begun:at]
            yield known
            begun = at + len(known)
        at += len(known) or 1
    if begun < len(word):
        yield word[begun:]


def _is_known(piece: str, size: int) -> bool:
    """Whether a piece of a compound is a known word; single characters say too little."""
    if len(piece) != size or size < 2:  # noqa: PLR2004 - a word of two characters
        return False
    return (piece,) in tables.legal_forms() or (piece,) in tables.words() or piece in tables.places()


def _without_form(words: list[str]) -> tuple[list[str], str]:
    """Return the words without legal forms, and the family of the most telling one."""
    families: list[str] = []
    kept = words
    while found := _form_at_end(kept):
        kept, family = found
        families.append(family)
    while found := _form_at_head(kept):
        kept, family = found
        families.append(family)
    if len(kept) > 1 and (inside := [word for word in kept if word in _SURE_ANYWHERE]):
        families.append(tables.legal_forms()[(inside[0],)])
        kept = [word for word in kept if word not in _SURE_ANYWHERE] or kept
    telling = [family for family in families if family != ANY_FORM]
    return kept, (telling or families or [""])[0]


def _form_at_end(words: list[str]) -> tuple[list[str], str] | None:
    for size in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if family := form_of(tuple(words[-size:])):
            return words[:-size], family
    return None


def _form_at_head(words: list[str]) -> tuple[list[str], str] | None:
    for size in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if family := form_of(tuple(words[:size])):
            if size == 1 and words[0].isascii() and words[0] not in _HEADS:
                return None
            return words[size:], family
    return None


_HEADS = frozenset(
    {
        "as", "uab", "sia", "doo", "jsc", "pjsc", "ojsc", "cjsc", "llc", "compania", "companhia", "pt", "ooo",
        "oao", "zao", "pao", "ao", "too", "tov", "cv", "ud", "pat", "prat", "fgup", "gup", "mup", "firma",
        "compagnie", "cia", "soc", "cong", "sarl", "suarl", "sas", "srl", "spa", "ano", "ph", "phu", "pphu",
        "ppuh", "fhu", "dntn",
    }
)  # fmt: skip
"""Legal forms in Latin letters that stand before the name."""


def _tokens(words: Sequence[str]) -> Iterator[Token]:
    at = 0
    while at < len(words):
        size, known = _known(words, at)
        yield known
        at += size


def _known(words: Sequence[str], at: int) -> tuple[int, Token]:
    """Return the word that begins here, with how many of the written words it takes."""
    for size in range(min(LONGEST_WORD, len(words) - at), 0, -1):
        found = phrase(tuple(words[at : at + size])) if size > 1 else meaning(words[at])
        if found:
            word, section = found
            written = " ".join(_without_article(one) for one in words[at : at + size])
            return size, token(written, Sort(section), word)
    word = words[at]
    size, number = number_at(words, at)
    if number:
        return size, token(number, Sort.NUMBER)
    if tables.legal_forms().get((word,)) == ANY_FORM:
        return 1, token(word, Sort.LITTLE, ANY_FORM)
    if word in tables.places():
        return 1, token(word, Sort.PLACE, tables.places()[word])
    return 1, token(_without_article(word), Sort.NAME)


def _without_article(word: str) -> str:
    """Return an Arabic word without its article, and without "and" and "for" grown onto it."""
    if is_abjad(word):
        for prefix in ("وال", "بال", "ال", "لل"):
            if word.startswith(prefix) and len(word) > len(prefix) * 2:
                return word[len(prefix) :]
    return word
