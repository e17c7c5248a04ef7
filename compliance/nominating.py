"""The list of an entity: its focal point nominates and signs it off, the office confirms."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import nominees, places
from compliance.acting import acting, pressing
from compliance.forms import SignForm
from compliance.loaders import designation_of_entity
from disclosure.access import Permission
from disclosure.casework import designating
from disclosure.models import Cycle, Designation, Entity
from disclosure.web.desk import Desk
from disclosure.web.loaders import entity_of_code

desk = Desk("nominating", __name__)
PLACE = "/entity/<code>/designations"


@desk.get(PLACE, needs=Permission.PEOPLE_SEE, row=entity_of_code)
def show(entity: Entity) -> ResponseReturnValue:
    """Show who of the entity is designated or nominated, and what it says of the list."""
    return render_template("entity/designations.html", found=nominees.listed(entity, _cycle()))


@desk.form(f"{PLACE}/nominate", needs=Permission.DESIGNATION_NOMINATE, row=entity_of_code)
def nominate(entity: Entity) -> ResponseReturnValue:
    """Put somebody of the entity forward; the office confirms it or not."""
    cycle = _cycle()
    form = nominees.form(entity, cycle)
    if form.validate_on_submit():
        with acting(form):
            person, ground = nominees.person(entity, form), form.ground.data or ""
            designating.nominate(g.db, by=g.actor, cycle=cycle, person=person, ground=ground)
            flash(_("The person is nominated. The programme office confirms it or not."))
            return redirect(url_for("nominating.show", code=entity.code, year=cycle.year), 303)
    return render_template("entity/nominate.html", entity=entity, cycle=cycle, form=form)


@desk.post(f"{PLACE}/sign", needs=Permission.DESIGNATION_SIGN_OFF, row=entity_of_code)
def sign(entity: Entity) -> ResponseReturnValue:
    """Say that the list is whole, as the page showed it."""
    cycle, shown = _cycle(), SignForm().shown.data or ""
    with pressing():
        designating.sign_off(g.db, by=g.actor, cycle=cycle, entity=entity, shown=shown)
        flash(_("The list is signed off. Thank you."))
    return redirect(url_for("nominating.show", code=entity.code, year=cycle.year), 303)


@desk.post(f"{PLACE}/<uuid:designation_id>", needs=Permission.DESIGNATION_DECIDE, row=designation_of_entity)
def decide(designation: Designation) -> ResponseReturnValue:
    """Confirm a nomination, or withdraw it."""
    with pressing():
        if request.form.get("answer") == "confirm":
            designating.confirm(g.db, by=g.actor, designation=designation)
        else:
            designating.withdraw(g.db, by=g.actor, designation=designation)
        flash(_("Your decision is on record. A letter tells the person."))
    code, year = designation.person.entity.code, designation.cycle.year
    return redirect(url_for("nominating.show", code=code, year=year), 303)


def _cycle() -> Cycle:
    return places.cycle_of(request.args.get("year"))
