"""The page of an entity: its own rate and people, the referral, and the action its head took."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from compliance import bundle, documents, lists, own, places
from compliance.acting import acting
from compliance.forms import ActionForm, ReturnForm
from compliance.loaders import referral_to_head
from disclosure.access import Permission
from disclosure.casework import referring
from disclosure.models import Cycle, Entity, Referral
from disclosure.web.desk import Desk
from disclosure.web.loaders import entity_of_code

desk = Desk("entity", __name__)
LETTER = "/entity/<code>/referrals/<uuid:referral_id>"


@desk.get("/entity/<code>", needs=Permission.ENTITY_SEE, row=entity_of_code)
def show(entity: Entity) -> ResponseReturnValue:
    """Show where an entity stands, and who of its people has not filed."""
    return render_template("entity/show.html", own=own.entity(entity, _cycle()), cycles=places.cycles())


@desk.get("/entity/<code>/people.csv", needs=Permission.PEOPLE_SEE, row=entity_of_code, opens=True)
def export(entity: Entity) -> ResponseReturnValue:
    """Send the list of who has not filed as text."""
    return lists.text(entity, _cycle(), lists.day_of(request.args))


@desk.get("/entity/<code>/people.xlsx", needs=Permission.PEOPLE_SEE, row=entity_of_code, opens=True)
def workbook(entity: Entity) -> ResponseReturnValue:
    """Send the list of who has not filed as a workbook."""
    return lists.workbook(_cycle(), lists.day_of(request.args), entity)


@desk.get("/entity/<code>/people.pdf", needs=Permission.PEOPLE_SEE, row=entity_of_code, opens=True)
def paper(entity: Entity) -> ResponseReturnValue:
    """Send the list of who has not filed as a paper."""
    return lists.paper(entity, _cycle(), lists.day_of(request.args))


@desk.get(LETTER, needs=Permission.REFERRAL_SEE, row=referral_to_head)
def referral(found: Referral) -> ResponseReturnValue:
    """Show a referral as its head received it."""
    return render_template("entity/referral.html", one=bundle.bundle(found))


@desk.get(f"{LETTER}/letter.pdf", needs=Permission.REFERRAL_SEE, row=referral_to_head, opens=True)
def letter_pdf(found: Referral) -> ResponseReturnValue:
    """Send the letter with its list as a paper, in the reader's own language if they are its head."""
    return documents.paper(found, reader=current_user.account)


@desk.get(f"{LETTER}/letter.docx", needs=Permission.REFERRAL_SEE, row=referral_to_head, opens=True)
def letter_docx(found: Referral) -> ResponseReturnValue:
    """Send the same as a document to write in."""
    return documents.document(found, reader=current_user.account)


@desk.form(f"{LETTER}/action", needs=Permission.REFERRAL_ACT, row=referral_to_head)
def act(found: Referral) -> ResponseReturnValue:
    """Record what the head did about a referral."""
    form = ActionForm()
    if form.validate_on_submit():
        with acting(form):
            referring.record_action(g.db, by=g.actor, referral=found, action=form.action.data or "")
            flash(_("Your action is recorded. Thank you."))
            return redirect(url_for("entity.show", code=found.entity.code, year=found.cycle.year), 303)
    return render_template("entity/act.html", one=bundle.bundle(found), form=form)


@desk.form(f"{LETTER}/return/<uuid:filing_id>", needs=Permission.REFERRAL_ACT, row=referral_to_head)
def send_back(found: Referral, *, filing_id: UUID) -> ResponseReturnValue:
    """Return one person to the office, because somebody else is to act."""
    form, filing = ReturnForm(), bundle.referred(found, filing_id)
    if form.validate_on_submit():
        with acting(form):
            reason = form.reason.data or ""
            referring.return_person(g.db, by=g.actor, referral=found, filing=filing, reason=reason)
            flash(_("The person is returned to the programme office. You need do nothing more about them."))
            return redirect(url_for("entity.show", code=found.entity.code, year=found.cycle.year), 303)
    return render_template("entity/return.html", referral=found, filing=filing, form=form)


def _cycle() -> Cycle:
    return places.cycle_of(request.args.get("year"))
