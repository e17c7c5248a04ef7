"""PDF files without what acts, hides or tells more than their pages show.

Whatever a reader could carry out is taken out wherever it stands, not only
where it should stand: actions (ISO 32000-2, 12.6) but for a jump inside the
file, scripts, files inside the file, forms of the XFA kind, sound, film and
other media. The file is written anew, so that nothing stays that its pages do
not use, nor anything before or after it. A digital signature does not survive
this; the page that shows it does.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, StreamDecodeLevel

from disclosure.papers import jpeg
from disclosure.papers.faults import Fault, Unfit
from disclosure.papers.limits import Limits

_ACTIONS = frozenset(
    (
        "/GoToR",
        "/GoToE",
        "/GoToDp",
        "/Launch",
        "/Thread",
        "/URI",
        "/Sound",
        "/Movie",
        "/Hide",
        "/Named",
        "/SubmitForm",
        "/ResetForm",
        "/ImportData",
        "/JavaScript",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
        "/RichMediaExecute",
    )
)
_MEDIA = frozenset(("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Projection"))
_OF_FILE = ("/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/URI", "/Metadata", "/PieceInfo")
_OF_ANYTHING = ("/EF", "/PieceInfo", "/XFA")
_BLOCK = 2**20


def clean(source: BinaryIO, target: BinaryIO, limits: Limits) -> None:
    """Write the pages of a PDF file to `target`.

    Raises Unfit for a file that needs a password, has too many pages, or whose
    parts inflate beyond bounds.
    """
    try:
        pdf = Pdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Unfit(Fault.PASSWORD) from None
    with pdf:
        if not pdf.pages:
            raise Unfit(Fault.DAMAGED)
        if len(pdf.pages) > limits.pages:
            raise Unfit(Fault.PAGES)
        _demand_modest(pdf, limits)
        _drop(pdf.trailer, "/Info")
        _drop(pdf.Root, *_OF_FILE)
        _drop(pdf.Root.get("/Names"), "/JavaScript", "/EmbeddedFiles")
        for thing in pdf.objects:
            _disarm(thing)
        pdf.save(target, encryption=False, stream_decode_level=StreamDecodeLevel.none)


def _drop(thing: object, *keys: str) -> None:
    if isinstance(thing, Dictionary):
        for key in keys:
            if key in thing:
                del thing[key]


def _demand_modest(pdf: Pdf, limits: Limits) -> None:
    """Raise Unfit where streams inflate beyond bounds, counting without keeping what comes out."""
    left = limits.inflated
    for thing in pdf.objects:
        if not isinstance(thing, Stream):
            continue
        if _points(thing) > limits.pixels:
            raise Unfit(Fault.PIXELS)
        filters = _filters(thing)
        if filters.count("/FlateDecode") + filters.count("/LZWDecode") > 1:
            raise Unfit(Fault.BOMB)
        if filters[:1] == ["/FlateDecode"]:
            left -= _inflated(thing.read_raw_bytes(), left)
        if left <= 0:
            raise Unfit(Fault.BOMB)


def _points(stream: Stream) -> int:
    if stream.get("/Subtype") != Name.Image:
        return 0
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)] if found else []


def _inflated(packed: bytes, most: int) -> int:
    """Return how many bytes `packed` inflates to; counting ends at `most`."""
    opened, size = zlib.decompressobj(), 0
    try:
        while packed and size < most and not opened.eof:
            size += len(opened.decompress(packed, _BLOCK))
            packed = opened.unconsumed_tail
    except zlib.error:
        return size
    return size


def _disarm(whole: Object) -> None:
    """Take out of an object, and of what stands in it, everything that acts, hides or describes."""
    waiting = [whole]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary | Stream):
            for key in [key for key, value in _entries(thing) if _is_unwanted(key, value)]:
                del thing[key]
            waiting += [value for _key, value in _entries(thing) if _is_direct(value)]
        elif isinstance(thing, Array):
            for place in reversed([n for n, value in enumerate(thing) if _is_unwanted("", value)]):
                del thing[place]
            waiting += [value for value in thing if _is_direct(value)]
    if isinstance(whole, Stream) and _filters(whole) == ["/DCTDecode"]:
        _strip_photo(whole)


def _entries(thing: Object) -> Iterator[tuple[str, Object]]:
    return iter(list(thing.items()))


def _is_direct(value: object) -> bool:
    """Whether it stands inside what holds it; whatever stands apart is looked at by itself."""
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _is_unwanted(key: str, value: object) -> bool:
    if key in _OF_ANYTHING:
        return True
    if isinstance(value, Stream):
        return key == "/Metadata" or value.get("/Type") in (Name.Metadata, Name.EmbeddedFile)
    if not isinstance(value, Dictionary):
        return False
    acts = str(value.get("/S", "")) in _ACTIONS or "/JS" in value
    plays = str(value.get("/Subtype", "")) in _MEDIA and "/Rect" in value
    triggers = key == "/AA" and "/Type" not in value  # a font may be called AA; what acts in it goes anyway
    return acts or plays or triggers


def _strip_photo(stream: Stream) -> None:
    """Take out of a photo on a page what it tells about place and device; one that is odd stays as it is."""
    packed = stream.read_raw_bytes()
    try:
        alone = jpeg.stripped(packed)
    except Unfit:
        return
    settings = stream.get("/DecodeParms")
    if len(alone) < len(packed) and (settings is None or isinstance(settings, Dictionary)):
        stream.write(alone, filter=Name.DCTDecode, decode_parms=settings)
