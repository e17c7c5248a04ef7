"""Files as people send them, and as those do who mean harm: made here, none found elsewhere."""

import struct
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, StreamDecodeLevel, String
from PIL import Image
from PIL.PngImagePlugin import PngInfo

AUTHOR = "Amina Odhiambo"
CAMERA = "Kamera 4711"
UPSIDE = 6
"""Turned by a quarter, as telephones write it."""


def picture(mode: str = "RGB") -> Image.Image:
    return Image.effect_mandelbrot((160, 120), (-2.0, -1.5, 1.0, 1.5), 60).convert(mode)


def told() -> Image.Exif:
    """What a telephone writes into a photo: its name, the place, and which side is up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = UPSIDE, CAMERA, AUTHOR
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 3.0), 3: "E", 4: (36.0, 49.0, 0.0)})
    return exif


def jpeg(*, exif: Image.Exif | None = None, **settings: object) -> bytes:
    content = BytesIO()
    picture().save(
        content, "JPEG", exif=told() if exif is None else exif, comment=AUTHOR.encode(), **settings
    )
    return content.getvalue()


def png(mode: str = "RGB") -> bytes:
    content, texts = BytesIO(), PngInfo()
    texts.add_text("Author", AUTHOR)
    texts.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>")
    picture(mode).save(content, "PNG", pnginfo=texts, exif=told())
    return content.getvalue()


def tiff(*modes: str) -> bytes:
    first, *others = [picture(mode) for mode in modes or ("RGB",)]
    content = BytesIO()
    first.save(content, "TIFF", save_all=True, append_images=others, tiffinfo={315: AUTHOR, 270: CAMERA})
    return content.getvalue()


def blank(pages: int = 1) -> Pdf:
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def written(pdf: Pdf, **settings: object) -> bytes:
    content = BytesIO()
    pdf.save(content, **settings)  # type: ignore[arg-type]
    return content.getvalue()


def pdf(text: str = "A statement of the bank", pages: int = 1) -> bytes:
    """A plain document; `text` stands on its first page."""
    whole = blank(pages)
    whole.pages[0].Contents = whole.make_stream(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
    return written(whole, compress_streams=False)


def script(code: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def deep_flate(megabytes: int) -> bytes:
    """So many megabytes of nothing in a few kilobytes."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    one = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (megabytes * 2**20 % 65521) << 16 | 1
    return b"\x78\xda" + one * megabytes + b"\x03\x00" + struct.pack(">I", checksum)


def pdf_with_stream(packed: bytes, filters: pikepdf.Object) -> bytes:
    """A document whose page is drawn by a packed stream as it is given."""
    whole = blank()
    whole.pages[0].Contents = whole.make_stream(b"")
    whole.pages[0].Contents.write(packed, filter=filters)
    return written(whole, stream_decode_level=StreamDecodeLevel.none, compress_streams=False)


def pdf_with_deep_index(megabytes: int) -> bytes:
    """A document whose index of objects inflates to so many megabytes."""
    packed = deep_flate(megabytes)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    index = (
        b"5 0 obj\n<</Type/XRef/Size 10000000/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    )
    return head + index % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def flood(width: int, height: int) -> bytes:
    """A PNG file that claims so many points and has hardly any."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(10_000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def armed() -> Pdf:
    """A document with everything in it that acts, hides or tells, in the usual places and in others."""
    whole = blank()
    page, root = whole.pages[0], whole.Root
    whole.docinfo["/Author"] = AUTHOR
    with whole.open_metadata() as about:
        about["dc:creator"] = [AUTHOR]
    whole.attachments["evil.exe"] = b"MZ evil"
    root.OpenAction = script("opening()")
    root.Names.JavaScript = Dictionary(Names=Array([String("a"), script("naming()")]))
    root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xfa>"))
    root.AA = Dictionary(WC=script("closing()"))
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("evil.exe")))
    page.PieceInfo = Dictionary(Private=String(AUTHOR))
    file = Dictionary(F=String("b"), EF=Dictionary(F=whole.make_stream(b"MZ evil too")))
    corner = Array([0, 0, 9, 9])
    link = Dictionary(Subtype=Name.Link, Rect=corner, A=Dictionary(S=Name.URI, URI=String("http://evil")))
    chain = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=Array([script("chained()")]))
    play = Dictionary(S=Name.Rendition, JS=String("played()"))
    page.Annots = Array(
        [
            whole.make_indirect(link),
            whole.make_indirect(Dictionary(Subtype=Name.Link, Rect=corner, A=whole.make_indirect(chain))),
            whole.make_indirect(Dictionary(Subtype=Name.FileAttachment, Rect=corner, FS=file)),
            Dictionary(Subtype=Name.Screen, Rect=corner, A=play),
        ]
    )
    return whole
