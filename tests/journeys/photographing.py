"""`make screens`: the ten main pages of a filer in English and Arabic, into docs/screens/."""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from disclosure.casework import reading
from tests.journeys import server
from tests.journeys.browser import OFFICE, launched
from tests.journeys.instance import COOKIE, Instance, prepare, walker
from tests.journeys.people import FANNY, HUDA, NADIA, OTTO, Walker, six_items
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
SIZE = {"width": 1000, "height": 760}
COLOURS = 48
"""Enough for text and a few plain colours, and a fifth of the bytes."""
Shot = Callable[[Journey, str], None]


def photograph() -> None:
    """Walk and press the shutter, each time in an office of its own."""
    for language in ("en", "ar"):
        with tempfile.TemporaryDirectory() as folder, launched() as browser:
            instance = prepare(Path(folder) / "instance")
            with server.serving(instance.folder) as base:
                _walk(browser, instance, base, language)


def _walk(browser: Browser, instance: Instance, base: str, language: str) -> None:
    def shoot(journey: Journey, name: str) -> None:
        picture = Image.open(io.BytesIO(journey.page.screenshot(full_page=True, animations="disabled")))
        target = SCREENS / f"{name}.{language}.png"
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        print(target.name, target.stat().st_size)  # noqa: T201 - what a person at a terminal waits for

    def sit(walker: Walker) -> AbstractContextManager[Journey]:
        return _seated(browser, instance, base, language, walker)

    with sit(NADIA) as journey:
        _first_time(journey, shoot)
    with sit(OTTO) as journey:
        _again(journey, shoot)
    with sit(HUDA) as journey:
        journey.press(journey.open("/2020/messages").page.locator('main a[href*="/advice/"]').first)
        shoot(journey, "9-advice")
    with instance.office() as office:
        filed, keys = walker(office.db, FANNY, office.cast.cycle).filing, office.cast.keys.review
        reading.statement(office.db, keys.opener, by=office.rosa, filing=filed, why=reading.Why.REVIEW)
    with sit(FANNY) as journey:
        shoot(journey.open("/my-data"), "10-my-data")


def _first_time(journey: Journey, shoot: Shot) -> None:
    shoot(journey.open("/home"), "1-home")
    shoot(journey.open("/2020/start"), "2-start")
    shoot(journey.send(), "3-household")
    journey.choose(household_confirmed="yes", duties_unchanged="yes").send()
    journey.choose(**{f"q-{code}": "no" for code in CODES})
    shoot(journey, "5-questions")
    journey.send().choose(certified_1="y", certified_2="y")
    shoot(journey, "7-check")
    shoot(journey.send(), "8-receipt")


def _again(journey: Journey, shoot: Shot) -> None:
    journey.open("/2020/start").send()
    journey.choose(household_confirmed="yes", duties_unchanged="yes").send()
    journey.choose(**{f"said-{item.id}": "unchanged" for item in six_items()})
    shoot(journey, "4-last-year")
    journey.send().choose(**{f"q-{code}": "yes" if code == "debts" else "no" for code in CODES})
    journey.send().open("/2020/debts/new").send()
    shoot(journey, "6-item-with-problems")


@contextmanager
def _seated(
    browser: Browser, instance: Instance, base: str, language: str, walker: Walker
) -> Iterator[Journey]:
    context = browser.new_context(viewport=SIZE, locale=language)  # type: ignore[arg-type]
    cookie = instance.cookie(walker, language)
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": base}])
    yield Journey(context.new_page(), base, OFFICE)
    context.close()


if __name__ == "__main__":
    photograph()
