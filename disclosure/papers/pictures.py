"""Pictures: opened to see that they are what they claim, and kept without what else they tell."""

from typing import BinaryIO

from PIL import Image, ImageOps, ImageSequence
from PIL.TiffImagePlugin import AppendingTiffWriter

from disclosure.papers import jpeg, png
from disclosure.papers.exif import ORIENTATION, readable
from disclosure.papers.faults import Fault, Unfit
from disclosure.papers.limits import Limits

ALL_PAGES = 10
"""How many times the points of one picture all pages of a file may have together."""


def clean_jpeg(source: BinaryIO, target: BinaryIO, limits: Limits) -> None:
    """Copy a photo. It is decoded at an eighth of its size: enough to see that it is whole."""
    with _opened(source, "JPEG", limits) as picture:
        orientation = readable(picture.getexif().get(ORIENTATION))
        picture.draft(None, (picture.width // 8, picture.height // 8))
        picture.load()
    source.seek(0)
    target.write(jpeg.stripped(source.read(), orientation=orientation))


def clean_png(source: BinaryIO, target: BinaryIO, limits: Limits) -> None:
    """Copy a picture, after decoding it."""
    with _opened(source, "PNG", limits) as picture:
        picture.load()
        orientation = readable(picture.getexif().get(ORIENTATION))
    source.seek(0)
    target.write(png.stripped(source.read(), orientation=orientation))


def clean_tiff(source: BinaryIO, target: BinaryIO, limits: Limits) -> None:
    """Write every page of a scan anew, point by point, upright and without loss."""
    with _opened(source, "TIFF", limits) as picture, AppendingTiffWriter(target) as pages:
        points = 0
        for number, page in enumerate(ImageSequence.Iterator(picture), start=1):
            points += page.width * page.height
            if number > limits.pages:
                raise Unfit(Fault.PAGES)
            if page.width * page.height > limits.pixels or points > ALL_PAGES * limits.pixels:
                raise Unfit(Fault.PIXELS)
            alone = ImageOps.exif_transpose(page)
            known = {name: alone.info[name] for name in ("dpi", "icc_profile") if name in alone.info}
            alone = alone.copy()
            alone.info = {}
            alone.getexif().clear()
            packing = "group4" if alone.mode == "1" else "tiff_adobe_deflate"
            alone.save(pages, format="TIFF", compression=packing, **known)
            pages.newFrame()


def _opened(source: BinaryIO, kind: str, limits: Limits) -> Image.Image:
    """Read the head of a picture. Raises Unfit for one of too many points, before any is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and told in our words
    picture = Image.open(source, formats=[kind])
    if picture.width * picture.height > limits.pixels:
        raise Unfit(Fault.PIXELS)
    return picture
