"""Translated texts, read from the `.po` files and kept in memory.

No compiled `.mo` files: a fresh clone serves six languages without a build
step, and what a translator edits is what is served. A language is read when
it is first asked for (some tens of milliseconds, once per process). No Flask
in here.
"""

import re
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

TRANSLATIONS = Path(__file__).with_name("translations")
PSEUDO = "en@pseudo"
GROWTH = 0.35
"""How much longer than English a translation may become; pages must still fit."""

_FILLER = " łóñğéř"
_KEEP = re.compile(r"%\(\w+\)[a-z]|%+s|%%|\{\w+\}|<[^>]*>|&\w+;|https?://\S+")
_ACCENTED = str.maketrans("aceginorsuyACEGINORSUY", "áçéğíñóŕšúýÁÇÉĞÍÑÓŔŠÚÝ")


@cache
def catalogue(locale: str) -> NullTranslations:
    """Return the texts in `locale` ("fr", "en", "en@pseudo"); English where a language has no file."""
    if locale == PSEUDO:
        return PseudoTranslations()
    source = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def pseudo(text: str) -> str:
    """Return `text` accented and 35% longer, its placeholders and markup untouched.

    A page in this "language" shows at a glance which words never went
    through gettext and where a longer translation would not fit.
    """
    pieces: list[str] = []
    end = 0
    for kept in _KEEP.finditer(text):
        pieces += [text[end : kept.start()].translate(_ACCENTED), kept.group()]
        end = kept.end()
    pieces.append(text[end:].translate(_ACCENTED))
    growth = ceil(len(text) * GROWTH)
    return "".join(pieces) + (_FILLER * growth)[:growth]


class PseudoTranslations(NullTranslations):
    """A language made from English at run time, for the tests and for reviewing layouts."""

    def gettext(self, message: str) -> str:
        """Return the accented, longer English."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English singular or plural, accented and longer."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, _context: str, message: str) -> str:
        """Return the accented, longer English; the context is for translators."""
        return pseudo(message)

    ugettext = gettext
    ungettext = ngettext
