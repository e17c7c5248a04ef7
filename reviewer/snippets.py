"""The library of approved wording: proposed by one person, approved by another, counted, retired."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from disclosure.access import Permission, permits
from disclosure.casework import snippets
from disclosure.domain.lifecycle import SnippetState
from disclosure.domain.snippets import SnippetKind, missing
from disclosure.errors import Stale, WrongState
from disclosure.models import Organisation, SnippetVersion
from disclosure.web.desk import Desk
from disclosure.web.forms import Form
from disclosure.web.loaders import by_id, organisation
from disclosure.web.transaction import telling
from reviewer.differing import runs
from reviewer.snippet_forms import IN_ORDER, SnippetForm, WordingForm, as_written

desk = Desk("snippets", __name__, url_prefix="/snippets")
VERSION = by_id(SnippetVersion, "version_id")


@desk.get("", needs=Permission.CASE_SEE, row=organisation)
def index(office: Organisation) -> ResponseReturnValue:
    """List all wording: what it is for, its version, how often it was used, which languages it lacks."""
    shelved = snippets.library(g.db, by=g.actor)
    return render_template(
        "snippets/index.html",
        kinds=[(kind, [one for one in shelved if one.version.snippet.kind is kind]) for kind in SnippetKind],
        empty=not shelved,
        missing=missing,
        may_take_over=permits(g.actor, Permission.SNIPPET_RETIRE, office),
        form=Form() if not shelved else None,
    )


@desk.form("/new", needs=Permission.SNIPPET_PROPOSE, row=organisation)
def propose(office: Organisation) -> ResponseReturnValue:
    """Propose a new piece of wording."""
    form = SnippetForm()
    if form.validate_on_submit():
        with telling(form):
            made = snippets.propose(g.db, by=g.actor, organisation=office, wording=form.wording())
            flash(_("The wording is proposed. Somebody else approves it before it is used."))
            return redirect(url_for("snippets.show", version_id=made.id), 303)
    return render_template("snippets/edit.html", form=form, version=None)


@desk.post("/starter", needs=Permission.SNIPPET_RETIRE, row=organisation)
def take_over(office: Organisation) -> ResponseReturnValue:
    """Put the wording in force that ships with the software."""
    number = snippets.take_over(g.db, by=g.actor, organisation=office)
    flash(_("The starter set is in force: %(number)d pieces.", number=number))
    return redirect(url_for("snippets.index"), 303)


@desk.get("/<uuid:version_id>", needs=Permission.SNIPPET_PROPOSE, row=VERSION)
def show(version: SnippetVersion) -> ResponseReturnValue:
    """Show one version in every language, what changed in it, and what can be done with it."""
    versions = snippets.versions_of(g.db, version.snippet)
    before = [one for one in versions if one.version < version.version]
    return render_template(
        "snippets/show.html",
        form=WordingForm(version=version.row_version),
        version=version,
        versions=versions,
        uses=snippets.uses(g.db, versions),
        languages_shown=IN_ORDER,
        missing=missing(version.texts),
        changed=_changed(before[-1], version) if before else {},
        may_approve=permits(g.actor, Permission.SNIPPET_APPROVE, version),
        may_retire=permits(g.actor, Permission.SNIPPET_RETIRE, version),
        own=version.proposed_by_id == g.actor.account_id,
        latest=versions[-1],
    )


@desk.form("/<uuid:version_id>/change", needs=Permission.SNIPPET_PROPOSE, row=VERSION)
def change(version: SnippetVersion) -> ResponseReturnValue:
    """Propose a newer version of a piece of wording, or revise one that was returned."""
    form = SnippetForm(data=as_written(version))
    if form.validate_on_submit():
        with _unless_moved(version), telling(form):
            made = snippets.propose(
                g.db,
                by=g.actor,
                organisation=g.db.get_one(Organisation, version.organisation_id),
                wording=form.wording(),
                replaces=version.snippet,
            )
            flash(_("The wording is proposed. Somebody else approves it before it is used."))
            return redirect(url_for("snippets.show", version_id=made.id), 303)
    return render_template("snippets/edit.html", form=form, version=version)


@desk.post("/<uuid:version_id>/approve", needs=Permission.SNIPPET_APPROVE, row=VERSION)
def approve(version: SnippetVersion) -> ResponseReturnValue:
    """Put a proposal of somebody else in force."""
    with _unless_moved(version, WordingForm()):
        snippets.approve(g.db, by=g.actor, version=version)
    flash(_("The wording is in force."))
    return redirect(url_for("snippets.index"), 303)


@desk.post("/<uuid:version_id>/return", needs=Permission.SNIPPET_APPROVE, row=VERSION)
def return_(version: SnippetVersion) -> ResponseReturnValue:
    """Return a proposal with a reason."""
    form = WordingForm()
    with _unless_moved(version, form), telling(form):
        snippets.return_(g.db, by=g.actor, version=version, reason=form.reason.data or "")
        flash(_("The wording is returned with your reason."))
        return redirect(url_for("snippets.index"), 303)
    flash(_("Nothing was returned: write why."), "warning")
    return redirect(url_for("snippets.show", version_id=version.id), 303)


@desk.post("/<uuid:version_id>/retire", needs=Permission.SNIPPET_RETIRE, row=VERSION)
def retire(version: SnippetVersion) -> ResponseReturnValue:
    """Take wording out of use."""
    with _unless_moved(version, WordingForm()):
        snippets.retire(g.db, by=g.actor, version=version)
    flash(_("The wording is retired. What was sent with it stays as it was sent."))
    return redirect(url_for("snippets.index"), 303)


@contextmanager
def _unless_moved(version: SnippetVersion, form: WordingForm | None = None) -> Iterator[None]:
    """Refuse what somebody else did meanwhile, on a page that says so."""
    g.db.scalars(
        select(SnippetVersion)
        .where(SnippetVersion.id == version.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    try:
        _demand_unmoved(version, form)
        yield
    except (Stale, WrongState) as moved:
        back = url_for("snippets.show", version_id=version.id)
        shown = render_template("errors/409.html", reason=str(moved), compared=[], reload_url=back)
        abort(make_response(shown, 409))


def _demand_unmoved(version: SnippetVersion, form: WordingForm | None) -> None:
    if form is not None and form.version.data != version.row_version:
        raise Stale(_("This wording was changed by somebody else. Look at it again."))


def _changed(before: SnippetVersion, version: SnippetVersion) -> dict[str, object]:
    """Return by language what became of the words of the version before, where they changed."""
    return {
        language.code: runs(before.texts.get(language.code, ""), version.texts.get(language.code, ""))
        for language in IN_ORDER
        if version.state is not SnippetState.RETIRED
        and before.texts.get(language.code, "").split() != version.texts.get(language.code, "").split()
    }
