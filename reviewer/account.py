"""What people of the review site choose for themselves. Each row saves alone."""

from typing import Any

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from disclosure.casework.accounts import preferring
from disclosure.domain import programme
from disclosure.models import Account
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from disclosure.web.forms import Form
from disclosure.web.languages import REMEMBERED
from disclosure.web.transaction import telling
from reviewer.queue_forms import KeysForm, LanguageForm, ZoneForm

desk = Desk("account", __name__)


@desk.get("/account", needs=SIGNED_IN, row=nothing)
def show() -> ResponseReturnValue:
    """Show keys, language and time zone."""
    return _page()


@desk.post("/account/keys", needs=SIGNED_IN, row=nothing)
def shortcuts() -> ResponseReturnValue:
    """Switch the single letters on or off."""
    form = KeysForm(prefix="keys-")
    if form.validate_on_submit():
        preferring.prefer_keys(g.db, by=g.actor, off=not form.on.data)
        flash(_("Saved. Letters act as shortcuts.") if form.on.data else _("Saved. Letters do nothing."))
        return redirect(url_for("account.show"), 303)
    return _page(keys=form)


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


def _page(**posted: Form) -> ResponseReturnValue:
    """Show the page, with the one form that was posted and is not right, if there is one."""
    account = g.db.get_one(Account, g.actor.account_id)
    forms: dict[str, Any] = {
        "keys": KeysForm(prefix="keys-", formdata=None, on=not account.keys_off),
        "language": LanguageForm(prefix="language-", formdata=None, code=account.language),
        "zone": _zone_form(formdata=None, zone=account.zone or ""),
        **posted,
    }
    return render_template(
        "account.html", account=account, forms=forms, form=next(iter(posted.values()), None)
    )


def _zone_form(**settings: Any) -> ZoneForm:  # noqa: ANN401 - WTForms' own
    form = ZoneForm(prefix="zone-", **settings)
    calendar = programme.load(current_user.organisation.programme).calendar
    zones = {station.zone for station in calendar.duty_stations.values()} | {"UTC", calendar.default_zone}
    form.zone.choices = [
        SelectChoice("", _("Universal time (UTC)")),
        *(SelectChoice(zone, zone.replace("_", " ")) for zone in sorted(zones - {"UTC"})),
    ]
    return form
