"""Whether a summary of one's statement is published: four choices, a preview, consent, and taking it back."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import clock
from disclosure.access import Permission
from disclosure.casework import publishing as office
from disclosure.casework.publishing import Consent, Preview
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import SummaryState
from disclosure.domain.publishing import CONSENT_VERSION, Entry, PublicChoice, digest
from disclosure.models import Filing, PublicSummary
from disclosure.web.desk import Desk
from disclosure.web.languages import spoken
from disclosure.web.loaders import own_filing
from disclosure.web.transaction import telling
from portal import published
from portal.drafts import keys
from portal.publishing_forms import ChoiceForm, SummaryForm, WithdrawForm, summary_form

desk = Desk("publishing", __name__)


def own_summary(actor: Actor, year: int) -> PublicSummary | None:
    """Return the choice of the signed-in person for a year; None for whoever has none to make."""
    filing = own_filing(actor, year)
    return office.summary_of(g.db, filing) if filing is not None else None


def may_publish(filing: Filing) -> bool:
    """Tell a page whether it leads to the choice for this filing."""
    return office.summary_of(g.db, filing) is not None


@desk.form("/<int:year>/public", needs=Permission.SUMMARY_CHOOSE, row=own_summary)
def choose(summary: PublicSummary) -> ResponseReturnValue:
    """Say what is chosen now, and offer the four choices. None is chosen beforehand."""
    form = ChoiceForm()
    chosen = form.choice.data if form.validate_on_submit() else None
    if chosen in (PublicChoice.DETAIL, PublicChoice.NIL):
        found = office.obstacle(summary, nil=chosen is PublicChoice.NIL)
        if found is None:
            return redirect(url_for("publishing.show", year=summary.filing.cycle.year), 303)
        form.refuse(found, at=form.choice.id)
    elif chosen is not None:
        act = office.keep_confidential if chosen is PublicChoice.CONFIDENTIAL else office.leave_undecided
        act(g.db, by=g.actor, summary=summary)
        flash(_("We have your choice. You can change it at any time."))
        return redirect(url_for("publishing.choose", year=summary.filing.cycle.year), 303)
    return render_template("year/public.html", form=form, **_place(summary))


@desk.form("/<int:year>/public/summary", needs=Permission.SUMMARY_CHOOSE, row=own_summary, opens=True)
def show(summary: PublicSummary) -> ResponseReturnValue:
    """Show exactly what everybody would see, let items be left out, and publish it with consent."""
    year = summary.filing.cycle.year
    if office.obstacle(summary, nil=bool(summary.filing.nil)) is not None:
        return redirect(url_for("publishing.choose", year=year), 303)
    made = _preview(summary)
    form = summary_form(made.offered, [_words(one.entry, summary.filing) for one in made.offered])
    if "again" not in request.form and form.validate_on_submit():
        with telling(form):
            _publish(summary, form)
            flash(_("Your summary is published."))
            return redirect(url_for("publishing.choose", year=year), 303)
    form.show(digest(made.summary))
    seen = _shown(summary, made)
    return render_template("year/public/summary.html", form=form, shown=seen, **_place(summary))


@desk.form("/<int:year>/public/withdraw", needs=Permission.SUMMARY_CHOOSE, row=own_summary)
def withdraw(summary: PublicSummary) -> ResponseReturnValue:
    """Take a published summary back, for a reason of a class that the register shows."""
    year = summary.filing.cycle.year
    if not summary.is_published:
        return redirect(url_for("publishing.choose", year=year), 303)
    form = WithdrawForm()
    if form.validate_on_submit():
        office.withdraw(g.db, by=g.actor, summary=summary, reason=form.reason.data)
        flash(_("Your summary is withdrawn. The register shows the day and the kind of reason."))
        return redirect(url_for("publishing.choose", year=year), 303)
    return render_template("year/public/withdraw.html", form=form, **_place(summary))


def _publish(summary: PublicSummary, posted: SummaryForm) -> None:
    office.publish(
        g.db,
        keys().opener,
        by=g.actor,
        summary=summary,
        shown=posted.shown.data or "",
        consent=Consent(CONSENT_VERSION, spoken().code),
        leave_out=posted.leave_out.data or (),
        values=bool(posted.values.data),
    )


def _preview(summary: PublicSummary) -> Preview:
    """Open the statement once and make of it what the posted page asks for."""
    return office.preview(
        g.db,
        keys().opener,
        by=g.actor,
        summary=summary,
        leave_out=request.form.getlist("leave_out"),
        values="values" in request.form,
    )


def _words(entry: Entry, filing: Filing) -> str:
    """Return an item as the list of those that can be left out names it."""
    line = published.line(entry, filing)
    return _("%(what)s: %(party)s", what=line.what, party=line.party) if line.party else line.what


def _shown(summary: PublicSummary, made: Preview) -> published.Shown:
    person = summary.filing.person
    return published.shown(summary.filing, made.summary, name=person.name, title=person.title, at=clock.now())


def _place(summary: PublicSummary) -> dict[str, object]:
    """Return what every page of the choice shows: whose it is, how it stands, what waits."""
    filing = summary.filing
    return {
        "filing": filing,
        "row": summary,
        "states": SummaryState,
        "published_on": published.day(filing, summary.published_at),
        "withdrawn_on": published.day(filing, summary.withdrawn_at),
        "blocked": office.obstacle(summary, nil=bool(filing.nil)),
        "amended": summary.is_published and summary.statement_version != filing.version,
    }
