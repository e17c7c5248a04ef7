"""A thing's name in the six official languages."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]
"""Words somebody will read: never empty."""

Code = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A kebab-case code, stable across languages and versions."""


class Language(StrEnum):
    """The six official languages, in the order in which the language menu lists them."""

    ARABIC = "ar"
    CHINESE = "zh"
    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    SPANISH = "es"


class Names(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One name in each language; none may be missing."""

    ar: Text
    zh: Text
    en: Text
    fr: Text
    ru: Text
    es: Text

    def in_language(self, language: str) -> str:
        """Return the name in `language`; a language that is not one of the six reads English."""
        known = {member.value for member in Language}
        return str(getattr(self, language if language in known else Language.ENGLISH.value))
