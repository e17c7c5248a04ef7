"""The report in words and tables: every number from the snapshot, in six languages, small ones hidden."""

import re
from pathlib import Path

import msgspec
import pytest

import disclosure
from disclosure.annual import LANGUAGES, Document, Edition, Section, set_out
from disclosure.annual.tongue import DASH
from disclosure.domain.annual import Annual, Price, decoded, encoded, faults, hidden
from disclosure.errors import BadInput, SealBroken
from tests.annual.numbers import STAMP, annual


def english(edition: Edition = Edition.COMPLETE, price: Price | None = None) -> Document:
    return set_out(annual(price), language="en", edition=edition, stamp=STAMP)


def section(document: Document, code: str) -> Section:
    return next(one for one in document.sections if one.code == code)


def cells(found: Section) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.table.rows]


def test_the_paragraphs_are_those_of_the_published_report() -> None:
    said = "\n".join(english().summary)
    for sentence in (
        "In 2020, 5,904 people had to file, 253 fewer than in 2019 (6,157).",
        "Secretariat and Peacekeeping operations 2,777 (47%)",
        "United Nations bodies/agencies and others 3,127 (53%)",
        "For 1,624 of 5,904 it was the first time (27.5%).",
        "Of 5,904 who had to file, 5,898 filed (99.9%) and 6 did not.",
        "Did not file: 6 (Secretariat 1; United Nations bodies/agencies and others 5).",
        "63 files were open when the cycle closed (1.1% of filers)",
        "the programme asks for about 5%",
        "224 (3.8% of those who had to file), against 211 (3.4%) in 2019",
        (
            "264 conflicts were found: Financial activity 43; Outside activity 179; "
            "Family or personal relationship 40; Other 2."
        ),
        (
            "Of 158 who could publish a summary, 126 (79.7%) did, 24 (15.2%) declined, 4 (2.5%) did not "
            "answer, and for 4 (2.5%) the review was not finished in time."
        ),
    ):
        assert sentence in said


def test_the_annex_stands_in_its_order_with_its_sums() -> None:
    assert cells(section(english(), "compliance")) == [
        ["Department of Economic and Social Affairs", "1,664", "1,664", "0"],
        ["Office for Haiti", "1", "0", "1"],
        ["Subtotal, Secretariat without peacekeeping", "1,665", "1,664", "1"],
        ["=HYPERLINK(1)", "1,112", "1,112", "0"],
        ["Subtotal, peacekeeping", "1,112", "1,112", "0"],
        ["United Nations bodies/agencies and others", "3,127", "3,122", "5"],
        ["Subtotal, other bodies", "3,127", "3,122", "5"],
        ["Total", "5,904", "5,898", "6"],
    ]


def test_in_every_line_the_ways_to_stand_add_up_to_all_designated() -> None:
    table = section(english(), "standing").table
    for row in table.rows:
        designated, *others = (cell.number for cell in row.cells[1:])
        assert designated == sum(number or 0 for number in others), row.cells[0].text


def test_every_table_is_whole_and_every_subject_says_what_it_counts() -> None:
    for one in english(price=Price(currency="USD", per_filer=120)).sections:
        assert one.finding.strip().endswith((".", "!"))
        assert one.definition.strip().endswith(".")
        assert {len(row.cells) for row in one.table.rows} == {len(one.table.columns)}, one.code
        for chart in one.charts:
            assert chart.bars
            assert all(bar.value is None or bar.value <= chart.most for bar in chart.bars), one.code


def test_years_are_told_with_their_source_and_their_change() -> None:
    before, now = cells(section(english(), "years"))
    assert before == ["2019", DASH, DASH, DASH, "6,157", DASH, DASH, "", "A/76/76"]
    assert now[:6] == ["2020", "1,665", "1,112", "3,127", "5,904", "5,898"]
    assert now[-2:] == ["\u2066-253\u2069", "Counted here"]


def test_outside_the_office_no_small_number_is_told() -> None:
    document = english(Edition.PUBLIC)
    for one in document.sections:
        for row in one.table.rows:
            for cell in row.cells[1:]:
                assert cell.is_share or cell.number is None or not 0 < cell.number < 5, (one.code, row)
    assert cells(section(document, "compliance"))[1] == ["Office for Haiti", "*", "0", "*"]
    assert cells(section(document, "compliance"))[-1] == ["Total", "5,904", "5,898", "6"]
    assert cells(section(document, "conflicts"))[2:4] == [
        ["Family or personal relationship", "*", "*"],
        ["Other", "*", "*"],
    ]
    assert any("fewer than five people are hidden" in notice for notice in document.notices)
    assert "Secretariat *; United Nations bodies/agencies and others *" in "\n".join(document.summary)


def test_the_share_of_a_hidden_number_and_its_cost_are_hidden_too() -> None:
    told = annual(Price(currency="USD", per_filer=120))
    small = msgspec.structs.replace(
        told, numbers=told.numbers | {"required/group/peacekeeping": 3, "required/group/bodies": 4236}
    )
    assert "cost/group/peacekeeping" in hidden(small)
    document = set_out(small, language="en", edition=Edition.PUBLIC, stamp=STAMP)
    assert cells(section(document, "costs"))[1][1:] == ["*", "*", "*"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
def test_it_can_be_read_in_every_language(language: str, edition: Edition) -> None:
    document = set_out(annual(), language=language, edition=edition, stamp=STAMP)
    assert document.direction == ("rtl" if language == "ar" else "ltr")
    said = msgspec.json.encode(document).decode()
    assert "%(" not in said
    assert len(document.sections) == 12


def test_a_language_that_is_not_offered_is_refused() -> None:
    with pytest.raises(BadInput, match="not written in “de”"):
        set_out(annual(), language="de")


def test_pages_are_tried_in_a_language_that_shows_what_nobody_translated() -> None:
    document = set_out(annual(), language="en-XA", stamp=STAMP)
    assert document.direction == "rtl"
    assert not [
        word for sentence in document.summary for word in ("filed", "file") if f" {word} " in sentence
    ]


def test_without_a_snapshot_it_says_that_it_is_provisional() -> None:
    assert "Provisional" in set_out(annual(), language="en").notices[0]
    assert english().notices == ()
    assert ("SHA-256", STAMP.digest) in english().facts


def test_public_disclosure_and_costs_stand_only_where_the_programme_has_them() -> None:
    told = annual()
    nobody = {key: 0 for key in told.numbers if key.startswith("public")}
    document = set_out(msgspec.structs.replace(told, numbers=told.numbers | nobody), language="en")
    assert {"public", "costs"}.isdisjoint(one.code for one in document.sections)
    shares = set_out(annual(Price(currency="USD", per_filer=None)), language="en")
    assert cells(section(shares, "costs"))[0] == ["Secretariat", "1,665", "28.2%"]
    priced = english(price=Price(currency="USD", per_filer=120))
    assert cells(section(priced, "costs"))[-1] == ["Total", "5,904", "", "708,480"]


def test_what_does_not_add_up_is_named_row_by_row() -> None:
    told = annual()
    assert faults(told) == []
    wrong = msgspec.structs.replace(told, numbers=told.numbers | {"filed/entity/BODIES": 3121, "open": 6000})
    said = [str(fault) for fault in faults(wrong)]
    assert "required/entity/BODIES is 3127, but its parts make 3126: " in said[0]
    assert any(one.startswith("filed/group/bodies is 3122, but its parts make 3121") for one in said)
    assert any(one.startswith("open is 6000, but its parts make 63") for one in said)
    assert "open is 6000, more than filed, which is 5898." in said


def test_a_content_has_one_form_and_nothing_else_is_read_as_one() -> None:
    told: Annual = annual()
    assert decoded(encoded(told)) == told
    assert encoded(decoded(encoded(told))) == encoded(told)
    with pytest.raises(SealBroken):
        decoded('{"form":1}')


PUBLISHED = re.compile(
    r"\b(5,?904|6,?157|253|1,?624|27\.5|5,?898|99\.9|2,?777|3,?127|63|224|3\.8|211|3\.4|264|43|179|158|126|"
    r"79\.7|15\.2|2\.5)\b"
)
"""Numbers of A/76/76."""


def test_no_number_of_the_published_report_is_typed_into_a_template() -> None:
    package = Path(disclosure.__file__).parent
    places = (package / "annual", package / "printing", package.with_name("compliance") / "templates")
    templates = [file for place in places for kind in ("*.html", "*.typ") for file in place.rglob(kind)]
    assert len(templates) > 20
    for file in templates:
        assert PUBLISHED.findall(file.read_text("utf-8")) == [], file


def test_other_numbers_make_other_sentences() -> None:
    """Every number that is told comes from the snapshot: none of the summary stays when all are others."""
    known = annual()
    other = msgspec.structs.replace(known, numbers={key: number * 3 for key, number in known.numbers.items()})
    said = [set_out(one, language="en", stamp=STAMP).summary for one in (known, other)]
    same = [sentence for sentence, now in zip(*said, strict=True) if sentence == now]
    assert [sentence for sentence in same if re.search(r"\d", sentence)] == []
