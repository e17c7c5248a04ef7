"""Make the fonts of the papers, once, by hand; the result is committed.

What is printed must be readable in six languages on a machine without fonts
and without a network, so a small cut of Noto lies in the package
(disclosure/printing/fonts, SIL Open Font License 1.1). To make it anew:

    apt-get install fonts-noto-core          # Noto Sans and Noto Sans Arabic
    npm pack @fontsource/noto-sans-sc        # Noto Sans SC; unpack it
    uv run --with fonttools --with brotli tools/fonts/make.py package

Latin, Greek and Cyrillic stay in one file: the typesetter does not join two
files of one family. The Chinese file keeps every Chinese character that
the "chinese-simplified" cut has. Beside the fonts stands which characters they
have, so that one without a shape is noticed before it is printed.
"""

# ruff: noqa: INP001 - a script, run by hand

import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[2] / "disclosure" / "printing" / "fonts"
DEBIAN = Path("/usr/share/fonts/truetype/noto")
CHINESE_FILE = "files/noto-sans-sc-chinese-simplified-400-normal.woff2"

LATIN = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF),
    (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0),
    (0x2113, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2260, 0x2265), (0x25CC, 0x25CC),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
ARABIC = (
    (0x20, 0x20), (0xA0, 0xA0), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x200C, 0x200F),
    (0x2010, 0x2011), (0x2066, 0x2069), (0x25CC, 0x25CC),
)  # fmt: skip
CHINESE = ((0x2460, 0x24FF), (0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))


def cut(source: Path, ranges: Iterable[tuple[int, int]], family: str, name: str) -> set[int]:
    """Write the cut of one font and return the characters it has."""
    font = TTFont(source)
    options = Options(hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14, 16, 17], notdef_outline=True)
    options.layout_features = ["*"] if ranges is ARABIC else ["kern", "mark", "mkmk", "ccmp", "locl"]
    wanted = {point for first, last in ranges for point in range(first, last + 1)}
    wanted &= set(font.getBestCmap())
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    names = font["name"]
    for wrong in (16, 17):
        names.removeNames(nameID=wrong)
    names.setName(family, 1, 3, 1, 0x409)
    names.setName("Bold" if "Bold" in name else "Regular", 2, 3, 1, 0x409)
    font.flavor = None
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(OUT / f"{name}.ttf")
    return set(font.getBestCmap())


def ranges_of(points: set[int]) -> list[str]:
    """Return the characters as hexadecimal ranges."""
    ranges, ordered = [], sorted(points)
    first = last = ordered[0]
    for point in [*ordered[1:], -1]:
        if point != last + 1:
            ranges.append(f"{first:x}-{last:x}" if last > first else f"{first:x}")
            first = point
        last = point
    return ranges


def main(package: Path) -> None:
    """Cut the fonts and write down which characters they have."""
    points = cut(package / CHINESE_FILE, CHINESE, "Noto Sans SC", "NotoSansSC-Regular")
    for weight in ("Regular", "Bold"):
        latin, arabic = f"NotoSans-{weight}", f"NotoSansArabic-{weight}"
        points |= cut(DEBIAN / f"{latin}.ttf", LATIN, "Noto Sans", latin)
        points |= cut(DEBIAN / f"{arabic}.ttf", ARABIC, "Noto Sans Arabic", arabic)
    (OUT / "characters.txt").write_text(fill(" ".join(ranges_of(points)), 100) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
