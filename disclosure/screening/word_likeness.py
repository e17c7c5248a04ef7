"""How alike two words of names are, and in what way."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, LCSseq, Levenshtein

from disclosure.screening import tables
from disclosure.screening.chinese import differ_in_spelling
from disclosure.screening.korean import korean_key
from disclosure.screening.likeness import How
from disclosure.screening.romanising import is_hangul, is_hebrew
from disclosure.screening.sounding import consonants, sound
from disclosure.screening.spoken_likeness import SAME_SOUND, spoken_alike
from disclosure.screening.tokens import KNOWN_WORDS, Sort, Token

Likened = tuple[float, How]
UNLIKE: Likened = (0.0, How.DIFFERENT)
EQUAL: Likened = (1.0, How.EQUAL)
VARIANT = 0.97
SHORT_FORM = 0.88
ROMANISED = 0.88
GENDERED = 0.92
INITIAL = 0.9
BEGINNING = 0.85
HOMOPHONE = 0.7
"""Chinese names of other characters that are spoken alike."""
OTHER_BEGINNING = 0.93
"""What is left of a likeness when the first letters differ: slips of the pen are rarer there."""
NEARLY = 0.63
"""Enough to be looked at beside what else agrees, too little to agree by itself."""
NEAR_BONES = 0.7
"""What is written without short vowels differs by one consonant."""
KOREAN = 0.93
LEAST_PREFIX = 3
SHORTEST = 3
"""Shorter words have no slips of the pen: they are equal or other words."""
LEAST_WITH_ARTICLE = 6
LEAST_TRANSCRIBED = 3
"""Fewer characters do not write a foreign word."""
TRANSCRIBED = 0.86
_CHINESE_EARS = str.maketrans("rvdgbzcjS", "lftkpssss")
_HEBREW_EARS = str.maketrans("vfC", "bph")
"""Hebrew writes v as b, f as p and ch with the letter for h."""
_ARABIC_EARS = str.maketrans("v", "f")
_DOUBLED = re.compile(r"(.)\1+")
_GENDERS = (
    ("", "a"),
    ("", "ova"),
    ("y", "aya"),
    ("iy", "aya"),
    ("ij", "aya"),
    ("ii", "aya"),
    ("yi", "aya"),
    ("i", "a"),
    ("y", "a"),
)


@lru_cache(maxsize=1 << 18)
def likeness(a: Token, b: Token) -> Likened:  # noqa: PLR0911 - one answer for each sort of word
    """Return how alike two words are, from 0 to 1, and in what way they agree."""
    if a.letters == b.letters:
        return _spelt_alike(a, b)
    if a.sort is Sort.NUMBER or b.sort is Sort.NUMBER:
        return UNLIKE
    if a.sort is Sort.INITIAL or b.sort is Sort.INITIAL:
        return _initial(a, b)
    if a.usual and a.usual == b.usual:
        return (VARIANT, How.VARIANT)
    if a.sort in KNOWN_WORDS or b.sort in KNOWN_WORDS:
        return _known_word(a, b)
    if a.han or b.han:
        return _characters(a, b)
    named = _named_alike(a, b)
    if named is not None:
        return named
    if a.abjad != b.abjad:
        return _across_abjad(*((a, b) if a.abjad else (b, a)))
    return _slip(a, b)


def _spelt_alike(a: Token, b: Token) -> Likened:
    if a.surface == b.surface:
        return EQUAL
    if a.han and b.han:
        return EQUAL if a.han == b.han else (HOMOPHONE, How.SOUND)
    if a.sort in KNOWN_WORDS:
        return (1.0, How.ABBREVIATION)
    return (1.0, How.SOUND)


def _initial(a: Token, b: Token) -> Likened:
    short, long = (a, b) if a.sort is Sort.INITIAL else (b, a)
    same = long.letters.startswith(short.letters) or long.sound.startswith(short.sound or " ")
    return (INITIAL, How.INITIAL) if same and long.sort not in (Sort.PARTICLE, Sort.INITIAL) else UNLIKE


def _characters(a: Token, b: Token) -> Likened:
    """Compare Chinese characters, or the way they are spoken with another script.

    A character or a syllable that differs makes another name, but perhaps the one that was meant.
    """
    if not (a.han and b.han):
        if a.sound == b.sound or differ_in_spelling(a.plain, b.plain):
            return (SAME_SOUND, How.SOUND)
        if is_hangul(a.han or b.han) and korean_key(a.plain) == korean_key(b.plain):
            return (KOREAN, How.SOUND)
        if _heard(a.sound) == _heard(b.sound) and max(len(a.han), len(b.han)) >= LEAST_TRANSCRIBED:
            return (TRANSCRIBED, How.SOUND)
        if romanised := _romanised(a, b):
            return romanised
        return (NEARLY, How.SOUND) if _slip(a, b)[0] > NEARLY else UNLIKE
    longer = max(len(a.han), len(b.han))
    distance = OSA.distance(a.han, b.han, score_cutoff=1)
    return (max(NEARLY, 1 - distance / longer), How.SPELLING) if distance == 1 < longer else UNLIKE


def _heard(sounded: str) -> str:
    """Return what Chinese keeps of a foreign word: its consonants, with l for r."""
    return consonants(sounded.translate(_CHINESE_EARS))


def _known_word(a: Token, b: Token) -> Likened:
    """Two known words are other words; a known one and an unknown one may be a slip or cut short."""
    if a.sort in KNOWN_WORDS and b.sort in KNOWN_WORDS:
        return UNLIKE
    known, other = (a, b) if a.sort in KNOWN_WORDS else (b, a)
    if a.plain == b.plain or (a.sound == b.sound and not known.abjad and len(other.plain) > SHORTEST):
        return (SAME_SOUND, How.SOUND)
    if other.abjad != known.abjad:
        return _across_abjad(*((a, b) if a.abjad else (b, a)))
    if len(other.surface) >= LEAST_PREFIX and known.surface.startswith(other.surface):
        return (BEGINNING, How.ABBREVIATION)
    if known.sort is Sort.LITTLE or abs(len(known.surface) - len(other.surface)) > 1:
        return UNLIKE
    near = OSA.distance(known.surface, other.surface, score_cutoff=1) <= 1
    return (0.9, How.SPELLING) if near and len(other.surface) > SHORTEST - known.abjad else UNLIKE


def _named_alike(a: Token, b: Token) -> Likened | None:
    """Return what is known of given names and surnames; None when nothing is."""
    shorts = tables.short_forms()
    if b.usual in shorts.get(a.letters, ()) or a.usual in shorts.get(b.letters, ()):
        return (SHORT_FORM, How.VARIANT)
    if a.usual and b.usual:
        return (0.8, How.SOUND) if a.sound == b.sound else UNLIKE
    if romanised := _romanised(a, b):
        return romanised
    ends = (a.letters[-1] == "a") != (b.letters[-1] == "a")
    if ends and _differ_in_gender(a.letters, b.letters):
        return (GENDERED, How.VARIANT)
    return UNLIKE if _are_others(a, b) else None


def _romanised(a: Token, b: Token) -> Likened | None:
    """Return that one word is an older spelling of the other, a Chinese surname: Hsu, Xu."""
    older = tables.romanised_surnames()
    if b.letters in older.get(a.letters, ()) or a.letters in older.get(b.letters, ()):
        return (ROMANISED, How.SOUND)
    return None


def _are_others(a: Token, b: Token) -> bool:
    """Whether both words are names in common use, and other ones: Ashraf and Asghar, Karimi and Kariuki."""
    if a.sound == b.sound:
        return False
    given, surnames = tables.given_names(), tables.surnames()
    if a.letters in surnames and b.letters in surnames:
        return True
    return a.sort is Sort.NAME is b.sort and a.letters in given and b.letters in given


def _differ_in_gender(a: str, b: str) -> bool:
    """Whether two Slavic surnames differ in their ending for a man and a woman: Ivanov, Ivanova."""
    if a[:3] != b[:3]:
        return False
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if not long.endswith(("ova", "eva", "ina", "aya", "ska", "aia", "aja")):
        return False
    return any(
        short.endswith(man) and long == short[: len(short) - len(man)] + woman and len(short) > SHORTEST + 1
        for man, woman in _GENDERS
    )


def _across_abjad(written: Token, latin: Token) -> Likened:
    """Compare a word in Arabic or Hebrew letters with one in another script: short vowels are not written."""
    bare, others = written.bones, _bones_heard(written, latin)
    if not bare or not all(others):
        return UNLIKE
    long = written.sound
    vowels = latin.sound.replace("u", "v")
    missing = len(long) - int(LCSseq.similarity(long, vowels))
    if bare in others:
        return (max(SAME_SOUND - 0.07 * max(missing - 1, 0), 0.75), How.SOUND)
    for other in others:
        distance = Levenshtein.distance(bare, other, score_cutoff=1)
        if distance <= 1 and min(len(bare), len(other)) > SHORTEST:
            return (NEAR_BONES, How.SOUND)
    return UNLIKE


def _bones_heard(written: Token, latin: Token) -> set[str]:
    """Return the consonants of a word as Arabic or Hebrew may write it: neither has a letter for v alone.

    An Arabic article that has grown onto a word in Latin letters is left out, as it is in Arabic: Almarai.
    """
    if is_hebrew(written.surface):
        return {latin.bones, consonants(latin.sound.translate(_HEBREW_EARS))}
    heard = {latin.bones, consonants(latin.sound.translate(_ARABIC_EARS))}
    if latin.letters.startswith(("al", "el")) and len(latin.letters) >= LEAST_WITH_ARTICLE:
        heard.add(consonants(sound(latin.letters[2:])))
    return heard


def _slip(a: Token, b: Token) -> Likened:
    """Compare letter by letter, in writing and in sound."""
    first, second = a.letters, b.letters
    shorter, longer = sorted((len(first), len(second)))
    if longer - shorter > SHORTEST:
        return UNLIKE
    if shorter < SHORTEST:
        return (SAME_SOUND, How.SPELLING) if _single(first) == _single(second) else UNLIKE
    if spoken := spoken_alike(a, b):
        return (spoken, How.SOUND)
    by_letters, by_sound = _by_letters(a, b), _by_sound(a.sound, b.sound)
    score = max(by_letters, by_sound)
    if score == 0:
        return UNLIKE
    if first[0] != second[0] and a.sound[:1] != b.sound[:1]:
        score *= OTHER_BEGINNING
    return (score, How.SPELLING if by_letters >= by_sound else How.SOUND)


def _single(letters: str) -> str:
    """Return letters without those that are written twice by a slip."""
    return _DOUBLED.sub(r"\1", letters)


def _by_letters(a: Token, b: Token) -> float:
    """Return how alike two words are in writing, in their own script where they have one in common."""
    first, second = a.letters, b.letters
    if first.startswith("abd") and second.startswith("abd") and min(len(first), len(second)) > LEAST_PREFIX:
        first, second = first[3:], second[3:]
    score = _alike(first, second)
    if not a.surface.isascii() and not b.surface.isascii():
        score = max(score, _alike(a.surface, b.surface))
    return score


def _alike(first: str, second: str) -> float:
    shorter, longer = sorted((len(first), len(second)))
    budget = 1 if shorter == SHORTEST < longer else _budget(shorter)
    distance = OSA.distance(first, second, score_cutoff=budget)
    return 1 - distance / longer if distance <= budget else 0.0


def _by_sound(a: str, b: str) -> float:
    shorter, longer = sorted((len(a), len(b)))
    budget = _budget(shorter)
    distance = Levenshtein.distance(a, b, score_cutoff=budget)
    return SAME_SOUND * (1 - distance / longer) if distance <= budget else 0.0


def _budget(length: int) -> int:
    """Return how many letters may differ in a word of this length."""
    if length <= SHORTEST:
        return 0
    return 1 if length < 6 else 2 if length < 10 else 3  # noqa: PLR2004 - a letter in four or so


__all__ = ["EQUAL", "UNLIKE", "Likened", "likeness"]
