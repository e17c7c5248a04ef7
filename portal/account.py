"""What people choose for themselves, and who may prepare their statement. Each row saves alone."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.access import Permission
from disclosure.casework import delegating
from disclosure.casework.accounts import preferring
from disclosure.domain import programme
from disclosure.domain.actors import Actor
from disclosure.models import Account, Person
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from disclosure.web.languages import REMEMBERED
from disclosure.web.transaction import telling
from portal import times
from portal.account_forms import DelegateForm, LanguageForm, ZoneForm
from portal.forms import ActForm

desk = Desk("account", __name__)


def own_person(actor: Actor) -> Person | None:
    """Return the signed-in person, if they are on the roster."""
    found: Person | None = g.db.get(Person, actor.person_id) if actor.person_id else None
    return found


@desk.get("/account", needs=SIGNED_IN, row=nothing)
def show() -> ResponseReturnValue:
    """Show language, time zone and delegates."""
    return _page()


@desk.post("/account/language", needs=SIGNED_IN, row=nothing)
def language() -> ResponseReturnValue:
    """Save the language of the pages."""
    form = LanguageForm(prefix="language-")
    if form.validate_on_submit():
        with telling(form):
            account = preferring.prefer_language(g.db, by=g.actor, language=form.code.data)
            session[REMEMBERED] = account.language
            return redirect(url_for("account.show"), 303)
    return _page(language=form)


@desk.post("/account/zone", needs=SIGNED_IN, row=nothing)
def zone() -> ResponseReturnValue:
    """Save the time zone in which times are shown."""
    form = _zone_form()
    if form.validate_on_submit():
        with telling(form):
            preferring.prefer_zone(g.db, by=g.actor, zone=form.zone.data or None)
            flash(_("Saved. We show you times in this time zone."))
            return redirect(url_for("account.show"), 303)
    return _page(zone=form)


@desk.post("/account/delegates", needs=Permission.DELEGATION_GRANT, row=own_person)
def grant(person: Person) -> ResponseReturnValue:
    """Let somebody prepare one's statement."""
    form = DelegateForm()
    if form.validate_on_submit():
        with telling(form):
            delegating.grant(g.db, by=g.actor, person=person, email=form.email.data or "")
            flash(_("Saved. They can prepare your statement from now on. Only you can certify it."))
            return redirect(url_for("account.show"), 303)
    return _page(delegate=form)


@desk.post("/account/delegates/<uuid:delegation>", needs=Permission.DELEGATION_GRANT, row=own_person)
def revoke(person: Person, delegation: UUID) -> ResponseReturnValue:
    """Take back that somebody may prepare one's statement."""
    delegating.revoke(g.db, by=g.actor, person=person, delegation_id=delegation)
    flash(_("Saved. They can no longer open your statement."))
    return redirect(url_for("account.show"), 303)


def _page(**posted: ActForm) -> ResponseReturnValue:
    """Show the page, with the one form that was posted and is not right, if there is one."""
    account = g.db.get_one(Account, g.actor.account_id)
    person = own_person(g.actor)
    forms: dict[str, Any] = {
        "language": LanguageForm(prefix="language-", formdata=None, code=account.language),
        "zone": _zone_form(formdata=None, zone=account.zone or ""),
        "delegate": DelegateForm(formdata=None),
        **posted,
    }
    return render_template(
        "account.html",
        account=account,
        forms=forms,
        form=next(iter(posted.values()), None),
        person=person,
        delegates=delegating.delegates_of(g.db, person) if person else [],
    )


def _zone_form(**settings: Any) -> ZoneForm:  # noqa: ANN401 - WTForms' own
    form = ZoneForm(prefix="zone-", **settings)
    stations = programme.load(current_user.organisation.programme).calendar.duty_stations.values()
    zones = {station.zone for station in stations} | {"UTC"}
    named = sorted((times.place(zone), zone) for zone in zones)
    form.zone.choices = [
        SelectChoice("", _("As it is: the time of the duty station")),
        *(SelectChoice(zone, name) for name, zone in named),
    ]
    return form
