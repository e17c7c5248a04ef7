"""A small site with a form of every kind of field, to test the manners all sites share."""

from datetime import date

from flask import Flask, flash, render_template
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FileField, FormField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from disclosure.domain.interests.choices import HouseholdRelation, PartyKind, Relation
from disclosure.web import headers, languages
from disclosure.web.dates import DateField, DateWithin
from disclosure.web.fields import Needed, OnceToken, OneOf, OneOfList, RowVersion, SomeOf, YesNoNotSure
from disclosure.web.forms import Form, Part
from disclosure.web.money import MoneyField

TEMPLATES = headers.STATIC.with_name("templates")

FORM_PAGE = """
{% extends "layout.html" %}
{% from "macros/form.html" import text, textarea, radios, checkbox, checkboxes, select, date, money, file,
   form_tag, group, button, button_link, actions %}
{% from "macros/page.html" import back_link %}
{% block back %}{{ back_link("/page") }}{% endblock %}
{% block caption %}Section 2 of 4{% endblock %}
{% block heading %}Shares & funds{% endblock %}
{% block content %}
{% call form_tag(form, files=true) %}
{{ radios(form.shares, hints={"not-sure": "It is not held against you."}) }}
{{ text(form.company, width=20) }}{{ text(form.units, hint="As on 31 December.") }}
{{ select(form.kind) }}{{ radios(form.owner, inline=true) }}{{ checkboxes(form.relatives) }}
{{ date(form.bought) }}{{ money(form.worth) }}{{ textarea(form.remark) }}{{ file(form.paper, accept=".pdf") }}
{% for child in form.children %}{% call group("Child") %}{{ text(child.form.given) }}{% endcall %}{% endfor %}
{{ checkbox(form.true) }}
{% call actions() %}{{ button("Save and continue") }}
{{ button_link("Come back later", "/page", "secondary") }}{% endcall %}
{% endcall %}
{% endblock %}
"""

PAGE = """
{% extends "layout.html" %}
{% from "macros/page.html" import summary_list, task_list, table, status, empty_state, details,
   pagination, inset, warning, panel, card, side_by_side %}
{% block heading %}Your 2025 statement{% endblock %}
{% block width %}wide{% endblock %}
{% block content %}
{% call panel("Filed", "Reference", "FD-2025-7K3M") %}<p>You need do nothing now.</p>{% endcall %}
{{ warning("You may be asked for documents.") }}
{% call card("Statement", status_html=status("Due", "waiting")) %}<p>Four minutes.</p>{% endcall %}
{{ task_list([{"title": "Household", "url": "/a", "status": "Completed", "kind": "done"},
              {"title": "Debts", "url": "/b", "status": "Not started", "hint": "You answered: not sure"}]) }}
{{ summary_list([{"term": "Family", "value": ["Amina", "سلمى"], "change_url": "/c"},
                 {"term": "Filed", "value": 3}]) }}
{{ table("Filing by entity", ["Entity", ("Filed", "number")], [["UNMISS", 402]], totals=["Total", 402]) }}
{% call table("By hand", ["Who"], id="hand") %}<tr><th scope="row">Amina</th></tr>{% endcall %}
{{ pagination("/p", "/n", "51 to 100") }}
{{ empty_state("Nothing to do.", "Nobody asked.", "/m", "See past messages") }}
{% call details("Who counts as family?") %}<p>Your children.</p>{% endcall %}
{% call inset() %}<p>5 the same.</p>{% endcall %}
{{ side_by_side("Two texts", [("Advice", "mine", "<theirs>")]) }}
{% endblock %}
"""


class ChildPart(Part):
    given = StringField("Given name", [Needed("Enter the name of your child")])


class HoldingForm(Form):
    shares = YesNoNotSure(
        "Did you own shares?", [Needed("Choose yes, no or not sure")], description="Or funds."
    )
    company = StringField("Company", [Needed(), Length(max=40)])
    units = IntegerField("Number of units", [Optional(), NumberRange(1, 1000)])
    kind = OneOfList("Kind", PartyKind, [Optional()])
    owner = OneOf("Who owns it?", HouseholdRelation, [Needed()])
    relatives = SomeOf("Which relatives work there?", Relation)
    bought = DateField("When was it bought?", [Needed(), DateWithin(last=date(2025, 12, 31))])
    worth = MoneyField("What was it worth?", [Needed()])
    remark = TextAreaField("Remark", [Optional(), Length(max=20)])
    paper = FileField("Statement of your bank", [Optional()])
    children = FieldList(FormField(ChildPart), min_entries=1)
    true = BooleanField("My answers are true.", [Needed("Tick the box if your answers are true")])
    once = OnceToken()
    version = RowVersion(default=1)


GOOD = {
    "shares": "not-sure",
    "company": "شركة Acme",
    "owner": "spouse",
    "relatives": ["self", "parent"],
    "bought-day": "28",
    "bought-month": "2",
    "bought-year": "2024",
    "worth-amount": "1,200.50",
    "worth-currency": "CHF",
    "children-0-given": "Noor",
    "true": "y",
    "once": "A" * 22,
    "version": "7",
}


def filled(**changes: str) -> HoldingForm:
    """Return the sample form as if posted with good answers and these `changes`."""
    return HoldingForm(formdata=MultiDict(GOOD | {name.replace("__", "-"): v for name, v in changes.items()}))


def make_app() -> Flask:
    app = Flask(__name__, static_folder=str(headers.STATIC), static_url_path="/static")
    app.config.update(SECRET_KEY="of the sample site", TESTING=False, WTF_CSRF_ENABLED=False)
    app.jinja_loader = ChoiceLoader(
        [DictLoader({"form.html": FORM_PAGE, "page.html": PAGE}), FileSystemLoader(TEMPLATES)]
    )
    languages.register(app, pseudo=True)
    headers.register(app)
    app.context_processor(_about)
    app.add_url_rule("/page", "page", _page)
    app.add_url_rule("/form", "form", _form, methods=["GET", "POST"])
    app.add_url_rule("/error/<int:code>", "error", _error)
    app.add_url_rule("/broken", "broken", _broken)
    return app


def _about() -> dict[str, object]:
    return {
        "programme_name": "Test programme",
        "organisation_name": "Test organisation",
        "site_name": "Filing",
        "site_navigation": [("page", "Statement"), ("form", "Shares")],
        "signed_in_as": "Amina Yusuf",
        "sign_out_url": "/sign-out",
        "help_url": "/help",
        "help_email": "help@example.org",
        "help_hours": "9:00 to 17:00",
        "footer_links": [("/privacy", "Privacy")],
    }


def _page() -> str:
    flash("Your answers were saved.")
    return render_template("page.html")


def _form() -> str:
    form = HoldingForm()
    form.validate_on_submit()
    return render_template("form.html", form=form)


def _error(code: int) -> tuple[str, int]:
    compared = [("Advice", "<mine>", "theirs")]
    return render_template(f"errors/{code}.html", compared=compared, reload_url="/page"), code


def _broken() -> str:
    raise ZeroDivisionError
