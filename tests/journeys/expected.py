"""What a page must be when a journey says that it is in a state: its address, answer, heading and words.

Headings and sentences stand in the tables in the English of the catalogue, and are looked for in the
language of the page. A refusal, the page of signing in and a page in another state are none of them.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus

from playwright.sync_api import Page, Response

from disclosure.catalogues import catalogue
from disclosure.web.languages import LANGUAGES

_CODES = {language.tag: language.code for language in LANGUAGES}
_NAMED = re.compile(r"%\(\w+\)[a-z]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_PAGE = """() => ({
  tag: document.documentElement.lang,
  path: location.pathname,
  heading: [...document.querySelectorAll("h1")].map(one => one.textContent).join(" | "),
  text: document.querySelector("main")?.parentElement.textContent ?? "",
  problems: document.querySelector(".error-summary li") !== null,
})"""


@dataclass(frozen=True, slots=True)
class Expected:
    """A page. A `*` in its path is what tells one row from another; what is empty is not looked at."""

    path: str
    heading: str = ""
    says: str = ""
    status: int = HTTPStatus.OK
    problems: bool = False
    """Whether it begins with what is to be mended."""


def mended(path: str, heading: str, says: str = "", status: int = HTTPStatus.OK) -> Expected:
    """Return a page that begins with what is to be mended."""
    return Expected(path, heading, says, status, problems=True)


def misfits(page: Page, answer: Response | None, expected: Expected) -> list[str]:
    """Return in what a page is not the expected one; nothing when it is."""
    found = page.evaluate(_PAGE)
    tag, status = found["tag"], answer.status if answer else 0
    said = _plain(found["heading"])
    wrong = {
        f"answered with {status}, not {expected.status}": status != expected.status,
        f"at {found['path']}, not {expected.path}": not _is_at(expected.path, found["path"]),
        f"headed “{said}”, not “{expected.heading}”": not _says(said, expected.heading, tag, whole=True),
        f"without “{expected.says}”": not _says(_plain(found["text"]), expected.says, tag),
        "with problems" if found["problems"] else "without problems": found["problems"] != expected.problems,
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def _is_at(pattern: str, path: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), path) is not None


def _says(text: str, msgid: str, tag: str, *, whole: bool = False) -> bool:
    """Tell whether a text holds a sentence of the catalogue, whatever stands in the place of its names."""
    translated = catalogue(_CODES.get(tag, "en")).gettext(msgid) if msgid else ""
    pattern = ".+?".join(re.escape(_plain(part)) for part in _NAMED.split(translated))
    return not msgid or re.search(f"^{pattern}$" if whole else pattern, text) is not None


def _plain(text: str) -> str:
    """Return a text without the marks around names, every space alike."""
    return " ".join(_ISOLATES.sub("", text).split())
