"""A whole and its parts as table and chart: what several subjects of the report look like."""

from collections.abc import Mapping

from disclosure.annual.document import Bar, Cell, Chart, Column, Row, Table
from disclosure.annual.shown import Shown
from disclosure.domain.messages import Message


def parts_of(shown: Shown, whole: str, words: Mapping[str, Message]) -> list[tuple[str, str]]:
    """Return the name and the key of each part, in the order of `words`."""
    return [(shown.tongue.gettext(word.msgid), f"{whole}/{code}") for code, word in words.items()]


def table(
    shown: Shown, parts: list[tuple[str, str]], *, whole: str, headings: tuple[str, str], total: str
) -> Table:
    """Return the parts with their shares, and the whole below them."""
    what, count = headings
    rows = [Row((Cell(name), shown.cell(key), shown.share_cell(key, whole))) for name, key in parts]
    return Table(
        columns=(Column(what, numeric=False), Column(count), Column(shown.tongue.gettext("Per cent"))),
        rows=(*rows, Row((Cell(total), shown.cell(whole), Cell("")), strong=True)),
    )


def chart(shown: Shown, parts: list[tuple[str, str]], *, title: str, whole: str) -> Chart:
    """Return one bar for each part, the longest as long as the largest part that is shown."""
    gettext = shown.tongue.gettext
    bars = tuple(
        Bar(
            name,
            shown.value(key),
            gettext("%(number)s (%(share)s)", number=shown.count(key), share=shown.share(key, whole)),
        )
        for name, key in parts
    )
    return Chart(
        title=title,
        description=gettext("One bar for each line of the table."),
        bars=bars,
        most=max((bar.value or 0 for bar in bars), default=0),
    )


def listed(shown: Shown, parts: list[tuple[str, str]]) -> str:
    """Return the parts in a row: name and number."""
    gettext = shown.tongue.gettext
    return "; ".join(
        gettext("%(name)s %(number)s", name=name, number=shown.count(key)) for name, key in parts
    )
