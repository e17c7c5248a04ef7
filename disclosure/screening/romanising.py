# ruff: noqa: RUF001 - letters of other alphabets are meant
"""Any script in the letters a to z, by rules of our own where the usual spelling needs them."""

from functools import lru_cache

from anyascii import anyascii

from disclosure.screening.tables import simplified

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ѓ": "gj", "ђ": "dj", "ћ": "c", "ј": "j", "љ": "lj",
    "њ": "nj", "џ": "dz", "ќ": "kj", "ѕ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ұ": "u", "ү": "u", "ө": "o",
    "һ": "h", "ә": "a", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "j",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ٹ": "t", "ڈ": "d",
    "ڑ": "r", "ں": "n", "ے": "y",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t", "י": "y",
    "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "p",
    "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_TABLE = str.maketrans(_CYRILLIC | _ARABIC | _HEBREW)


@lru_cache(maxsize=1 << 16)
def romanise(word: str) -> str:
    """Return a folded word in lower-case letters and digits of ASCII; spaces part Chinese syllables never."""
    if word.isascii():
        return word
    if is_han(word):
        word = to_simplified(word)
    if is_hangul(word):
        return anyascii(word).lower().replace("eo", "o").replace("eu", "u")
    letters = anyascii(word.translate(_TABLE)).lower()
    return "".join(filter(str.isalnum, letters))


def to_simplified(word: str) -> str:
    """Return a Chinese word with its common traditional characters in the simplified shape."""
    return word.translate(simplified())


def is_han(word: str) -> bool:
    """Whether the word is written in Chinese characters (or Japanese ones taken from them)."""
    return "\u3400" <= word[0] <= "\u9fff"


def is_hangul(word: str) -> bool:
    """Whether the word is written in Korean letters."""
    return "\uac00" <= word[0] <= "\ud7a3"


def is_abjad(word: str) -> bool:
    """Whether the word is written in Arabic or Hebrew letters, which leave short vowels out."""
    return "\u0590" <= word[0] <= "\u08ff"


def runs_on(word: str) -> bool:
    """Whether the script of the word does not part words: Chinese, Japanese, Korean compounds."""
    return "\u3040" <= word[0] <= "\u9fff" or is_hangul(word)


def is_cyrillic(word: str) -> bool:
    """Whether the word is written in Cyrillic letters."""
    return "\u0400" <= word[0] <= "\u052f"


def is_hebrew(word: str) -> bool:
    """Whether the word is written in Hebrew letters."""
    return "\u0590" <= word[0] <= "\u05ff"
