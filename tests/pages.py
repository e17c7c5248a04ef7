"""What every page of every site must keep to, checked on the HTML that is sent."""

from collections.abc import Iterator

from disclosure.web.languages import LANGUAGES, PSEUDO
from tests.web.reading import Element, broken_references, labelled, read

DIRECTIONS = {language.tag: language.direction for language in (*LANGUAGES, PSEUDO)}
UNLABELLED = {"hidden", "submit", "button"}


def checked(html: str) -> Element:
    """Return the page, after checking it."""
    page = read(html)
    found = list(faults(page))
    assert not found, "; ".join(found)
    return page


def faults(page: Element) -> Iterator[str]:
    """Yield what is wrong with a page, in words."""
    whole = page.one("html")
    if DIRECTIONS.get(whole.get("lang")) != whole.get("dir"):
        yield f"lang={whole.get('lang')!r} with dir={whole.get('dir')!r}"
    headings = [heading.text for heading in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one h1 with words, not {headings}"
    if not page.one("head").one("title").text:
        yield "a page without a title"
    if len(page.all("main")) != 1:
        yield "one main part"
    yield from (f"an id or a reference is broken: {wanted}" for wanted in broken_references(page))
    yield from _controls(page)
    yield from _levels(page)
    yield from (f"a link without words: {link.get('href')}" for link in page.all("a") if not _name(link))
    yield from (
        f"a form that changes something by {form.get('method')}"
        for form in page.all("form")
        if form.get("method") != "post" and form.all("button")
    )


def _controls(page: Element) -> Iterator[str]:
    named_by = labelled(page)
    for control in page.all("input", "select", "textarea"):
        named = id(control) in named_by or control.get("aria-label")
        if control.get("type") not in UNLABELLED and not named:
            yield f"a control without a label: {control.get('name')}"
    for group in page.all("fieldset"):
        if not any(legend.text for legend in group.all("legend")):
            yield "a fieldset without a legend"
    for table in page.all("table"):
        if not any(caption.text for caption in table.all("caption")):
            yield "a table without a caption"
    yield from ("a button without words" for button in page.all("button") if not _name(button))


def _levels(page: Element) -> Iterator[str]:
    """Headings go down one level at a time."""
    above = 0
    for heading in page.all("h1", "h2", "h3", "h4"):
        level = int(heading.tag[1])
        if level > above + 1 and above:
            yield f"{heading.tag} “{heading.text}” stands under h{above}"
        above = level


def _name(element: Element) -> str:
    return element.text or element.get("aria-label")
