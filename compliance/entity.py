"""The page of an entity: its own rate and people, the referral, and the action its head took."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import bundle, own, places
from compliance.acting import acting
from compliance.forms import ActionForm
from compliance.loaders import referral_to_head
from disclosure.access import Permission
from disclosure.casework import referring
from disclosure.models import Entity, Referral
from disclosure.web.desk import Desk
from disclosure.web.loaders import entity_of_code

desk = Desk("entity", __name__)
LETTER = "/entity/<code>/referrals/<uuid:referral_id>"


@desk.get("/entity/<code>", needs=Permission.ENTITY_SEE, row=entity_of_code)
def show(entity: Entity) -> ResponseReturnValue:
    """Show where an entity stands, and who of its people has not filed."""
    cycle = places.cycle_of(request.args.get("year"))
    return render_template("entity/show.html", own=own.entity(entity, cycle), cycles=places.cycles())


@desk.get("/entity/<code>/people.csv", needs=Permission.PEOPLE_SEE, row=entity_of_code, opens=True)
def export(entity: Entity) -> ResponseReturnValue:
    """Send the list of who has not filed as a file."""
    return own.exported(entity, places.cycle_of(request.args.get("year")))


@desk.get(LETTER, needs=Permission.REFERRAL_SEE, row=referral_to_head)
def referral(found: Referral) -> ResponseReturnValue:
    """Show a referral as its head received it."""
    return render_template("entity/referral.html", one=bundle.bundle(found))


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
