"""What is printed can be read: by people in six languages, by a screen reader, and in many years."""

import io
import os
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.printing import Paper, Row, Section, Thing, Words, pdf
from tests.printing.reading import text_of
from tests.thoroughness import tries

AT = datetime(2020, 3, 20, 9, tzinfo=UTC)
SENTENCES = {
    "ar": "أملك أسهماً في شركة النور بقيمة 50 دولاراً.",
    "zh": "我持有北京建设集团的股份。",
    "en": "I own shares of Ñandú S.A. worth 50%.",
    "fr": "Je possède des parts de cette société à Genève ; voilà.",
    "ru": "Я владею акциями общества «Газ».",
    "es": "¿Poseo acciones de una compañía española?",
}


def paper(said: str = "I own shares.", *, language: str = "en", direction: str = "ltr") -> Paper:
    return Paper(
        language=language,
        direction="rtl" if direction == "rtl" else "ltr",
        issuer="United Nations",
        title="Your 2020 statement",
        notice="The page is the record; this is a copy.",
        footer="FD-2020-7K3M-Q9TX",
        page_number="Page {page} of {pages}",
        uncovered="Some signs cannot be printed.",
        facts=(Row("Reference", ("FD-2020-7K3M-Q9TX",)),),
        sections=(
            Section(
                heading="Answers",
                paragraphs=(Words(text=said),),
                items=(Thing(sentence=said, facts=(Row("Name", (said, "second line")),)),),
            ),
            Section(
                heading="Certified",
                level=3,
                numbered=(Words(text="One", language="fr"), Words(text="Two")),
                listed=(said,),
            ),
        ),
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_a_paper_is_tagged_and_says_its_language_and_title(language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    made = opened(pdf(paper(SENTENCES[language], language=language, direction=direction), made_at=AT))
    assert str(made.Root.Lang).partition("-")[0] == language
    assert bool(made.Root.MarkInfo.Marked)
    assert made.Root.StructTreeRoot is not None
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    assert str(made.docinfo["/Title"]) == "Your 2020 statement"
    with made.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


@pytest.mark.parametrize("language", ["zh", "en", "fr", "ru", "es"])
def test_what_is_said_can_be_copied_out(language: str) -> None:
    assert SENTENCES[language] in text_of(pdf(paper(SENTENCES[language], language=language), made_at=AT))


def test_every_font_is_in_the_file() -> None:
    made = opened(pdf(paper(SENTENCES["ar"], language="ar", direction="rtl"), made_at=AT))
    fonts = [font for page in made.pages for font in page.Resources.Font.values()]
    assert fonts
    assert all(
        pikepdf.Name("/FontFile2") in kind.FontDescriptor for font in fonts for kind in font.DescendantFonts
    )


def test_nothing_said_is_markup() -> None:
    said = '#panic("out") *bold* $x$ @here <tag> \\ #read("/etc/passwd") // no'
    assert said in text_of(pdf(paper(said), made_at=AT))


def test_a_sign_without_a_shape_is_told_and_does_not_stop_the_press() -> None:
    text = text_of(pdf(paper("Bangkok is กรุงเทพ 😀"), made_at=AT))
    assert "Some signs cannot be printed." in text
    assert "Bangkok is" in text
    assert "Some signs cannot be printed." not in text_of(pdf(paper("Bangkok"), made_at=AT))


@settings(max_examples=tries(8))
@given(said=st.text(max_size=80))
def test_any_text_can_be_printed(said: str) -> None:
    assert pdf(paper(said), made_at=AT).startswith(b"%PDF-1.7")


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(paper(), made_at=AT) == pdf(paper(), made_at=AT)


def test_printing_leaves_no_file(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    pdf(paper("A secret."), made_at=AT)
    assert os.listdir(str(tmp_path)) == []  # noqa: PTH208 - the test's own folder
