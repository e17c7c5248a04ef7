"""Templates are compiled without what only their authors need; what is put into them stays as it is."""

import jinja2
import pytest

from portal.thrift import Thrift, thrifty
from tests.web.reading import read

PAGE = """\
<div class="field">
    <p id="{{ own }}" class="form-text two">  {{ text }}
    and   more </p>
    {% if text %}
    <a href="/help">Help</a> <bdi>{{ text }}</bdi>
    {% endif %}
    <textarea name="text" rows="3">
{{ text }}</textarea>
    <select name="kind"><option value="a" selected>A</option><option value="b">B</option></select>
</div>
"""
TYPED = '  two  spaces,\n  <p class="x">  markup </p>\n'


def shown(source: str, *, thrift: bool) -> str:
    extensions = [Thrift] if thrift else []
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=extensions,
        loader=jinja2.DictLoader({"page.html": source, "letter.txt": source}),
    )
    return environment.get_template("page.html").render(text=TYPED, own="a b")


def test_the_page_is_the_same_and_lighter() -> None:
    plain, light = (shown(PAGE, thrift=thrift) for thrift in (False, True))
    assert len(light) < len(plain)
    before, after = read(plain), read(light)
    assert [(one.tag, one.attributes) for one in before] == [(one.tag, one.attributes) for one in after]
    assert before.text == after.text


def test_what_was_typed_is_not_touched() -> None:
    page = read(shown(PAGE, thrift=True))
    assert page.one("textarea").children == ["\n" + TYPED.removesuffix("\n") + "\n"]
    assert page.one("bdi").children == [TYPED]


def test_spaces_between_words_and_links_stay() -> None:
    assert thrifty('<p><a href="/a">A</a> <b>B</b>\n   <i>C</i></p>') == (
        '<p><a href="/a">A</a> <b>B</b>\n<i>C</i></p>'.replace('"/a"', "/a")
    )


@pytest.mark.parametrize(
    "kept",
    [
        '<p class="a b">x</p>',
        '<p title="{{ what }}">x</p>',
        '<p class="a{% if b %} c{% endif %}">x</p>',
        '<a href="?a=b">x</a>',
        '<p title="">x</p>',
        '<p title="it\'s">x</p>',
        "{{ _('a  \"b\"  c') }}",
    ],
)
def test_a_value_that_needs_its_quotes_keeps_them(kept: str) -> None:
    assert thrifty(kept) == kept


def test_a_letter_is_no_page() -> None:
    source = "Dear colleague,\n\n    a  table\n"
    assert Thrift(jinja2.Environment(autoescape=True)).preprocess(source, "letter.txt") == source
