"""Questions to answer, advice to agree or disagree with, proof that it was followed."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import clock
from disclosure.access import Permission
from disclosure.casework import proving, questioning, responding
from disclosure.models import Advice, Filing, Question
from disclosure.web.languages import spoken
from disclosure.web.loaders import own_filing
from disclosure.web.transaction import telling
from portal import drafts, files, loading, threads, times
from portal.messages import AnswerForm, ProofForm, ResponseForm, Stand
from portal.statements import OwnDesk

desk = OwnDesk("corresponding", __name__)


@desk.get("/<int:year>/messages", needs=Permission.CORRESPONDENCE_READ_OWN, row=own_filing, opens=True)
def index(filing: Filing) -> ResponseReturnValue:
    """Show what was asked and advised, whose turn it is, and by when."""
    checked = times.local(clock.now(), filing.zone)
    return render_template(
        "year/messages.html", filing=filing, threads=threads.threads(filing), checked=checked
    )


@desk.form(
    "/<int:year>/messages/questions/<uuid:question>",
    needs=Permission.QUESTION_ANSWER,
    row=loading.question_asked,
    opens=True,
)
def answer(question: Question) -> ResponseReturnValue:
    """Answer one question."""
    form = AnswerForm()
    if form.is_submitted() and _accepted(form, question):
        with telling(form):
            sealer, text = drafts.keys().sealer, form.text.data or ""
            questioning.answer(g.db, sealer, by=g.actor, question=question, text=text, language=spoken().code)
            flash(_("Your answer is sent. The reviewer goes on with your case."))
            return redirect(url_for("corresponding.index"), 303)
    thread = threads.of_question(question)
    return render_template("year/messages/answer.html", form=form, thread=thread, **files.shown(question.id))


@desk.form(
    "/<int:year>/messages/advice/<uuid:advice>",
    needs=Permission.ADVICE_ANSWER,
    row=loading.sent_advice,
    opens=True,
)
def respond(advice: Advice) -> ResponseReturnValue:
    """Agree with one piece of advice, ask to talk about it, or say why not."""
    form = ResponseForm()
    if form.is_submitted() and _accepted(form, advice):
        with telling(form):
            _respond(advice, form.stand.data, form.reason.data or "")
            flash(_("Your answer is sent."))
            return redirect(url_for("corresponding.index"), 303)
    thread = threads.of_advice(advice)
    return render_template("year/messages/respond.html", form=form, thread=thread, **files.shown(advice.id))


def _respond(advice: Advice, stand: Stand, text: str) -> None:
    sealer, language = drafts.keys().sealer, spoken().code
    match stand:
        case Stand.AGREE:
            responding.agree(g.db, by=g.actor, advice=advice)
        case Stand.TALK:
            responding.ask_to_talk(g.db, sealer, by=g.actor, advice=advice, text=text, language=language)
        case _:
            responding.disagree(g.db, sealer, by=g.actor, advice=advice, reason=text, language=language)


@desk.form(
    "/<int:year>/messages/advice/<uuid:advice>/proof",
    needs=Permission.ACTION_PROVE,
    row=loading.sent_advice,
    opens=True,
)
def prove(advice: Advice) -> ResponseReturnValue:
    """Say how advice was followed, with a paper if there is one."""
    form = ProofForm()
    if form.is_submitted() and _accepted(form, advice):
        with telling(form):
            sealer, text = drafts.keys().sealer, form.text.data or ""
            proving.prove(g.db, sealer, by=g.actor, advice=advice, text=text, language=spoken().code)
            flash(_("Thank you. A reviewer looks at what you sent."))
            return redirect(url_for("corresponding.index"), 303)
    thread = threads.of_advice(advice)
    return render_template("year/messages/prove.html", form=form, thread=thread, **files.shown(advice.id))


def _accepted(form: AnswerForm | ResponseForm | ProofForm, subject: Question | Advice) -> bool:
    """Keep the good files that came, whatever else is wrong; tell whether the page is well filled in."""
    refused = files.keep(filing=subject.filing, subject_id=subject.id)
    stays = files.taken_out(form, subject_id=subject.id)
    accepted = not stays and form.validate() and not refused
    files.tell(form, form.papers, refused)
    return accepted
