"""What is neither a document nor a picture: text is kept as text, all else is refused with advice."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.papers.kinds import Kind
from tests.papers.looking import cleaned, refusal
from tests.papers.making import jpeg, pdf


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Konto;Сальдо\nBMW;1.200,50\n".encode(), "Konto;Сальдо\nBMW;1.200,50\n"),
        ("\ufeffdate,amount\n".encode(), "date,amount\n"),
        ("حساب البنك\t5".encode("utf-16"), "حساب البنك\t5"),
        (b"MZ Tech <mz@example.org>, 4 shares", "MZ Tech <mz@example.org>, 4 shares"),
        (b"x < y and y > z", "x < y and y > z"),
    ],
)
def test_text_is_kept_as_text(content: bytes, text: str) -> None:
    assert cleaned(content) == (Kind.TEXT, text.encode())


@settings(max_examples=5, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "Zs")), min_size=1, max_size=300))
def test_any_text_without_signs_comes_back_as_it_was(text: str) -> None:
    assert cleaned(text.encode()) == (Kind.TEXT, text.encode())


def archive(**entries: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in entries.items():
            packed.writestr(name.replace("_", "."), body)
    return content.getvalue()


OFFICE, WEB, OTHER = "This is an office document", "This is a web page", "This is not a PDF"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(archive(vbaProject_bin=b"Sub AutoOpen()"), OFFICE, id="macros"),
        pytest.param(archive(bomb_xml=bytes(50 * 2**20)), OFFICE, id="zip bomb"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OFFICE, id="old office"),
        pytest.param(b"{\\rtf1\\ansi{\\object\\objdata 0105}}", OFFICE, id="rtf"),
        pytest.param(b"<!DOCTYPE html><script>evil()</script>", WEB, id="web page"),
        pytest.param(b"<html>\n%PDF-1.7\n" + pdf(), OTHER, id="web page before a document"),
        pytest.param(b"<?xml version='1.0'?><svg onload='evil()'/>", WEB, id="drawing"),
        pytest.param(b"\n\n <svg xmlns='http://www.w3.org/2000/svg'/>", WEB, id="bare drawing"),
        pytest.param(b"<!DOCTYPE l [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><l>&c;</l>", WEB, id="entities"),
        pytest.param(b"Dear office\n" * 2000 + b"< ScRiPt>evil()", WEB, id="late script"),
        pytest.param(b"GIF89a/*<script>*/=1", OTHER, id="picture and script"),
        pytest.param(b" " + pdf(), OTHER, id="shifted document"),
        pytest.param(b"PK\x03\x04" + pdf(), OFFICE, id="archive before a document"),
        pytest.param(b"MZ\x90\x00\x03\x00\x00\x00", OTHER, id="program"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(9), OTHER, id="program of another system"),
        pytest.param(b"%!PS-Adobe-3.0\n", OTHER, id="program for printers"),
        pytest.param(b"\x00\x00\x00\x18ftypheic\x00\x00", "This photo has a format", id="heic"),
        pytest.param("Größe".encode("latin-1"), "This text cannot be read.", id="old text"),
        pytest.param(b"text with a bell \x07", "This text cannot be read.", id="control"),
        pytest.param(b"\xff\xfe\x00", "This text cannot be read.", id="half a sign"),
        pytest.param(b"", "This file is empty.", id="empty"),
    ],
)
def test_all_else_is_refused_with_what_to_do(content: bytes, why: str) -> None:
    said = refusal(content)
    assert said.startswith(why)
    assert any(word in said for word in ("send that", "Choose another"))


def test_a_name_changes_nothing_because_none_is_asked() -> None:
    assert cleaned(jpeg())[0] is Kind.JPEG
