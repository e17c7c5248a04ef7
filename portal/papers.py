"""The receipt of the filing site, and where its papers say that a page stands."""

from flask import current_app
from flask_babel import gettext as _

from config import PortalConfig
from disclosure.domain.messages import message
from disclosure.models import Filing, FilingKind
from disclosure.printing import Paper, Row, Section, Words
from disclosure.web.forms import said
from disclosure.web.papers import paper
from portal import occasions, times


def receipt(filing: Filing) -> Paper:
    """Return the receipt: that something was filed and when, nothing of what it says."""
    by_when = times.looked_at_by(filing)
    return paper(
        title=_("Receipt: %(statement)s", statement=occasions.statement_name(filing)),
        notice=_(
            "The page is the record; this is a copy. The record stands at %(address)s.",
            address=address(filing, "receipt"),
        ),
        footer=str(filing.reference),
        facts=(
            Row(_("Reference"), (str(filing.reference),)),
            Row(_("Name"), (filing.person.name,)),
            Row(_("Arrived on"), (_at(filing),)),
            Row(_("Version in force"), (str(filing.version),)),
        ),
        sections=(
            Section(
                heading=_("What happens next"),
                paragraphs=(
                    Words(
                        text=said(
                            message(
                                "A reviewer will look at it by %(day)s. If we have a question, "
                                "we will write to you. You need do nothing now.",
                                day=by_when,
                            )
                        )
                    ),
                    Words(
                        text=_(
                            "A few statements are drawn by lot each year. If yours is drawn, "
                            "we ask you for documents."
                        )
                    ),
                ),
            ),
        ),
    )


def address(filing: Filing, page: str) -> str:
    """Return where a page of a statement stands for its filer, as papers and calendars name it."""
    config: PortalConfig = current_app.extensions["config"]
    occasion = "" if filing.kind is FilingKind.ANNUAL else f"/{filing.kind.value}"
    return f"{config.url}{occasion}/{filing.cycle.year}/{page}"


def _at(filing: Filing) -> str:
    at = times.local(filing.filed_at, filing.zone) if filing.filed_at else ""
    told: str = _("%(time)s, %(place)s time", time=at, place=times.place(filing.zone))
    return told
