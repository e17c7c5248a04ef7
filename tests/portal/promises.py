"""What every page promises, whatever it is about."""

from disclosure.web.languages import LANGUAGES
from tests.portal.browser import Page
from tests.web.reading import broken_references, labelled

DIRECTIONS = {language.tag: language.direction for language in LANGUAGES}
UNLABELLED = {"hidden", "submit"}


def check(page: Page) -> None:
    """Fail with the address of the page and the promise it breaks."""
    root = page.whole.one("html")
    where = f"{page.status} {page.address}"
    assert len(page.whole.all("h1")) == 1, f"{where} has not one h1"
    assert DIRECTIONS[root.get("lang")] == root.get("dir"), where
    assert page.heading in page.title, where
    assert broken_references(page.whole) == [], where
    named = labelled(page.whole)
    for box in page.whole.all("input", "select", "textarea"):
        if box.get("type") not in UNLABELLED:
            assert id(box) in named, f"{where}: {box.get('name')} has no label"
    for script in page.whole.all("script"):
        assert script.get("src").startswith("/script/"), f"{where} has a script of its own"
        assert script.get("nonce"), f"{where} has a script that no browser runs"
    _check_error(page, where)


def _check_error(page: Page, where: str) -> None:
    if not page.problems:
        return
    (box,) = page.whole.with_class("error-summary")
    assert "autofocus" in box.attributes, f"{where}: the summary takes the focus"
    ids = {element.get("id") for element in page.whole}
    for link in box.all("a"):
        assert link.get("href").removeprefix("#") in ids, f"{where}: a problem leads nowhere"
