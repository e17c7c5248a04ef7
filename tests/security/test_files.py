"""Letter U: files as those send them who mean harm."""

import os
import resource
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Name, Pdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import verifying
from disclosure.models import Attachment, DocumentRequest
from disclosure.papers.kinds import Kind
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.papers.looking import cleaned, refusal
from tests.papers.making import (
    AUTHOR,
    CAMERA,
    armed,
    blank,
    deep_flate,
    flood,
    jpeg,
    pdf,
    pdf_with_deep_index,
    pdf_with_stream,
    png,
    tiff,
    written,
)
from tests.security.sites import Client, Sites

SMALL = 100 * 2**20
SOON = 2.0
"""Seconds of processor time, here and in the process that opens the file."""


def zip_bomb() -> bytes:
    """An archive that says it holds ten gigabytes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(2**24))
    whole = bytearray(content.getvalue())
    at = whole.rfind(b"PK\x01\x02") + 24
    whole[at : at + 4] = (2**32 - 2).to_bytes(4, "little")
    return bytes(whole)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "'
    + b"x" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (99 + number, b"&%c;" % (98 + number) * 100) for number in range(9))
    + b"]><a>&k;</a>"
)

BOMBS = {
    "an archive of 10 GB": zip_bomb,
    "entities of entities": lambda: ENTITIES,
    "a picture of 50,000 x 50,000": lambda: flood(50_000, 50_000),
    "a stream of a gigabyte": lambda: pdf_with_stream(deep_flate(1000), Name.FlateDecode),
    "an index of a gigabyte": lambda: pdf_with_deep_index(1000),
    "ten thousand pages": lambda: written(blank(10_000)),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_u1_what_would_exhaust_the_machine_is_refused_soon_and_cheaply(bomb: object) -> None:
    content = bomb()  # type: ignore[operator]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time() + sum(os.times()[2:4])
    assert refusal(content)
    assert time.process_time() + sum(os.times()[2:4]) - began < SOON
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < SMALL


@pytest.fixture
def asked_for(office: Office, cast: Cast) -> DocumentRequest:
    """Amina's statement is drawn; a document is asked for her one item."""
    filed = office.in_review(cast.amina, board_seat(id="seat"))
    filed.sampled = True
    [request] = verifying.request(office.db, cast.keys.review.opener, filing=filed)
    office.db.commit()
    return request


@pytest.fixture
def amina(sites: Sites, cast: Cast) -> Client:
    return sites.client("portal", cast.amina)


def sends(
    client: Client, request: DocumentRequest, content: bytes, *names: str, text: str = "As asked"
) -> int:
    """Send a file in the form of the page, under each of some names; without a text it is kept there."""
    address = f"/2020/verify/{request.id}"
    papers = [(BytesIO(content), name) for name in names]
    answers = client.hidden(address) | {"sent": "document", "text": text, "papers": papers}
    return client.post(address, answers, content_type="multipart/form-data").status_code


def test_u1_a_request_of_ten_thousand_parts_is_refused(amina: Client, asked_for: DocumentRequest) -> None:
    address = f"/2020/verify/{asked_for.id}"
    opened = len(list(Path("/proc/self/fd").iterdir()))
    for parts in (
        {f"papers{number}": (BytesIO(b"x"), "a.txt") for number in range(10_000)},
        {f"text{number}": "x" for number in range(10_000)},
    ):
        began = time.process_time()
        answer = amina.post(address, parts, content_type="multipart/form-data")
        assert answer.status_code == 413
        assert time.process_time() - began < SOON + 1, "a second of it is to make the request"
    assert len(list(Path("/proc/self/fd").iterdir())) < opened + 20


def polyglot() -> bytes:
    """A document that is a page of HTML as well."""
    return pdf().replace(b"%PDF-1.", b"%PDF-1.", 1) + b"\n<html><script>alert(1)</script></html>"


NEVER = {
    "a page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a program": b"MZ" + bytes(200),
    "a document of an office": zip_bomb(),
}


@pytest.mark.parametrize("content", NEVER.values(), ids=NEVER.keys())
def test_u2_what_acts_is_refused_whatever_it_is_called(
    amina: Client, asked_for: DocumentRequest, db: Session, content: bytes
) -> None:
    for name in ("deed.pdf", "deed.svg", "deed.docm"):
        assert sends(amina, asked_for, content, name) == 200, "the page again, with what to do"
    assert db.scalars(select(Attachment)).all() == []


def test_u2_what_acts_within_a_document_is_taken_out() -> None:
    for content in (written(armed()), polyglot()):
        kind, clean = cleaned(content)
        assert kind is Kind.PDF
        for sign in (
            b"/JavaScript",
            b"/OpenAction",
            b"/Launch",
            b"/EmbeddedFile",
            b"/XFA",
            b"<script",
            b"MZ evil",
        ):
            assert sign not in clean, sign
            with Pdf.open(BytesIO(clean)) as whole:
                assert sign not in b"".join(repr(one).encode() for one in whole.objects), sign


def test_u2_a_file_is_saved_and_never_shown_in_place(
    amina: Client, sites: Sites, cast: Cast, asked_for: DocumentRequest, db: Session
) -> None:
    for content, name in ((pdf(), "deed.pdf"), (b"<script>alert(1)</script> as text", "page.html")):
        assert sends(amina, asked_for, content, name) in (200, 303)
    rosa = sites.client("review", cast.rosa)
    kept = db.scalars(select(Attachment)).all()
    assert kept
    for one in kept:
        for answer in (
            amina.get(f"/2020/files/{one.id}"),
            rosa.get(f"/{one.filing_id}/files/{one.id}"),
        ):
            assert answer.status_code == 200
            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.mimetype in ("application/pdf", "text/plain")
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("make", [jpeg, png, tiff], ids=["photo", "picture", "scan"])
def test_u3_what_a_picture_says_about_place_device_and_author_is_gone(make: object) -> None:
    content = make()  # type: ignore[operator]
    assert AUTHOR.encode() in content
    _kind, clean = cleaned(content)
    assert len(clean) > 1000
    for told in (AUTHOR.encode(), CAMERA.encode(), b"GPS", b"xmpmeta"):
        assert told not in clean


def test_u3_what_a_document_says_about_its_author_is_gone() -> None:
    _kind, clean = cleaned(written(armed()))
    with Pdf.open(BytesIO(clean)) as whole:
        assert not dict(whole.docinfo)
        assert Name.Metadata not in whole.Root
        assert AUTHOR.encode() not in b"".join(repr(one).encode() for one in whole.objects)
    assert AUTHOR.encode() not in zlib.compress(clean)[:0] + clean


NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\system32\\cmd.exe",
    "/etc/passwd",
    "C:\\boot.ini",
    "a\x00.pdf",
    "x" * 300 + ".pdf",
    "CON",
    "NUL.pdf",
    "\u202efdp.exe",
    "a\r\nSet-Cookie: a=b.pdf",
    'a"; filename="evil.exe',
    ".",
    "..",
    "~/.ssh/id",
    "%2e%2e%2fetc",
    "\u2066evil\u2069.pdf",
)


def test_u4_a_file_name_leads_nowhere(
    amina: Client, sites: Sites, asked_for: DocumentRequest, db: Session, tmp_path: Path
) -> None:
    before = {path for path in tmp_path.rglob("*") if "attachments" not in path.parts}
    torn = [name for name in NAMES if set(name) & set('\0\r\n"')]
    assert sends(amina, asked_for, pdf(), *(name for name in NAMES if name not in torn), text="") == 200
    for name in torn:
        assert sends(amina, asked_for, pdf(), name, text="") in (200, 400)
    kept = db.scalars(select(Attachment)).all()
    assert len(kept) > len(NAMES) / 2
    for one in kept:
        answer = amina.get(f"/2020/files/{one.id}")
        assert answer.status_code == 200
        told = answer.headers["Content-Disposition"]
        assert "Set-Cookie" not in dict(answer.headers) or "a=b" not in answer.headers["Set-Cookie"]
        for sign in (
            "/",
            "\\",
            "..",
            "%2F",
            "%5C",
            "\u202e",
            "%E2%80%AE",
            "\x00",
            "%00",
            "\r",
            "%0D",
        ):
            assert sign not in told.replace("UTF-8''", ""), (told, sign)
        assert told.count("filename") == 1
        assert told.rstrip('"').endswith(".pdf"), "it ends as its kind does"
        assert len(told) < 900
    stored = [path.name for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
    assert {name for name in stored if len(name) < 32} == set(), "files lie under random names"
    after = {path for path in tmp_path.rglob("*") if "attachments" not in path.parts}
    assert after == before
