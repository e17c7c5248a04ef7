from flask import render_template
from flask_babel import force_locale
from jinja2 import ChoiceLoader, DictLoader

from tests.web.sample import make_app

ADVICE = """
{%- extends "mail/letter.txt" -%}
{% block ask %}File your statement: {{ link }}{% endblock %}
{% block when %}By 31 March 2026.{% endblock %}
{% block disagree %}Write to us if this is not for you.{% endblock %}
"""


def letter(language: str) -> str:
    app = make_app()
    assert app.jinja_loader is not None
    app.jinja_loader = ChoiceLoader([DictLoader({"advice.txt": ADVICE}), app.jinja_loader])
    with app.test_request_context(), force_locale(language):
        return render_template(
            "advice.txt",
            name="O'Neil & Søn",
            link="https://site.example/?a=1&b=2",
            help_email="help@example.org",
        )


def test_a_letter_says_what_to_do_first_and_who_helps_last() -> None:
    text = letter("en")
    order = [
        "Dear O'Neil & Søn,",
        "?a=1&b=2",
        "By 31 March",
        "Write to us if",
        "Questions? Write to help@",
        "never ask",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_a_letter_is_framed_in_the_language_of_its_reader() -> None:
    assert letter("es").startswith("Hola, O'Neil & Søn:")
    assert "help@example.org。" in letter("zh")
