"""Under which keys a word and a name are found: words that may be the same share a key."""

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from disclosure.screening import tables
from disclosure.screening.acronyms import LONGEST, acronyms
from disclosure.screening.chinese import chinese_key
from disclosure.screening.likeness import Kind, NameKind
from disclosure.screening.scoring import EXTRA_PATRONYMIC, LEAST_CHARACTERS, surplus_of, word_characters
from disclosure.screening.tokens import Name, Sort, Token

Keys = npt.NDArray[np.uint32]

SHORTEST_SLIP = 4
"""Shorter words are found as they are written or spoken, not with a letter amiss."""
LONGEST_SLIP = 24
SHORTEST_SOUND = 6
LEAST_CONSONANTS = 2
LITTLE = (Sort.LITTLE, Sort.PARTICLE)
"""Words that bring no name to mind."""


def weight(word: Token) -> float:
    """Return the weight of a word; an initial has none, because it agrees with whole names."""
    return 0.0 if word.sort is Sort.INITIAL or word.sort in LITTLE else word.weight


def telling(name: Name) -> list[Token]:
    """Return the words by which a name is found."""
    return [word for word in name.tokens if word.sort not in LITTLE]


def surplus(word: Token, kind: Kind) -> float:
    """Return the least that a word costs where the other name has none for it."""
    return weight(word) * EXTRA_PATRONYMIC if kind == NameKind.PERSON else surplus_of(word)


@lru_cache(maxsize=1 << 16)
def word_keys(word: Token) -> Keys:
    """Return the keys of a word: as written, with each letter left out, by sound, by known names.

    Two words that differ by one letter share a key, because leaving one letter out of either gives the
    same; so do words of one sound, of the same consonants, and forms of one given name.
    """
    return hashed(_word_keys(word))


def _word_keys(word: Token) -> set[str]:
    letters = word.letters
    keys = {letters, word.plain, "~" + word.sound}
    if word.sort in (Sort.NUMBER, Sort.INITIAL, Sort.LITTLE, Sort.PARTICLE):
        return keys
    if SHORTEST_SLIP <= len(word.plain) <= LONGEST_SLIP:
        keys |= _shortened(word.plain)
    if SHORTEST_SOUND <= len(word.sound) <= LONGEST_SLIP:
        keys |= {"~" + shorter for shorter in _shortened(word.sound)}
    if len(bare := word.bones) >= LEAST_CONSONANTS:
        keys.add("#" + bare)
    keys |= {"=" + name for name in (word.usual, *tables.short_forms().get(letters, ())) if name}
    keys |= tables.romanised_surnames().get(letters, frozenset())
    if spoken := chinese_key(word.plain):
        keys.add("@" + spoken)
    if len(word.han) > 1:
        keys |= {"^" + shorter for shorter in (word.han, *_shortened(word.han))}
    if "sk" in letters:
        keys.add("%" + letters[: letters.rindex("sk")])
    return keys


def _shortened(letters: str) -> set[str]:
    """Return the word with each of its letters left out, one at a time."""
    return {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def name_keys(name: Name) -> Keys:
    """Return the keys a whole name is filed under: its words in any order, run together, its acronyms."""
    keys = _name_keys(name)
    keys += ["!" + short for short in acronyms(name)]
    return hashed(keys)


def asked_keys(name: Name) -> Keys:
    """Return the keys a whole name is looked up by.

    They are those it would be filed under, but that its acronyms are looked for among the names, and
    it among their acronyms: two names of the same initials have nothing else in common.
    """
    keys = _name_keys(name)
    joined = _joined(telling(name))
    keys += ["+" + short for short in acronyms(name)]
    if len(joined) <= LONGEST:
        keys.append("!" + joined)
    return hashed(keys)


def _joined(words: Iterable[Token]) -> str:
    return "".join(word.letters for word in words)


def _name_keys(name: Name) -> list[str]:
    words = telling(name)
    spoken = "".join(word.sound for word in words)
    keys = [" ".join(sorted(word.letters for word in words)), "+" + _joined(words), "~" + spoken]
    syllables = [chinese_key(word.plain) for word in words]
    if all(syllables):
        keys.append("@" + "".join(syllables))
    characters = word_characters(name)
    if len(characters) >= LEAST_CHARACTERS:
        keys += ["^" + shorter for shorter in (characters, *_shortened(characters))]
    return keys


def hashed(keys: Iterable[str]) -> Keys:
    """Return the keys as numbers. Two that meet by chance only cost a comparison."""
    return np.fromiter((crc32(key.encode()) for key in keys), dtype=np.uint32)
