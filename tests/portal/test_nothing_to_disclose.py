"""The fastest honest path: Amina has nothing to disclose."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import FilingState
from disclosure.models import Statement
from tests.cast import Cast
from tests.portal.browser import Browser, Page

CODES = (
    "holdings",
    "property",
    "debts",
    "outside-income",
    "outside-roles",
    "gifts",
    "family-work",
    "anything-else",
)
AT_HOME = {"household_confirmed": "yes", "duties_unchanged": "yes"}
ALL_NO = {f"q-{code}": "no" for code in CODES}
BOTH_BOXES = {"certified_1": "y", "certified_2": "y"}


def to_check(browser: Browser) -> Page:
    page = browser.send(browser.open("/2020/start"))
    page = browser.send(page, AT_HOME)
    return browser.send(page, ALL_NO)


def test_amina_files_nil_in_sixteen_clicks_and_five_pages(amina: Browser, cast: Cast, db: Session) -> None:
    page = amina.send(to_check(amina), BOTH_BOXES)
    db.refresh(cast.amina.filing)
    assert page.heading == "Filed"
    assert cast.amina.filing.reference is not None
    assert cast.amina.filing.reference in page.text
    assert cast.amina.filing.state is FilingState.FILED
    assert cast.amina.filing.nil
    assert amina.clicks <= 16
    assert amina.pages == 5
    assert db.scalar(select(func.count()).select_from(Statement)) == 1
