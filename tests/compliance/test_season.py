"""The page of a season adds up, and every count opens the list of whom it counts."""

from sqlalchemy.orm import Session

from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser, row


def test_olu_is_led_to_the_newest_season(cast: Cast, olu: Browser) -> None:
    page = olu.follows("/")
    assert page.one("h1").text == "Cycle of 2020"


def test_olu_sees_the_season_add_up(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    office.prepare(cast.chen)
    page = olu.opens("/cycle/2020")
    dos = row(page, "entities", "DOS")
    assert dos[1:5] == ["3 required of DOS", "1 filed of DOS", "2 not filed of DOS", "33.3%"]
