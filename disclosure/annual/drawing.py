"""Charts as boxes and texts with their places: what a picture is drawn from, in either direction of writing.

Labels stand above their bars, so a label of any length has room. The picture's own direction is
always left to right and every text says by its anchor on which side it stands: programs that draw
pictures do not agree on what "start" is in Arabic.
"""

from collections.abc import Iterator
from typing import NamedTuple

from disclosure.annual.document import Bar, Chart

WIDTH = 640
ROW = 40
BAR = 14
LABEL = 14
"""Size of a label, and how far its foot is below the top of its row."""
GAP = 6
"""Between the foot of a label and its bar."""
_TRACK, _FILL, _INK = "#dde4ec", "#124f8c", "#1b2733"
_FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans SC, sans-serif"


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: int
    width: float
    height: int
    fill: str


class Said(NamedTuple):
    """A text, and which end of it stands at its place."""

    x: int
    y: int
    anchor: str
    said: str


class Picture(NamedTuple):
    """A chart drawn, with what it says of itself."""

    title: str
    description: str
    height: int
    boxes: tuple[Box, ...]
    texts: tuple[Said, ...]
    width: int = WIDTH
    size: int = LABEL
    ink: str = _INK
    fonts: str = _FONTS


def picture(chart: Chart, direction: str) -> Picture:
    """Draw a chart for a language that is written in `direction`."""
    rows = list(enumerate(chart.bars))
    is_mirrored = direction == "rtl"
    return Picture(
        title=chart.title,
        description=chart.description,
        height=ROW * len(chart.bars),
        boxes=tuple(
            box
            for place, bar in rows
            for box in _boxes(bar, place * ROW, most=chart.most, is_mirrored=is_mirrored)
        ),
        texts=tuple(
            text for place, bar in rows for text in _texts(bar, place * ROW, is_mirrored=is_mirrored)
        ),
    )


def _boxes(bar: Bar, top: int, *, most: float, is_mirrored: bool) -> Iterator[Box]:
    """Yield the whole track, and on it the bar of what is known."""
    y = top + LABEL + GAP
    yield Box(0, y, WIDTH, BAR, _TRACK)
    length = 0.0 if bar.value is None or not most else round(WIDTH * bar.value / most, 1)
    if length:
        yield Box(round(WIDTH - length, 1) if is_mirrored else 0, y, length, BAR, _FILL)


def _texts(bar: Bar, top: int, *, is_mirrored: bool) -> Iterator[Said]:
    """Yield the label where lines begin, and the value where they end."""
    near, far = ((WIDTH, "end"), (0, "start")) if is_mirrored else ((0, "start"), (WIDTH, "end"))
    for (x, anchor), said in ((near, bar.label), (far, bar.text)):
        yield Said(x, top + LABEL, anchor, said)
