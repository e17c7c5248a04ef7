"""A letter reads back as it was written, whatever the names in it hold."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.mail import Rendered
from disclosure.mail.composing import Composed, compose
from disclosure.mail.errors import LetterRefused
from disclosure.mail.telling import one_line
from disclosure.models import Letter
from tests.mail.cast import SENDER

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
]
ANY_LINE = st.text().map(one_line)


def _letter(*, name: str = "Ana López", email: str = "ana@example.org", language: str = "en") -> Letter:
    return Letter(id=uuid4(), kind="closed", language=language, to_name=name, to_email=email, params={})


def _compose(
    letter: Letter, *, subject: str = "Hello", body: str = "Text.\n", organisation: str = "UN"
) -> Composed:
    return compose(letter, Rendered(subject=subject, body=body), sender=SENDER, organisation=organisation)


def _read(composed: Composed) -> EmailMessage:
    return message_from_bytes(composed.content, EmailMessage, policy=policy.default)


def _text(composed: Composed) -> str:
    content: str = _read(composed).get_content()
    return content.replace("\r\n", "\n")


@given(name=st.text(), organisation=st.text(), subject=st.text(), language=st.text())
def test_nothing_can_add_a_header_or_a_receiver(
    name: str, organisation: str, subject: str, language: str
) -> None:
    language = language.encode("ascii", "ignore").decode()
    composed = _compose(_letter(name=name, language=language), subject=subject, organisation=organisation)
    message = _read(composed)
    assert message.keys() == HEADERS
    assert [receiver.addr_spec for receiver in message["To"].addresses] == ["ana@example.org"]
    assert [sender.addr_spec for sender in message["From"].addresses] == [SENDER]
    assert _text(composed) == "Text.\n"
    assert composed.content.isascii()
    assert max(map(len, composed.content.split(b"\r\n"))) < 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", composed.content)


@pytest.mark.parametrize(
    "name",
    [
        "Ana López",
        'Ana "the" \\ López',
        "Ньянга, Бен",
        "王小明" * 40,
        "مريم",
        "<all@x.org>, b",
        "=?utf-8?q?x?=",
    ],
)
def test_a_name_and_a_subject_read_back_as_they_were_written(name: str) -> None:
    composed = _compose(_letter(name=name), subject=f"{name}: by 31 March", organisation=name)
    assert _read(composed)["Subject"] == f"{name}: by 31 March"
    as_sent = message_from_bytes(composed.content)
    for header in ("To", "From"):
        shown, _ = parseaddr(as_sent[header].replace("\r\n", ""))
        assert str(make_header(decode_header(shown))) == name


@given(st.lists(ANY_LINE), st.sampled_from(["", "é", "王" * 50, "x" * 2000]))
def test_a_body_reads_back_as_it_was_written(lines: list[str], more: str) -> None:
    body = "\n".join([*lines, more]) + "\n"
    composed = _compose(_letter(), body=body)
    assert _text(composed) == body
    assert composed.content.isascii()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@exam ple.org",
        "ana@x.org\r\nBcc: all@x.org",
        "a@b@c d",
        "ána@x.org",
        "ana@x..org",
        "ana@x.org>",
    ],
)
def test_an_address_that_mail_servers_do_not_take_is_refused(address: str) -> None:
    with pytest.raises(LetterRefused, match="roster"):
        _compose(_letter(email=address))


def test_a_domain_of_any_script_is_written_in_ascii() -> None:
    composed = _compose(_letter(email="ana@bücher.example"))
    assert composed.receiver == "ana@xn--bcher-kva.example"


def test_a_copy_of_a_letter_can_be_told_as_one() -> None:
    letter = _letter()
    ids = {_read(_compose(letter))["Message-ID"] for _ in range(2)}
    assert ids == {f"<{letter.id}@office.example>"}
