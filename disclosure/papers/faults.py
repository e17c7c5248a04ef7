"""Why a file is not accepted: what is wrong with it, and what to do instead."""

from collections.abc import Mapping
from enum import StrEnum

from disclosure.domain.messages import Message, message
from disclosure.papers.limits import MEGABYTE, MEGAPIXEL, Limits


class Fault(StrEnum):
    """What can be wrong with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    OTHER_KIND = "other-kind"
    OFFICE = "office"
    HEIC = "heic"
    WEB_PAGE = "web-page"
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - a file that has one
    PAGES = "pages"
    PIXELS = "pixels"
    BOMB = "bomb"
    NOT_TEXT = "not-text"


class Unfit(Exception):
    """A file is not accepted, because of its `fault`."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


SENTENCES: Mapping[Fault, Message] = {
    Fault.EMPTY: message("This file is empty. Choose another one."),
    Fault.TOO_LARGE: message(
        "This file is larger than %(megabytes)d MB. Send a smaller one: a photo of lower quality, "
        "or only the pages that matter."
    ),
    Fault.OTHER_KIND: message(
        "This is not a PDF, JPEG, PNG, TIFF or plain text file. Save it as one of these and send that."
    ),
    Fault.OFFICE: message(
        "This is an office document or an archive, which can hold programs. Save it as PDF and send that."
    ),
    Fault.HEIC: message(
        "This photo has a format that only some devices read. Save or share it as JPEG and send that."
    ),
    Fault.WEB_PAGE: message(
        "This is a web page or a drawing that can hold programs. Print it to a PDF file and send that."
    ),
    Fault.DAMAGED: message(
        "This file is damaged or incomplete. Open it, save it anew, and send that; or send a photo."
    ),
    Fault.PASSWORD: message(
        "This PDF file is locked with a password. Print it to a new PDF file without one, and send that."
    ),
    Fault.PAGES: message("This file has more than %(pages)d pages. Send only the pages that matter."),
    Fault.PIXELS: message(
        "This picture has more than %(megapixels)d million points. Send one of lower resolution."
    ),
    Fault.BOMB: message(
        "This file takes too much work to open. Print it to a new PDF file and send that, or send a photo."
    ),
    Fault.NOT_TEXT: message(
        "This text cannot be read. Save it as plain text in UTF-8, or as PDF, and send that."
    ),
}


def sentence(fault: Fault, limits: Limits) -> Message:
    """Return what to tell whoever sent the file."""
    bounds = {
        "megabytes": limits.size // MEGABYTE,
        "pages": limits.pages,
        "megapixels": limits.pixels // MEGAPIXEL,
    }
    found = SENTENCES[fault]
    named = {name: value for name, value in bounds.items() if f"%({name})" in found.msgid}
    return Message(found.msgid, named)
