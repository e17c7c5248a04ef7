# ruff: noqa: RUF001 - letters of other alphabets are meant
"""An organisation's name taken apart: legal form aside, known words in one language, numbers apart."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from disclosure.screening import tables
from disclosure.screening.folding import fold_company
from disclosure.screening.romanising import is_abjad, runs_on
from disclosure.screening.tokens import Name, Sort, Token, token

LONGEST_FORM = 8
LONGEST_WORD = 3
LONGEST_COMPOUND = 8
ANY_FORM = "company"
"""A company without saying of which form: it agrees with every form."""
_NUMBERS = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "one": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "first": "1", "second": "2", "third": "3",
    "1st": "1", "2nd": "2", "3rd": "3", "первый": "1", "второй": "2",
}  # fmt: skip
_SURE_ANYWHERE = frozenset(
    {"gmbh", "llc", "ltd", "limited", "ооо", "зао", "пао", "оао", "sarl", "inc", "ltda"}
)
"""Legal forms that mean nothing else, wherever they stand."""


@lru_cache(maxsize=1 << 16)
def organisation(name: str) -> Name:
    """Return an organisation's name taken apart; a name of nothing but signs has no tokens."""
    words = [piece for word in fold_company(name).split() for piece in _pieces(word)]
    words, form = _without_form(words)
    return Name(tuple(_tokens(words)), form)


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
        if family := tables.legal_forms().get(tuple(words[-size:])):
            return words[:-size], family
    return None


def _form_at_head(words: list[str]) -> tuple[list[str], str] | None:
    for size in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if family := tables.legal_forms().get(tuple(words[:size])):
            if size == 1 and words[0].isascii() and words[0] not in _HEADS:
                return None
            return words[size:], family
    return None


_HEADS = frozenset(
    {
        "as",
        "uab",
        "sia",
        "doo",
        "jsc",
        "pjsc",
        "ojsc",
        "cjsc",
        "llc",
        "compania",
        "companhia",
        "pt",
        "ooo",
        "oao",
        "zao",
        "pao",
        "ao",
        "too",
        "tov",
        "cv",
        "ud",
        "pat",
        "prat",
        "fgup",
        "gup",
        "mup",
        "firma",
        "compagnie",
        "cia",
        "soc",
        "cong",
    }
)
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
        if found := tables.words().get(tuple(words[at : at + size])):
            word, section = found
            written = " ".join(_without_article(one) for one in words[at : at + size])
            return size, token(written, Sort(section), word)
    word = words[at]
    if number := _number(word, first=at == 0):
        return 1, token(number, Sort.NUMBER)
    if tables.legal_forms().get((word,)) == ANY_FORM:
        return 1, token(word, Sort.LITTLE, ANY_FORM)
    if word in tables.places():
        return 1, token(word, Sort.PLACE, tables.places()[word])
    return 1, token(_without_article(word), Sort.NAME)


def _number(word: str, *, first: bool) -> str:
    if word.isdecimal():
        return str(int(word))
    return "" if first else _NUMBERS.get(word, "")


def _without_article(word: str) -> str:
    """Return an Arabic word without its article, and without "and" and "for" grown onto it."""
    if is_abjad(word):
        for prefix in ("وال", "بال", "ال", "لل"):
            if word.startswith(prefix) and len(word) > len(prefix) * 2:
                return word[len(prefix) :]
    return word
