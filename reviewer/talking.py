"""A filer wants to talk about advice before answering it: the reviewer answers."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure.access import Permission
from disclosure.casework import attaching, responding
from disclosure.models import Advice, Writing
from disclosure.web.desk import Desk
from disclosure.web.loaders import of_filing
from reviewer.folder import about, keys, passages_of
from reviewer.forms import TalkForm
from reviewer.parts import standing
from reviewer.sending import sending

desk = Desk("talking", __name__)
ADVICE = of_filing(Advice, "advice_id")


@desk.form(
    "/<uuid:filing_id>/advice/<uuid:advice_id>/talk", needs=Permission.CASE_WORK, row=ADVICE, opens=True
)
def reply(advice: Advice) -> ResponseReturnValue:
    """Answer what the filer wants to talk about. The turn is then the filer's again."""
    form = TalkForm(version=standing(advice.filing))
    if form.validate_on_submit():
        with sending(form, advice.filing):
            responding.answer_talk(
                g.db,
                keys().sealer,
                by=g.actor,
                advice=advice,
                text=form.text.data or "",
                language=advice.language,
            )
            flash(_("Your answer is sent to the filer."))
            return redirect(url_for("case.show", filing_id=advice.filing_id), 303)
    passages = about(passages_of(advice.filing), advice.id, *Writing)
    files = attaching.kept_for(g.db, advice.id)
    return render_template(
        "case/talk.html", filing=advice.filing, advice=advice, form=form, passages=passages, files=files
    )
