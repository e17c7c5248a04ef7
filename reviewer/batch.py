"""Clearing clean nil statements together: the list, the sample opened in full, the confirm page."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import HiddenField

from disclosure.access import Permission
from disclosure.casework import batches, programmes, reviewing
from disclosure.casework.batches import Standing
from disclosure.domain.actors import Actor
from disclosure.domain.messages import Message, message
from disclosure.models import Batch, Cycle, Entity, Filing, LeftBatch, Organisation
from disclosure.web.desk import Desk
from disclosure.web.fields import OnceToken
from disclosure.web.forms import Form
from disclosure.web.loaders import filed, organisation
from disclosure.web.transaction import hearing
from reviewer.folder import keys, open_folder
from reviewer.parts import parts_of

desk = Desk("batch", __name__, url_prefix="/batch")
WHY: Mapping[LeftBatch, Message] = {
    LeftBatch.AMENDED: message("The filer amended it."),
    LeftBatch.CLAIMED: message("Somebody else has it now, or it is not yours to review."),
    LeftBatch.RAISED: message("A check raised something, or something was asked or found."),
    LeftBatch.TAKEN_OUT: message("You took it out, to review it on its own."),
}


class FormForm(Form):
    """Form a batch of what the list shows."""

    once = OnceToken()
    year = HiddenField()
    entity = HiddenField()


class ClearForm(Form):
    """A button alone: the page says what it does."""

    once = OnceToken()


class Offered(NamedTuple):
    """What can be cleared, as filtered, and what else there is to choose."""

    cycle: Cycle | None
    entity: Entity | None
    number: int
    filings: list[Filing]
    cycles: list[tuple[Cycle, int]]
    entities: list[Entity]


def own_batch(actor: Actor, batch_id: UUID) -> Batch | None:
    """Return a batch that this reviewer formed; anybody else's is not found."""
    found: Batch | None = g.db.get(Batch, batch_id)
    return found if found is not None and found.account_id == actor.account_id else None


@desk.form("", needs=Permission.CASE_CLAIM, row=organisation)
def index(_office: Organisation) -> ResponseReturnValue:
    """List what can be cleared together, of one year and if wished of one entity; form a batch of it."""
    form = FormForm()
    offered = _offered(form)
    if form.validate_on_submit() and offered.cycle is not None:
        batch = batches.form(g.db, keys().opener, by=g.actor, cycle=offered.cycle, entity=offered.entity)
        g.db.flush()
        return redirect(url_for("batch.show", batch_id=batch.id), 303)
    unfinished = batches.unfinished(g.db, by=g.actor)
    return render_template("batch/index.html", form=form, offered=offered, unfinished=unfinished)


@desk.get("/<uuid:batch_id>", needs=Permission.CASE_CLAIM, row=own_batch, opens=True)
def show(batch: Batch) -> ResponseReturnValue:
    """Show where a batch stands: the sample to open, what is in it, what left it and why."""
    return render_template("batch/show.html", now=_standing(batch), why=WHY)


@desk.get("/<uuid:batch_id>/<uuid:filing_id>", needs=Permission.CASE_READ, row=filed, opens=True)
def sample(filing: Filing, batch_id: UUID) -> ResponseReturnValue:
    """Open one statement of the sample in full."""
    now = _standing(_own(batch_id))
    if filing not in now.sample or now.batch.cleared_at is not None:
        if filing.id in {one.filing_id for one in now.left}:
            return redirect(url_for("batch.show", batch_id=batch_id), 303)
        abort(404)
    reviewing.renew(by=g.actor, filing=filing)
    folder = open_folder(filing, parts_of(filing))
    after = [one for one in now.unopened if one is not filing]
    return render_template(
        "batch/sample.html",
        now=now,
        filing=filing,
        folder=folder,
        following=after[0] if after else None,
        form=ClearForm(),
    )


@desk.post("/<uuid:batch_id>/<uuid:filing_id>/out", needs=Permission.CASE_CLAIM, row=filed)
def take_out(filing: Filing, batch_id: UUID) -> ResponseReturnValue:
    """Take a statement out of a batch, to review it on its own."""
    batch = _own(batch_id)
    if filing not in _standing(batch).members:
        abort(404)
    batches.take_out(g.db, by=g.actor, batch=batch, filing=filing)
    flash(_("It is out of the batch. You find it among the cases of which it is your turn."))
    return redirect(url_for("batch.show", batch_id=batch_id), 303)


@desk.form("/<uuid:batch_id>/clear", needs=Permission.CASE_CLAIM, row=own_batch, opens=True)
def clear(batch: Batch) -> ResponseReturnValue:
    """Say how many are cleared, and on the button clear them."""
    form = ClearForm()
    if form.validate_on_submit():
        with hearing(form):
            done = batches.clear(g.db, keys().opener, by=g.actor, batch=batch)
            flash(ngettext("%(num)d statement is cleared.", "%(num)d statements are cleared.", done.closed))
            return redirect(url_for("batch.show", batch_id=batch.id), 303)
    now = _standing(batch)
    if batch.cleared_at is not None or not now.members or (now.unopened and not form.form_errors):
        return redirect(url_for("batch.show", batch_id=batch.id), 303)
    return render_template("batch/clear.html", now=now, form=form, why=WHY)


def _own(batch_id: UUID) -> Batch:
    return own_batch(g.actor, batch_id) or abort(404)


def _standing(batch: Batch) -> Standing:
    return batches.standing(g.db, keys().opener, by=g.actor, batch=batch)


def _offered(form: FormForm) -> Offered:
    """Read the filters, from the address or from the form that was made of them."""
    asked = request.form if request.method == "POST" else request.args
    cycles = batches.per_cycle(g.db, by=g.actor)
    year, code = asked.get("year", ""), asked.get("entity", "")
    cycle = next((one for one, _count in cycles if str(one.year) == year), None)
    if cycle is None and not year:
        cycle = cycles[0][0] if cycles else None
    if cycle is None:
        return Offered(None, None, 0, [], cycles, [])
    entities = batches.entities(g.db, by=g.actor, cycle=cycle)
    entity = next((one for one in entities if one.code == code), None)
    if code and entity is None:
        return Offered(cycle, None, 0, [], cycles, entities)
    most = programmes.of(cycle).batch.at_most
    count, filings = batches.eligible(g.db, by=g.actor, cycle=cycle, entity=entity, limit=most)
    form.year.data, form.entity.data = str(cycle.year), code
    return Offered(cycle, entity, count, filings, cycles, entities)
