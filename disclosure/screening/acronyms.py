"""Initials of words written as one word: WFP for World Food Programme, JC for Jean-Claude."""

import re
from collections.abc import Iterator, Sequence

from disclosure.screening import tables
from disclosure.screening.folding import fold
from disclosure.screening.tokens import Name, Sort, Token

SHORTEST = 3
LONGEST = 8
MOST_LETTERS = 2
"""Letters that one word adds to an acronym, as United Nations does that is known as one."""
MOST_GIVEN = 3
"""Given names that are written as their initials in one word."""
FORM_INITIALS = {
    "company": ("c",),
    "limited": ("l", "c"),
    "stock": ("c", "i", "sa"),
    "association": ("a",),
    "partnership": ("l", "p"),
}
"""Letters that a legal form puts behind an acronym: NIOC is the National Iranian Oil Company."""
_BEHIND = re.compile(r"(.*\w.*?)\s*\((\w{3,})\)\s*")
_VOWELS = frozenset("aeiouy")


def without_short_name(name: str) -> str:
    """Return a name without the short one in brackets behind it, made of its letters: (Nilepet), (PDVSA)."""
    behind = _BEHIND.fullmatch(name)
    if behind is None:
        return name
    long, short = behind.groups()
    letters = iter(fold(long).replace(" ", ""))
    made = all(letter in letters for letter in fold(short)) and fold(short)[:1] == fold(long)[:1]
    return str(long) if made and (fold(short),) not in tables.legal_forms() else name


def spelt_out(free: Sequence[int], name: Name, short: Token) -> tuple[int, ...]:
    """Return the places, of those that are free, whose words `short` is the acronym of."""
    letters = short.plain
    if not SHORTEST <= len(letters) <= LONGEST or short.sort is not Sort.NAME or len(free) <= 1:
        return ()
    if len(letters) > MOST_LETTERS * len(free) + 1:
        return ()
    if all(name.tokens[place].plain[0] != letters[0] for place in free):
        return ()
    for little in (True, False):
        owners = _owners(free, name.tokens, little=little)
        spelt = "".join(letter for _, letter in owners)
        for size in _sizes(spelt, letters, name.form):
            at = spelt.find(letters[:size])
            first, last = owners[at][0], owners[at + size - 1][0]
            return tuple(place for place in free if first <= place <= last)
    return ()


def _sizes(spelt: str, letters: str, form: str) -> Iterator[int]:
    """Yield how many letters of an acronym the words spell: all, or all but that of the legal form."""
    if letters in spelt:
        yield len(letters)
        return
    for initial in FORM_INITIALS.get(form, ()):
        if letters.endswith(initial) and _ends(spelt, letters.removesuffix(initial)):
            yield len(letters) - len(initial)


def _ends(spelt: str, letters: str) -> bool:
    """Whether so many letters are enough to be the end of what words spell, or all of it."""
    return spelt == letters or (len(letters) >= SHORTEST and spelt.endswith(letters))


def _owners(free: Sequence[int], words: Sequence[Token], *, little: bool) -> list[tuple[int, str]]:
    return [
        (place, letter)
        for place in free
        if little or words[place].sort is not Sort.LITTLE
        for letter in initials(words[place])
    ]


def initials(word: Token) -> str:
    """Return the first letters of what is written as one word or known as one, such as United Nations."""
    if word.surface.isascii():
        return "".join(part[0] for part in word.surface.split())
    return word.plain[0]


def acronyms(name: Name) -> Iterator[str]:
    """Yield what the whole of a name may be shortened to, without its little words and with them."""
    telling = [word for word in name.tokens if word.sort not in (Sort.LITTLE, Sort.PARTICLE)]
    for words in (telling, name.tokens):
        spelt = "".join(map(initials, words))
        if len(spelt) >= SHORTEST:
            yield spelt
        if len(spelt) >= SHORTEST - 1:
            yield from (spelt + letter for letter in FORM_INITIALS.get(name.form, ()))


def given_names_of(free: Sequence[int], name: Name, short: Token) -> tuple[int, ...]:
    """Return the places of the given names that `short` is the initials of, which follow each other."""
    letters = short.plain
    if not 1 < len(letters) <= MOST_GIVEN or letters in tables.surnames() or _VOWELS & set(letters):
        return ()
    for begin in range(len(free) - len(letters) + 1):
        run = tuple(free[begin : begin + len(letters)])
        if run[-1] - run[0] == len(run) - 1 and "".join(name.tokens[at].letters[0] for at in run) == letters:
            return run
    return ()
