"""Photos and scans: the picture stays as it is to the point, and says nothing else."""

from io import BytesIO

import pytest
from PIL import Image, ImageOps

from disclosure.papers.kinds import Kind
from disclosure.papers.limits import Limits
from tests.papers.looking import cleaned, refusal
from tests.papers.making import AUTHOR, CAMERA, UPSIDE, flood, jpeg, picture, png, tiff

TOLD = (AUTHOR.encode(), CAMERA.encode(), b"xmpmeta", b"<script>")


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as opened:
        return opened.convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(jpeg(), Kind.JPEG, id="photo"),
        pytest.param(jpeg(progressive=True), Kind.JPEG, id="progressive"),
        pytest.param(jpeg(icc_profile=b"\x00" * 128), Kind.JPEG, id="with colours"),
        pytest.param(png(), Kind.PNG, id="picture"),
        pytest.param(png("P"), Kind.PNG, id="with palette"),
        pytest.param(png("LA"), Kind.PNG, id="seen through"),
    ],
)
def test_the_picture_is_the_same_and_nothing_else_is_told(content: bytes, kind: Kind) -> None:
    found, clean = cleaned(content + b"PK\x03\x04<script>evil()</script>")
    assert found is kind
    assert pixels(clean) == pixels(content)
    for word in TOLD:
        assert word not in clean
    with Image.open(BytesIO(clean)) as opened:
        assert dict(opened.getexif()) == {0x0112: UPSIDE}


def test_an_upright_photo_has_no_exif_left() -> None:
    with Image.open(BytesIO(cleaned(jpeg(exif=Image.Exif()))[1])) as opened:
        assert "exif" not in opened.info


@pytest.mark.parametrize("nonsense", [0, 9, 4711])
def test_an_orientation_that_is_none_means_upright(nonsense: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = nonsense
    with Image.open(BytesIO(cleaned(jpeg(exif=exif))[1])) as opened:
        assert dict(opened.getexif()) == {}


def test_every_page_of_a_scan_is_kept_without_loss() -> None:
    modes = ("RGB", "1", "L")
    kind, clean = cleaned(tiff(*modes))
    assert kind is Kind.TIFF
    with Image.open(BytesIO(clean)) as opened:
        assert opened.n_frames == len(modes)  # type: ignore[attr-defined]
        for number, mode in enumerate(modes):
            opened.seek(number)
            assert opened.tobytes() == picture(mode).tobytes()
    for word in TOLD:
        assert word not in clean


def test_a_scan_that_lies_on_its_side_is_put_upright() -> None:
    content = BytesIO()
    picture().save(content, "TIFF", tiffinfo={0x0112: UPSIDE})
    with Image.open(BytesIO(cleaned(content.getvalue())[1])) as opened:
        turned = picture().transpose(Image.Transpose.ROTATE_270)
        assert ImageOps.exif_transpose(opened).tobytes() == turned.tobytes()


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    assert refusal(flood(50_000, 50_000)).startswith("This picture has more than 50 million points.")
    few = Limits(pixels=10_000)
    for content in (jpeg(), png(), tiff()):
        assert refusal(content, few).startswith("This picture has more than")


def test_a_scan_of_too_many_pages_is_refused() -> None:
    assert refusal(tiff("L", "L", "L"), Limits(pages=2)).startswith("This file has more than 2 pages.")


@pytest.mark.parametrize("content", [jpeg(), png(), tiff()])
def test_a_picture_that_ends_too_soon_is_refused(content: bytes) -> None:
    for part in (len(content) // 2, 20, len(content) - 30):
        assert refusal(content[:part]).startswith("This file is damaged or incomplete.")


def test_a_picture_that_claims_points_it_has_not_is_refused() -> None:
    assert refusal(flood(3_000, 3_000)).startswith("This file is damaged or incomplete.")
