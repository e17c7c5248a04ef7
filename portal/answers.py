"""The short answers of the help page, and finding those that have some words."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

LONGEST_SEARCH = 100
_ENDING = 2
_LONG = 6
"""Letters from which on a word is looked for without its last two: they say its case or number."""


class Answer(NamedTuple):
    """One question with its answer, in the language of the page. `link` is an address and its words."""

    title: str
    texts: tuple[str, ...]
    link: tuple[str, str] | None = None

    @property
    def words(self) -> str:
        """Everything it says, as it is searched."""
        return plain(" ".join((self.title, *self.texts, self.link[1] if self.link else "")))


def on_filing() -> list[Answer]:
    """Return what is asked about filing."""
    return [
        Answer(
            _("How do I file?"),
            (
                _(
                    "Sign in and choose Start. Say whether household and duties are as shown, answer "
                    "eight questions, read your answers, certify and file. Everything is saved when "
                    "you choose Continue; you can go on later or on another device."
                ),
                _(
                    "If you cannot tell whether something belongs in your statement, choose “Not "
                    "sure”. It is not held against you: the ethics office helps you decide."
                ),
            ),
            (url_for("helping.worksheet"), _("The questions on paper, to print")),
        ),
        Answer(
            _("I have nothing to disclose. Must I file?"),
            (_("Yes. You answer no to each question, and certify that. Most people need a few minutes."),),
        ),
        Answer(
            _("I cannot file in time"),
            (
                _(
                    "Ask for more time, an extension, on the page of your statement, with a reason. "
                    "After the due date you can still file."
                ),
            ),
        ),
        Answer(
            _("I made a mistake"),
            (
                _(
                    "Open your statement and choose Amend. You give a reason; the version filed before "
                    "is kept."
                ),
            ),
        ),
    ]


def on_data(years: int | None) -> list[Answer]:
    """Return what is asked about one's data; `years` is how long it is kept, if one programme says so."""
    return [
        Answer(
            _("What do you collect?"),
            (
                _(
                    "From your organisation: your name, post, grade, entity, duty station and e-mail "
                    "address. From you: what you answer, list and write here, and the files you send. "
                    "About your use of this site: when you signed in, and who opened what. No address "
                    "of your device is kept with it, and nothing is asked of other sites."
                ),
            ),
        ),
        Answer(
            _("Who can read what I write?"),
            (
                _(
                    "You, the reviewers of your case, whoever approves advice for you, and the ethics "
                    "office. The programme office sees whether you have filed, never what. A delegate "
                    "you name can prepare your statement and see the draft, but cannot certify it."
                ),
                _(
                    "Each time somebody opens your statement it is written down, and you can read it "
                    "under “My data”."
                ),
            ),
        ),
        Answer(_("How long is it kept?"), (_kept_for(years),)),
    ]


def _kept_for(years: int | None) -> str:
    then = _("Then the keys that open it are destroyed, also in the backups.")
    kept: str = (
        ngettext(
            "For %(num)d year after the cycle of your statement is closed; “My data” "
            "shows it for each of your statements.",
            "For %(num)d years after the cycle of your statement is closed; “My data” "
            "shows it for each of your statements.",
            years,
        )
        if years
        else _(
            "For as long as your organisation's rules say; “My data” shows it for each of your statements."
        )
    )
    return f"{kept} {then}"


def having(answers: Sequence[Answer], sought: str) -> list[Answer]:
    """Return the answers that have each of these words, whatever their accents and capitals; all for none."""
    stems = [_stem(word) for word in re.findall(r"\w+", plain(sought))]
    return [answer for answer in answers if all(stem in answer.words for stem in stems)]


def plain(text: str) -> str:
    """Return `text` without capitals and marks: accents, vowel signs, the hamza upon a letter."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _stem(word: str) -> str:
    return word[:-_ENDING] if len(word) >= _LONG else word
