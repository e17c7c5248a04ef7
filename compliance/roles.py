"""Roles of the office: given to somebody, with an account if need be, and taken back."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance import places
from compliance.acting import acting, pressing
from compliance.forms import RoleForm
from compliance.pages import named, words
from disclosure.access import Permission
from disclosure.casework import accounts
from disclosure.casework.accounts import links
from disclosure.domain.actors import Actor, Role
from disclosure.errors import NotPermitted
from disclosure.models import Account, Entity, Grant, Organisation
from disclosure.web.desk import Desk
from disclosure.web.loaders import organisation

desk = Desk("roles", __name__)
REVIEWS = frozenset({Role.REVIEWER, Role.APPROVER, Role.ETHICS_OFFICER})


def grant_of_address(_actor: Actor, grant_id: UUID) -> Grant | None:
    """Return the role that an address names."""
    found: Grant | None = g.db.get(Grant, grant_id)
    return found


@desk.form("/admin/roles", needs=Permission.ACCOUNTS_MANAGE, row=organisation, fresh=True)
def give(row: Organisation) -> ResponseReturnValue:
    """Give somebody a role; whoever has no account gets one, and an invitation."""
    form = RoleForm()
    form.role.choices = [(role.value, words(role)) for role in Role]
    form.entity.choices = [
        ("", _("None")),
        *((one.code, f"{one.code}: {named(one)}") for one in places.every_entity()),
    ]
    if form.validate_on_submit():
        with acting(form):
            try:
                account = _account(row, form)
                role = Role(form.role.data)
                accounts.grant_role(g.db, by=g.actor, account=account, role=role, entity=_entity(form))
            except NotPermitted as refusal:
                form.refuse(str(refusal))
            else:
                flash(_("%(name)s has the role.", name=account.name))
                return redirect(url_for("admin.show"), 303)
    return render_template("admin/role.html", form=form)


@desk.post(
    "/admin/roles/<uuid:grant_id>/take-back",
    needs=Permission.ACCOUNTS_MANAGE,
    row=grant_of_address,
    fresh=True,
)
def take_back(grant: Grant) -> ResponseReturnValue:
    """Take a role back; it is gone at its holder's next click."""
    with pressing():
        accounts.revoke_role(g.db, by=g.actor, grant=grant)
        flash(_("The role is taken back."))
    return redirect(url_for("admin.show"), 303)


def _account(row: Organisation, form: RoleForm) -> Account:
    email, role = form.email.data or "", Role(form.role.data)
    found = accounts.find_account(g.db, email, organisation=row)
    if found is not None:
        return found
    made = accounts.create_account(g.db, by=g.actor, organisation=row, email=email, name=form.name.data or "")
    links.invite(g.db, by=g.actor, account=made, site="review" if role in REVIEWS else "compliance")
    return made


def _entity(form: RoleForm) -> Entity | None:
    return next((one for one in places.every_entity() if one.code == form.entity.data), None)
