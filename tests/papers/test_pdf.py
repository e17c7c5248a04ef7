"""PDF files: their pages come through, and nothing that acts, hides or tells."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream, String

from disclosure.papers.kinds import Kind
from disclosure.papers.limits import Limits
from tests.papers.looking import cleaned, refusal
from tests.papers.making import (
    AUTHOR,
    CAMERA,
    armed,
    blank,
    deep_flate,
    jpeg,
    pdf,
    pdf_with_deep_index,
    pdf_with_stream,
    script,
    written,
)

ACTIVE = (b"JavaScript", b"/JS", b"Launch", b"/URI", b"evil", b"EmbeddedFile", b"/XFA", b"Rendition", b"/AA")


def whole(content: bytes) -> bytes:
    """Everything in a document, unpacked."""
    with Pdf.open(BytesIO(content)) as document:
        packed = BytesIO()
        document.save(
            packed,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return packed.getvalue()


def test_the_pages_come_through() -> None:
    kind, clean = cleaned(pdf("Saldo 1.200", pages=3))
    assert kind is Kind.PDF
    with Pdf.open(BytesIO(clean)) as document:
        assert len(document.pages) == 3
        assert b"(Saldo 1.200)" in document.pages[0].Contents.read_bytes()


def test_nothing_in_it_acts_or_hides() -> None:
    before = written(armed())
    for word in ACTIVE:
        assert word in whole(before), word
    _kind, clean = cleaned(before)
    for word in ACTIVE:
        assert word not in whole(clean), word
    for act in (b"opening", b"naming", b"closing", b"chained", b"played", b"MZ"):
        assert act not in whole(clean), act
    with Pdf.open(BytesIO(clean)) as document:
        assert "/OpenAction" not in document.Root
        jump = document.pages[0].Annots[1].A
        assert (jump.S, len(jump.Next)) == (Name.GoTo, 0), "a jump inside the file may stay"


def test_nobody_is_named_in_it() -> None:
    before = written(armed())
    assert AUTHOR.encode() in whole(before)
    assert AUTHOR.encode() not in whole(cleaned(before)[1])


def test_an_action_is_taken_out_wherever_it_stands() -> None:
    document = blank()
    deep = Dictionary(Odd=Array([Array([Dictionary(Odder=script("hidden()"))]), script("barely()")]))
    document.pages[0].Resources = Dictionary(Properties=Dictionary(P1=document.make_indirect(deep)))
    clean = whole(cleaned(written(document))[1])
    assert b"/P1" in clean
    assert b"hidden" not in clean
    assert b"barely" not in clean


def test_fonts_and_pictures_may_have_any_name() -> None:
    document = blank()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))
    form = document.make_stream(b"0 0 m", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    names = Dictionary(Font=Dictionary(AA=font), XObject=Dictionary(F=form, URI=form))
    document.pages[0].Resources = names
    with Pdf.open(BytesIO(cleaned(written(document))[1])) as clean:
        kept = clean.pages[0].Resources
        assert list(kept.Font.keys()) == ["/AA"]
        assert set(kept.XObject.keys()) == {"/F", "/URI"}


def test_a_photo_on_a_page_does_not_tell_where_it_was_taken() -> None:
    document, photo = blank(), jpeg()
    image = document.make_stream(photo, Type=Name.XObject, Subtype=Name.Image, Width=160, Height=120)
    image.Filter, image.ColorSpace, image.BitsPerComponent = Name.DCTDecode, Name.DeviceRGB, 8
    document.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
    assert CAMERA.encode() in photo
    with Pdf.open(BytesIO(cleaned(written(document))[1])) as clean:
        kept = clean.pages[0].Resources.XObject.I
        assert isinstance(kept, Stream)
        assert CAMERA.encode() not in kept.read_raw_bytes()
        assert pikepdf.PdfImage(kept).as_pil_image().size == (160, 120)


def test_what_follows_the_file_is_cut_off() -> None:
    _kind, clean = cleaned(pdf() + b"PK\x03\x04<script>evil()</script>")
    assert b"evil" not in clean
    assert b"PK" not in clean


def test_a_file_locked_with_a_password_is_refused() -> None:
    locked = written(blank(), encryption=Encryption(owner="owner", user="user"))
    assert refusal(locked).startswith("This PDF file is locked with a password.")


def test_a_file_that_anybody_can_read_loses_its_lock() -> None:
    _kind, clean = cleaned(written(blank(), encryption=Encryption(owner="owner", user="")))
    with Pdf.open(BytesIO(clean)) as document:
        assert not document.is_encrypted


def test_too_many_pages_are_refused_and_so_is_none() -> None:
    assert refusal(pdf(pages=6), Limits(pages=5)).startswith("This file has more than 5 pages.")
    assert cleaned(pdf(pages=5), Limits(pages=5))[0] is Kind.PDF
    assert refusal(written(blank(pages=0))).startswith("This file is damaged")


@pytest.mark.parametrize(
    "trap",
    [
        pytest.param(lambda: pdf_with_stream(deep_flate(600), Name.FlateDecode), id="deep"),
        pytest.param(
            lambda: pdf_with_stream(b"twice", Array([Name.FlateDecode, Name.FlateDecode])), id="twice packed"
        ),
    ],
)
def test_a_file_that_inflates_without_bounds_is_refused(trap: object) -> None:
    assert callable(trap)
    assert refusal(trap()).startswith("This file takes too much work to open.")


def test_a_file_whose_own_index_inflates_without_bounds_is_refused() -> None:
    assert refusal(pdf_with_deep_index(1500)).startswith(("This file is damaged", "This file takes too much"))


def test_a_picture_of_too_many_points_on_a_page_is_refused() -> None:
    document = blank()
    image = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=50_000, Height=50_000)
    document.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
    assert refusal(written(document)).startswith("This picture has more than 50 million points.")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 9, pdf()[:200]])
def test_what_only_begins_like_one_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("This file is damaged or incomplete.")


def test_a_string_is_no_action() -> None:
    document = blank()
    document.Root.Lang = String("JavaScript")
    assert b"JavaScript" in whole(cleaned(written(document))[1])
