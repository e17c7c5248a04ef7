"""A page as the tests read it: a strict HTML reader with the few questions that are asked of a page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Element:
    """An element as it was read; a page that was read is never changed."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def __iter__(self) -> "Iterator[Element]":
        """Yield this element and all below it, in the order of the page."""
        return iter(self._whole)

    @cached_property
    def _whole(self) -> "list[Element]":
        below = [one for child in self.children if isinstance(child, Element) for one in child._whole]
        return [self, *below]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, *tags: str, **attributes: str) -> "list[Element]":
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self._whole
            if element.tag in tags and wanted.items() <= element.attributes.items()
        ]

    def one(self, *tags: str, **attributes: str) -> "Element":
        (found,) = self.all(*tags, **attributes)
        return found

    def by_id(self, wanted: str) -> "Element":
        (found,) = [element for element in self if element.get("id") == wanted]
        return found

    def with_class(self, wanted: str) -> "list[Element]":
        return [element for element in self if wanted in element.get("class").split()]

    @cached_property
    def text(self) -> str:
        parts = (child.text if isinstance(child, Element) else child for child in self.children)
        return " ".join(" ".join(parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice: {names}"
        if tag == "option":
            self._end_option()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def _end_option(self) -> None:
        """An option ends where the next one begins, or its list ends, whether that is said or not."""
        if self.open[-1].tag == "option":
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "datalist"):
            self._end_option()
        closed = self.open.pop()
        assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}> on line {self.getpos()[0]}"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """Return the page; fails if an element is not closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (document,) = reader.open
    return document


def broken_references(page: Element) -> list[str]:
    """Return the ids that the page points at but does not have, and those it has twice."""
    ids = [element.get("id") for element in page if element.get("id")]
    pointed = [
        wanted
        for element in page
        for attribute in ("aria-describedby", "aria-labelledby", "for")
        for wanted in element.get(attribute).split()
    ]
    pointed += [link.get("href")[1:] for link in page.all("a") if link.get("href").startswith("#")]
    times = Counter(ids)
    return [wanted for wanted in pointed if not times[wanted]] + [own for own in ids if times[own] > 1]


def labelled(page: Element) -> set[int]:
    """Return the inputs with a label of words, by `id()`: the label names them, or they stand in it."""
    labels = [label for label in page.all("label") if label.text]
    named = {label.get("for") for label in labels} - {""}
    inside = {id(box) for label in labels for box in label}
    return inside | {id(element) for element in page if element.get("id") in named}
