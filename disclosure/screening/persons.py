"""A person's name taken apart: titles aside, little words and initials known, compound names made one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from disclosure.screening import tables
from disclosure.screening.folding import fold
from disclosure.screening.palladius import in_pinyin
from disclosure.screening.romanising import is_abjad, is_cyrillic, is_han, is_hangul, romanise, to_simplified
from disclosure.screening.tokens import Name, Sort, Token, token

_PATRONYMIC = re.compile(r"(?:[oe]vich|[oe]vych|[oe]vitch|ilyich|ilich|[oe]vna|[iy]nichna)$")
_SERVANT = re.compile(r"^(abd|abdou|abdo|abdi|abdu|abdul|abdal|abdel|abdol|abdoul|abdur|abdus|abdun)$")
_ARTICLES = frozenset({"al", "el", "ul", "ar", "as", "ash", "ad", "an", "at", "az", "ur", "us", "ال"})
_FATHER = frozenset({"abu", "abou", "abo", "aboo", "ابو"})
_FOREIGN = re.compile("[·・•‧]")
"""The dot that parts the words of a foreign name in Chinese and Japanese."""
_KUNYA = re.compile("(?:abu|ابو).{3}")
"""Father of: said beside the name or left out."""
_OF_GOD = frozenset({"allah", "ullah", "الله"})
"""Nasr Allah is Nasrallah."""
_FAITH = frozenset({"din", "deen", "dine"})
_ARABIC_FAITH = "الدين"
_UDDIN = re.compile("^([a-z]{2,}?)(?:[aeou]dd|[aeu]l|[eu]d)(?:ine?|een)$")
"""Nur al-Din is Noureddine."""
_SON_OF = frozenset({"bin", "ibn", "ben", "bn", "بن", "ابن", "bint", "binti", "بنت"})
_LOOKALIKES = str.maketrans("0134579", "oieastg")
_BORN = frozenset({"nee", "geb", "geborene", "born", "урожденная", "урожд"})
"""What stands before the name that somebody was born with."""
LEAST = 2
"""A name has as many words as this; fewer remain whole, titles and all."""
LEAST_STEM = 4


@lru_cache(maxsize=1 << 16)
def person(name: str) -> Name:
    """Return a person's name taken apart; a name of nothing but signs has no tokens."""
    words = list(map(_lettered, fold(name).split()))
    if words and is_cyrillic(words[0]):
        words = in_pinyin(words) or words
    if not _FOREIGN.search(name):
        words = [piece for word in words for piece in _characters(word)]
    words = _without_titles(words)
    generation = next((tables.generations()[word] for word in words[1:] if word in tables.generations()), "")
    if generation and len(words) > LEAST:
        words = [words[0], *(word for word in words[1:] if word not in tables.generations())]
    else:
        generation = ""
    return Name(tuple(_sorted_out(list(_compounds(words)))), generation)


def _lettered(word: str) -> str:
    """Return a word with digits among its letters as the letters they look like: Ig0r."""
    if word.isalpha() or not (word.isascii() and any(map(str.isalpha, word))):
        return word
    return word.translate(_LOOKALIKES)


def _characters(word: str) -> Iterator[str]:
    """Yield surname and given name of a Chinese or Korean name written without a space."""
    if is_hangul(word) and 3 <= len(word) <= 4:  # noqa: PLR2004 - one for the surname, two or three given
        yield word[0]
        yield word[1:]
    elif is_han(word) and 2 <= len(word) <= 4:  # noqa: PLR2004
        size = 2 if word[:2] in tables.chinese_surnames() and len(word) > LEAST else 1
        yield to_simplified(word[:size])
        yield to_simplified(word[size:])
    else:
        yield word


def _without_titles(words: list[str]) -> list[str]:
    """Leave out titles anywhere; those that are names as well only at the head."""
    titles = tables.titles()
    kept = [word for word in words if word not in titles or word in tables.surnames()]
    while len(kept) > LEAST and kept[0] in titles:
        kept = kept[1:]
    return kept if len(kept) >= LEAST else words


def _compounds(words: Sequence[str]) -> Iterator[str]:
    """Yield the words, with Abd al-X and Abu X as one."""
    at = 0
    while at < len(words):
        word = words[at]
        follows = at + 1 < len(words)
        if follows and (_SERVANT.match(word) or word == "عبد"):
            skipped = 1 if at + 2 < len(words) and words[at + 1] in _ARTICLES else 0
            yield _servant(romanise(word)[:3], words[at + 1 + skipped])
            at += 2 + skipped
        elif follows and words[at + 1] in _OF_GOD and len(word) > LEAST:
            yield word + words[at + 1]
            at += 2
        elif follows and words[at + 1] == _ARABIC_FAITH:
            yield word + _ARABIC_FAITH.removeprefix("ال")
            at += 2
        elif at + 2 < len(words) and words[at + 1] in _ARTICLES and words[at + 2] in _FAITH:
            yield word + "uddin"
            at += 3
        elif follows and word in _FATHER:
            yield "ابو" + words[at + 1] if is_abjad(word) else "abu" + words[at + 1]
            at += 2
        else:
            yield _of_faith(word)
            at += 1


def _of_faith(word: str) -> str:
    """Return a name such as Noureddine in one spelling."""
    if word.endswith(_ARABIC_FAITH) and word != _ARABIC_FAITH:
        return word.removesuffix(_ARABIC_FAITH) + _ARABIC_FAITH.removeprefix("ال")
    return _UDDIN.sub(r"\1uddin", word)


def _servant(abd: str, of_whom: str) -> str:
    """Return Abd al-X as one word, without the article."""
    if is_abjad(of_whom):
        return "عبد" + of_whom
    return abd + of_whom


def _sorted_out(words: list[str]) -> Iterator[Token]:
    born = {at + 1 for at, word in enumerate(words[:-1]) if word in _BORN and at}
    main = [word for word in words if word not in tables.particles() and len(word) > 1]
    many = len(main) > LEAST
    for at, word in enumerate(words):
        inside = many and 0 < at < len(words) - 1 and word not in tables.particles()
        if at + 1 in born:
            continue
        if at in born or (inside and words[at - 1] in _SON_OF) or (many and _KUNYA.match(word)):
            yield token(_plain(word), Sort.PATRONYMIC)
        else:
            yield _token(word, alone=len(main) < LEAST, many=many)


def _token(word: str, *, alone: bool, many: bool) -> Token:
    if word in tables.particles() and not alone:
        return token(word, Sort.PARTICLE)
    if len(word) == 1 and not is_han(word) and not is_hangul(word):
        return token(word, Sort.INITIAL)
    plain = _plain(word)
    letters = romanise(plain)
    known = tables.given_names()
    if usual := known.get(word) or known.get(plain) or known.get(letters) or _baltic(letters):
        return token(plain, Sort.GIVEN, usual)
    if many and _PATRONYMIC.search(letters):
        return token(plain, Sort.PATRONYMIC)
    return token(plain, Sort.SURNAME if letters in tables.surnames() else Sort.NAME)


def _baltic(letters: str) -> str:
    """Return the given name that Latvian and Lithuanian have put an ending to: Sergejs, Jonas."""
    if not letters.endswith("s"):
        return ""
    known = tables.given_names()
    stems = (letters.removesuffix(ending) for ending in ("s", "is", "as", "us", "js"))
    return next((known[stem] for stem in stems if len(stem) > LEAST_STEM and stem in known), "")


def _plain(word: str) -> str:
    """Return the word without an Arabic article, and Abd al-X in one spelling."""
    if is_abjad(word):
        word = word[2:] if word.startswith("ال") and len(word) > 4 else word  # noqa: PLR2004 - letters remain
        return word.replace("عبدال", "عبد", 1) if word.startswith("عبدال") and len(word) > 6 else word  # noqa: PLR2004
    return tables.without_article(word)
