"""What a reviewer declares about themselves, so that no case with a tie comes to them."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from wtforms import TextAreaField
from wtforms.validators import Optional

from disclosure.access import Permission
from disclosure.casework import conflicting, reading, recusing
from disclosure.casework.reading import Why
from disclosure.domain.messages import message
from disclosure.domain.own_interests import OwnInterests, lines
from disclosure.models import Organisation
from disclosure.models import OwnInterests as Kept
from disclosure.web.desk import Desk
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form
from disclosure.web.loaders import organisation
from disclosure.web.transaction import telling
from reviewer.folder import keys

desk = Desk("interests", __name__)


class InterestsForm(Form):
    """Names, one a line."""

    once = OnceToken()
    employers = TextAreaField(
        lazy_gettext("Who do you work for?"), [Needed(message("Write who you work for"))]
    )
    organisations = TextAreaField(
        lazy_gettext("Which organisations do you or your close relatives have a tie to?"), [Optional()]
    )
    relatives = TextAreaField(lazy_gettext("Who are your close relatives?"), [Optional()])


@desk.form("/account/interests", needs=Permission.INTERESTS_DECLARE, row=organisation, opens=True)
def show(office: Organisation) -> ResponseReturnValue:
    """Show what the reviewer declared, to be kept or changed."""
    kept = conflicting.declared_by(g.db, current_user.account)
    form = InterestsForm(data=_as_written(kept))
    if form.validate_on_submit():
        with telling(form):
            told = OwnInterests(**{field: lines(form[field].data or "") for field in _FIELDS})
            conflicting.declare(g.db, keys().sealer, by=g.actor, organisation=office, interests=told)
            flash(_("Saved. Cases are compared with it before they come to you."))
            for reference in recusing.leave_tied(g.db, keys().opener, by=g.actor):
                flash(f"{reference}: {_('The case is back with the team.')}")
            return redirect(url_for("interests.show"), 303)
    return render_template("account/interests.html", form=form, kept=kept)


_FIELDS = ("employers", "organisations", "relatives")


def _as_written(kept: Kept | None) -> dict[str, str]:
    """Open what was declared, a line each."""
    if kept is None:
        return {}
    told = reading.own_interests(g.db, keys().opener, by=g.actor, row=kept, why=Why.OWN_COPY)
    return {field: "\n".join(getattr(told, field)) for field in _FIELDS}
