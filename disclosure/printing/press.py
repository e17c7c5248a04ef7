"""The press: a paper becomes a PDF in memory, tagged and archivable, without a network or a file.

The template and the fonts are read from the package; what a paper says goes to
the typesetter as JSON and is set as text, so nothing in it can be markup.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

import msgspec
import typst

from disclosure.printing.papers import Paper

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
FONTS = _HERE / "fonts"
STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]
"""PDF/A-2a (ISO 19005-2), to be read in many years; PDF/UA-1 (ISO 14289-1), to be read aloud."""
UNCOVERED = "\ufffd"
"""Printed for a character that no font of the package has."""

_LATIN, _ARABIC, _CHINESE = "Noto Sans", "Noto Sans Arabic", "Noto Sans SC"
_LINE_END = ord("\n")
_POINTS_PER_INCH = 144
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
_REGIONS = {"en": "gb", "zh": "cn"}


def pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """Return `paper` as a PDF. The same paper and instant give the same bytes."""
    said = msgspec.to_builtins(paper)
    return typeset("paper.typ", said, language=paper.language, direction=paper.direction, made_at=made_at)


def typeset(
    template: str, said: dict[str, Any], *, language: str, direction: str, made_at: datetime
) -> bytes:
    """Return what is said as a PDF by a template of the package. The same gives the same bytes.

    `said` has plain values only and tells under `uncovered` what is printed where a character has no shape.
    """
    told = _covered(said)
    main = language.partition("-")[0]
    told |= {
        "language": main,
        "main_language": main,
        "region": _REGIONS.get(main),
        "right_to_left": direction == "rtl",
        "fonts": [_ARABIC, _LATIN, _CHINESE] if main == "ar" else [_LATIN, _ARABIC, _CHINESE],
        "bold": "regular" if main == "zh" else "bold",
        "uncovered": told["uncovered"] if told != said else "",
    }
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": msgspec.json.encode(told).decode()},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )


def picture(svg: str) -> bytes:
    """Return a picture of lines and text as one of points (PNG), for programs that know no other."""
    return typst.compile(
        TEMPLATES / "picture.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"picture": svg},
        format="png",
        ppi=_POINTS_PER_INCH,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _covered(said: Any) -> Any:  # noqa: ANN401 - whatever a paper is made of
    """Return the same with what has no shape replaced."""
    if isinstance(said, str):
        return "".join(sign if _has_shape(ord(sign)) else _instead(sign) for sign in said)
    if isinstance(said, dict):
        return {name: _covered(part) for name, part in said.items()}
    return type(said)(_covered(part) for part in said) if isinstance(said, (tuple, list)) else said


def _instead(sign: str) -> str:
    """Return nothing for a sign that has no shape of its own, a mark for any other."""
    return "" if category(sign) in _UNSEEN else UNCOVERED


@cache
def _has_shape(point: int) -> bool:
    return bisect_right(_bounds(), point) % 2 == 1 or point == _LINE_END


@cache
def _bounds() -> tuple[int, ...]:
    """Return where runs of characters with a shape begin and end, in ascending order."""
    return tuple(_ends((FONTS / "characters.txt").read_text(encoding="ascii").split()))


def _ends(ranges: list[str]) -> Iterator[int]:
    for one in ranges:
        first, _dash, last = one.partition("-")
        yield int(first, 16)
        yield int(last or first, 16) + 1
