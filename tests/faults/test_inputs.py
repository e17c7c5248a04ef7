"""Every script and every size that a person or a program may send."""

import time
import unicodedata
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import reading
from disclosure.domain.interests import decode
from disclosure.errors import DisclosureError
from disclosure.models import DocumentRequest
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import amina, at_site, site
from tests.portal.journeys import answered, to_check
from tests.portal.test_documents import drawn

__all__ = ["amina", "at_site", "drawn", "site"]
pytestmark = pytest.mark.faults
AT_MOST = 1.0
"""Seconds of a processor for any refusal."""
NAMES = [
    "O",
    "N" * 200,
    unicodedata.normalize("NFD", "Ñandú Académie"),
    "شركة النور للاستشارات",
    "北京华信咨询有限公司",
    "İstanbul Işık A.Ş.",  # noqa: RUF001 - that letter is the point
    "🏠 Holdings 👩‍👩‍👧",
    "e" + "\u0301" * 50,
    "Ƶ𝔘𝔫𝔦𝔠𝔬𝔡𝔢 Ltd",
    "=1+2 | @SUM(A1)",
    "{{7*7}} <script>alert(1)</script>",
]


def gift(amina: Browser, **given: str) -> str:
    """Add a gift with these answers, saved to finish later; return the text of the page after."""
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new?category=gift")
    after = amina.send(page, given, button="later=yes")
    return after.whole.text


@pytest.mark.parametrize("name", NAMES)
def test_i1_a_name_in_any_script_is_shown_as_it_was_typed(
    db: Session, cast: Cast, amina: Browser, name: str
) -> None:
    gift(amina, counterparty_name=name)
    _row, statement = reading.draft(
        db, cast.keys.portal.opener, by=cast.amina.actor, filing=cast.amina.filing
    )
    db.rollback()
    (item,) = statement.items
    kept = item.counterparty.name
    assert unicodedata.normalize("NFC", kept) == unicodedata.normalize("NFC", name)
    assert "<script>alert" not in amina.open("/2020/gifts").html


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b"])
def test_i1_marks_that_turn_a_text_around_never_hide_what_stands_there(amina: Browser, mark: str) -> None:
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new?category=gift")
    after = amina.client.post(
        page.address,
        data={**{name: one[-1] for name, one in page.answers.items()}, "counterparty_name": f"a{mark}b"},
    )
    assert after.status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        {"remark": "x" * 1_000_000},
        {f"field{number}": "x" for number in range(10_000)},
        {"counterparty_name": "x" * 10_000},
        {"value-amount": "1e308"},
        {"value-amount": "NaN"},
        {"value-amount": "-0"},
        {"value-amount": "9" * 10_000},
    ],
    ids=["megabyte", "ten thousand fields", "long name", "1e308", "nan", "minus nought", "many digits"],
)
def test_i2_what_is_too_much_is_refused_soon_and_never_breaks_the_site(
    amina: Browser, body: dict[str, str]
) -> None:
    answered(amina, gifts="yes")
    page = amina.open("/2020/gifts/new?category=gift")
    whole = {**{name: one[-1] for name, one in page.answers.items()}, **body}
    began = time.process_time()
    answer = amina.client.post(page.address, data=whole)
    assert time.process_time() - began < AT_MOST
    assert answer.status_code < 500
    assert amina.open("/2020/gifts").status == 200


@pytest.mark.parametrize(
    "content", [b"[" * 10_000, b'{"a":' * 10_000, b"\xff" * 100, b"1e999", b'"' + b"x" * 5_000_000 + b'"']
)
def test_i2_a_statement_that_is_none_is_refused_by_a_sentence(content: bytes) -> None:
    began = time.process_time()
    with pytest.raises(DisclosureError):
        decode(content)
    assert time.process_time() - began < AT_MOST


def test_i2_a_list_of_ten_thousand_holdings_is_refused_by_a_sentence(amina: Browser) -> None:
    answered(amina, holdings="yes")
    page = amina.open("/2020/holdings/import")
    lines = "".join(f"Company {one};{one}\n" for one in range(10_000))
    began = time.process_time()
    refused = amina.send(page, {"sheet": (BytesIO(f"Security;Quantity\n{lines}".encode()), "list.csv")})
    assert time.process_time() - began < AT_MOST
    assert refused.problems == ["This list has more than 200 lines. Split it into two files."]
    assert amina.open("/2020/holdings").status == 200


def test_i2_five_hundred_files_at_once_are_refused_before_they_are_looked_at(
    drawn: list[DocumentRequest], amina: Browser
) -> None:
    page = amina.open(amina.open("/2020/verify").link("Acme"))
    sent = [(BytesIO(b"one by one"), f"{number}.txt") for number in range(500)]
    began = time.process_time()
    refused = amina.send(page, {"sent": "document", "text": "All of it", "papers": sent}, expect=413)
    assert time.process_time() - began < AT_MOST
    assert "It is larger than we can take." in refused.text
    assert amina.open(page.address).status == 200


def test_i2_ten_thousand_parts_in_an_address_or_a_header_are_no_fault_of_ours(amina: Browser) -> None:
    to_check(amina)
    assert amina.client.get("/2020/check?" + "a=1&" * 10_000).status_code < 500
    assert amina.client.get("/" + "a/" * 2_000).status_code == 404
    assert amina.client.get("/2020/check", headers={"Accept-Language": "a," * 5_000}).status_code < 500
