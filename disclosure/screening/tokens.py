"""The words of a name, each with what it takes to compare it with another."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from disclosure.screening import tables
from disclosure.screening.romanising import is_abjad, is_han, is_hangul, romanise, to_simplified
from disclosure.screening.sounding import abjad_sound, consonants, sound


class Sort(StrEnum):
    """What a word does in a name; it decides how much the word tells one name from another."""

    NAME = "name"
    """A word of its own: a surname, a brand."""
    GIVEN = "given"
    SURNAME = "surname"
    """A surname that many bear."""
    INITIAL = "initial"
    PATRONYMIC = "patronymic"
    PARTICLE = "particle"
    NUMBER = "number"
    PLACE = "place"
    INSTITUTION = "institution"
    TRADE = "trade"
    STRUCTURE = "structure"
    LITTLE = "little"


WEIGHTS = {
    Sort.NAME: 1.0,
    Sort.GIVEN: 0.8,
    Sort.SURNAME: 0.9,
    Sort.INITIAL: 0.4,
    Sort.PATRONYMIC: 0.5,
    Sort.PARTICLE: 0.08,
    Sort.NUMBER: 1.0,
    Sort.PLACE: 0.75,
    Sort.INSTITUTION: 0.6,
    Sort.TRADE: 0.5,
    Sort.STRUCTURE: 0.35,
    Sort.LITTLE: 0.05,
}
"""How much a word counts, by its sort."""


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a name. The same word with the same sort is the same object."""

    surface: str
    """As folded, in its own script."""
    sort: Sort
    letters: str
    """In a to z and digits; for a known word of organisations, that word in English."""
    usual: str
    """The usual spelling of a known given name or word; empty when it is none."""
    plain: str
    """As written, in a to z and digits, whatever it means."""
    sound: str
    bones: str
    """Consonants of the sound."""
    weight: float
    abjad: bool
    han: str
    """Chinese characters in their simplified shape, or Korean syllables; empty in other scripts."""


@lru_cache(maxsize=1 << 17)
def token(surface: str, sort: Sort, usual: str = "") -> Token:
    """Return the token of a folded word."""
    plain = romanise(surface.replace(" ", "")) or surface
    letters = usual.replace(" ", "") if usual and sort in KNOWN_WORDS else plain
    abjad = is_abjad(surface)
    sounded = abjad_sound(surface) if abjad else sound(plain)
    return Token(
        surface=surface,
        sort=sort,
        letters=letters,
        usual=usual or (tables.given_names().get(surface, "") if sort is Sort.PATRONYMIC else ""),
        plain=plain,
        sound=sounded,
        bones=consonants(sounded),
        weight=WEIGHTS[sort],
        abjad=abjad,
        han=_characters(surface) if not usual else "",
    )


def _characters(surface: str) -> str:
    if is_hangul(surface):
        return surface
    return to_simplified(surface) if is_han(surface) else ""


def told(word: Token) -> str:
    """Return a token as a text that `recalled` makes the token from again."""
    usual = "" if word.sort is Sort.PATRONYMIC else word.usual
    parts = (word.surface, word.sort.value, usual, word.letters, word.plain, word.sound, word.bones, word.han)
    return "\t".join(parts)


def recalled(text: str) -> Token:
    """Return the token that was told, without working it out again."""
    surface, sort, usual, letters, plain, sounded, bones, han = text.split("\t")
    known = Sort(sort)
    if known is Sort.PATRONYMIC:
        usual = tables.given_names().get(surface, "")
    return Token(
        surface, known, letters, usual, plain, sounded, bones, WEIGHTS[known], is_abjad(surface), han
    )


KNOWN_WORDS = frozenset({Sort.PLACE, Sort.INSTITUTION, Sort.TRADE, Sort.STRUCTURE, Sort.LITTLE})


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    tokens: tuple[Token, ...]
    form: str = ""
    """Family of an organisation's legal form, or the generation of a person; empty when none is given."""

    @property
    def key(self) -> tuple[str, ...]:
        """What two names share that fold to the same."""
        return (*sorted(one.letters for one in self.tokens), self.form)
