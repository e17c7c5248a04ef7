"""Short answers, what happens with one's data, a question to the office, and the questions on paper."""

from typing import NamedTuple
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy import select
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from config import SiteConfig
from disclosure import clock
from disclosure.casework import asking
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme, load
from disclosure.domain.programme.calendar import Period
from disclosure.domain.sentences import period_params
from disclosure.mail.telling import LONGEST_QUESTION
from disclosure.models import Organisation
from disclosure.web.desk import OPEN, Desk, nothing
from disclosure.web.fields import Needed
from disclosure.web.forms import said
from disclosure.web.transaction import telling
from portal import answers
from portal.forms import LONGEST_LINE, ActForm

desk = Desk("helping", __name__)
LONGEST_REFERENCE = 100


class QuestionForm(ActForm):
    """A question to the office. `about` comes with the address, from the page that led here."""

    about = HiddenField(validators=[Length(max=LONGEST_REFERENCE)])
    name = StringField(
        lazy_gettext("Your name"), [Needed(message("Enter your name")), Length(max=LONGEST_LINE)]
    )
    email = StringField(
        lazy_gettext("Your e-mail address"),
        [Needed(message("Enter an e-mail address, like name@example.org")), Length(max=LONGEST_LINE)],
    )
    question = TextAreaField(
        lazy_gettext("Your question"), [Needed(message("Write your question")), Length(max=LONGEST_QUESTION)]
    )


class Asked(NamedTuple):
    """One question of the programme, in words."""

    title: str
    text: str
    example: str


@desk.form("/help", needs=OPEN, row=nothing)
def show() -> ResponseReturnValue:
    """Answer what is asked most, or what has the words of `?q=`, and take a question."""
    form = QuestionForm(about=request.args.get("about", "")[:LONGEST_REFERENCE], **_known())
    office = office_address()
    if form.validate_on_submit():
        with telling(form):
            asking.ask(
                g.db,
                office=office,
                asker=form.name.data or "",
                reply_to=form.email.data or "",
                about=form.about.data or "",
                question=form.question.data or "",
                organisation_id=_organisation_id(),
            )
            flash(_("Your question is sent. The office answers to %(address)s.", address=form.email.data))
            return redirect(url_for("helping.show"), 303)
    programme = _programme()
    years = programme.keeping.retention_years if programme else None
    sought = request.args.get("q", "").strip()[: answers.LONGEST_SEARCH]
    return render_template(
        "help.html",
        form=form,
        office=office,
        sought=sought,
        longest=answers.LONGEST_SEARCH,
        filing=answers.having(answers.on_filing(), sought),
        data=answers.having(answers.on_data(years), sought),
    )


@desk.get("/help/worksheet", needs=OPEN, row=nothing)
def worksheet() -> ResponseReturnValue:
    """Show the programme's questions and what to have ready, to print and fill in by hand."""
    programme = _programme()
    if programme is None:
        return render_template("help/worksheet.html", questions=[])
    period = programme.calendar.cover_period(clock.now().year)
    return render_template("help/worksheet.html", questions=_questions(programme, period), period=period)


def office_address() -> str:
    """Return the address that answers questions."""
    config: SiteConfig = current_app.extensions["config"]
    return config.help_email or config.mail_from


def _known() -> dict[str, str]:
    """Return what need not be asked of somebody who is signed in."""
    if not current_user.is_authenticated:
        return {}
    return {"name": current_user.account.name, "email": current_user.account.email}


def _organisation_id() -> UUID | None:
    return current_user.organisation.id if current_user.is_authenticated else None


def _programme() -> Programme | None:
    """Return the programme of who is signed in, or the only one there is."""
    if current_user.is_authenticated:
        return load(current_user.organisation.programme)
    found = g.db.scalars(select(Organisation.programme).limit(2)).all()
    return load(found[0]) if len(found) == 1 else None


def _questions(programme: Programme, period: Period) -> list[Asked]:
    params = dict(period_params(period.first, period.last, programme))
    return [
        Asked(*(said(Message(text, params)) for text in (one.title, one.brief or one.text, one.example)))
        for one in programme.questions
    ]
