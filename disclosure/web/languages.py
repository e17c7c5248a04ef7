"""The six languages of the United Nations, and which of them a page speaks.

A page's language is the first that is known of: `?language=` in the address
(then kept in the session), the session, the account, the browser's
`Accept-Language`, English. Nobody is redirected, so the page stays the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, get_locale

from disclosure.catalogues import PSEUDO as PSEUDO_LOCALE
from disclosure.catalogues import catalogue

KEPT_IN, KEPT_AS = "_flask_babel", "babel_locale"
"""Where Flask-Babel keeps the language of a page, or the one that `force_locale` puts in its place."""
REMEMBERED = "language"
"""The session's key for the chosen language."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language a page can be in."""

    code: str
    """How addresses, sessions and accounts name it: "ar"."""
    tag: str
    """Its BCP 47 tag, for the `lang` attribute."""
    name: str
    """Its name in itself. No flags: a flag is a country."""
    direction: Literal["ltr", "rtl"]
    locale: Locale
    """Babel's rules for its dates and numbers."""


ENGLISH = Language("en", "en", "English", "ltr", Locale("en", "GB"))
"""As the United Nations writes it: 31 March 2026."""
LANGUAGES = (
    Language("ar", "ar", "العربية", "rtl", Locale("ar")),
    Language("zh", "zh-Hans", "中文", "ltr", Locale("zh")),
    ENGLISH,
    Language("fr", "fr", "Français", "ltr", Locale("fr")),
    Language("ru", "ru", "Русский", "ltr", Locale("ru")),
    Language("es", "es", "Español", "ltr", Locale("es")),
)
"""In the order the United Nations lists them."""
PSEUDO = Language("en-XA", "en-XA", "[Ŧéšť]", "rtl", Locale.parse(PSEUDO_LOCALE))
"""English, accented, 35% longer and right to left: what is not translatable or does not fit shows."""

_BY_CODE = {language.code: language for language in (*LANGUAGES, PSEUDO)}
_BY_LOCALE = {str(language.locale): language for language in (*LANGUAGES, PSEUDO)}


def spoken() -> Language:
    """Return the language of this page, or of the text inside `flask_babel.force_locale`."""
    return _of_locale(locale_of_page())


def language(code: str) -> Language:
    """Return the language called `code`, English if we do not speak it. For letters and accounts."""
    return _BY_CODE.get(code, ENGLISH)


def register(
    app: Flask,
    *,
    of_account: Callable[[], str | None] = lambda: None,
    remember: Callable[[str], None] = lambda _code: None,
    pseudo: bool = False,
) -> Babel:
    """Let `app` speak six languages, and the pseudo-language too if asked.

    `of_account` gives the code kept with the signed-in account; `remember`
    is told the code when a person chooses another language.
    """
    offered = (*LANGUAGES, PSEUDO) if pseudo else LANGUAGES
    codes = [known.code for known in offered]

    def keep_choice() -> None:
        asked = request.args.get("language")
        if asked in codes and session.get(REMEMBERED) != asked:
            session[REMEMBERED] = asked
            remember(asked)

    def chosen() -> Locale:
        for code in (session.get(REMEMBERED), of_account(), _accepted()):
            if code in codes:
                return _BY_CODE[code].locale
        return ENGLISH.locale

    # Before the view, so that `remember` may write in a transaction of its own.
    app.before_request(keep_choice)
    app.context_processor(lambda: {"language": spoken(), "languages": offered})
    babel = Babel(app, locale_selector=chosen)
    babel.domain_instance = _Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: texts().ugettext(text),
        ngettext=lambda one, many, number: texts().ungettext(one, many, number),
        newstyle=True,
    )
    return babel


def texts() -> NullTranslations:
    """Return the texts in the language of this page; a page asks for some hundreds."""
    return _texts(locale_of_page())


def locale_of_page() -> Locale:
    """Return Babel's rules for the language of this page.

    Flask-Babel keeps them once it has found them, but looks for where it keeps
    them four times at each of the thousand questions of a page.
    """
    try:
        kept = getattr(g, KEPT_IN, None)
    except RuntimeError:  # letters are written outside requests
        kept = None
    found: Locale | None = getattr(kept, KEPT_AS, None)
    return found or get_locale() or ENGLISH.locale


@cache
def _of_locale(locale: Locale) -> Language:
    return _BY_LOCALE.get(str(locale), ENGLISH)


@cache
def _texts(locale: Locale) -> NullTranslations:
    return catalogue(str(locale))


def _accepted() -> str | None:
    """Return the first of the browser's wishes that we speak; "zh-TW" and "fr-CA" find "zh" and "fr"."""
    ours = {known.code for known in LANGUAGES}
    wishes = (tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((code for code in wishes if code in ours), None)


class _Catalogues(Domain):
    """Flask-Babel's way to the texts, led to the catalogues in memory."""

    def get_translations(self) -> NullTranslations:
        """Return the texts in this page's language."""
        return texts()
