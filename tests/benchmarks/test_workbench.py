"""The reviewer of the bench sends forms as a browser would."""

from benchmarks.workbench import as_it_stands
from tests.web.reading import read

FORM = """<form method="post">
<input type="hidden" name="once" value="abc"><input type="submit" value="Send">
<input type="checkbox" name="items" value="flat" checked><input type="checkbox" name="other" value="loan">
<input type="text" name="day" value="16"><input inputmode=numeric name="year" value="2020">
<textarea name="text">Step aside.</textarea>
<select name="owner"><option value="">Choose<option value="filer" selected>You</select>
<button name="use" value="0:1">Take it</button></form>"""


def test_a_form_is_sent_as_it_stands_without_its_buttons() -> None:
    assert as_it_stands(read(FORM)) == {
        "once": "abc",
        "items": "flat",
        "day": "16",
        "year": "2020",
        "text": "Step aside.",
        "owner": "filer",
    }
