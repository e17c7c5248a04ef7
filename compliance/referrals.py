"""The referrals of a season: who can be referred, entity by entity, and the letters so far."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import bundle, places
from compliance.acting import pressing
from disclosure.access import Permission
from disclosure.casework import referring
from disclosure.models import Cycle, Entity
from disclosure.web.desk import Desk
from disclosure.web.loaders import cycle_of_year, entity_of_code

desk = Desk("referrals", __name__)


@desk.get("/cycle/<int:year>/referrals", needs=Permission.REFERRAL_SEE, row=cycle_of_year)
def index(cycle: Cycle) -> ResponseReturnValue:
    """List who can be referred, and the referrals."""
    return render_template("cycle/referrals/index.html", cycle=cycle, whole=bundle.whole(cycle))


@desk.post(
    "/cycle/<int:year>/referrals/prepare/<code>", needs=Permission.REFERRAL_PREPARE, row=entity_of_code
)
def prepare(entity: Entity, *, year: int) -> ResponseReturnValue:
    """Prepare the letter about everybody of one entity who can be referred."""
    with pressing():
        made = referring.prepare(g.db, by=g.actor, cycle=places.cycle_of(year), entity=entity)
        flash(_("The referral is prepared. A second officer reads and sends it."))
        return redirect(url_for("referral.show", referral_id=made.id), 303)
    return redirect(url_for("referrals.index"), 303)


@desk.post(
    "/cycle/<int:year>/referrals/remind", needs=Permission.REMINDER_WRITE, row=cycle_of_year, fresh=True
)
def remind(cycle: Cycle) -> ResponseReturnValue:
    """Write to the heads who have not said in time what they did."""
    with pressing():
        written = referring.remind_heads(g.db, by=g.actor, cycle=cycle)
        flash(_("Letters written: %(number)d. They are sent now.", number=len(written)))
    return redirect(url_for("referrals.index"), 303)
