"""Which column of a file is which of the roster: said once for each source, and kept."""

from typing import Any

from flask import g
from flask_babel import gettext as _

from compliance.rostering import ColumnsForm
from compliance.upload import Sent
from disclosure.casework import rosters
from disclosure.casework.rosters import COLUMNS
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Organisation


def asked(sent: Sent) -> bool:
    """Tell whether somebody must say which column is which: the file has not ours, and nobody said yet."""
    return sent.names is None and bool(sent.source) and not rosters.is_ours(sent.content)


def form_for(sent: Sent, formdata: Any = None) -> ColumnsForm:  # noqa: ANN401 - as WTForms takes it
    """Return the form that asks it, with what is probably right chosen already."""
    theirs = rosters.header(sent.content)
    guessed = rosters.guess(theirs)
    given: dict[str, Any] = {f"of_{ours}": name for ours, name in guessed.items()}
    form = ColumnsForm(formdata=formdata, **sent.carried(), **given)
    for ours in COLUMNS:
        form[f"of_{ours}"].choices = [("", _("Not in this file")), *((one, one) for one in theirs if one)]
    return form


def kept(organisation: Organisation, form: ColumnsForm, sent: Sent) -> Sent:
    """Keep what was said for the source of a file, and return the file with it. Raises BadInput."""
    theirs = set(rosters.header(sent.content))
    said = {ours: form[f"of_{ours}"].data for ours in COLUMNS}
    columns = {ours: name for ours, name in said.items() if name}
    if unknown := sorted(set(columns.values()) - theirs):
        raise BadInput(message("The file has no column “%(column)s”.", column=unknown[0]))
    rosters.remember(g.db, by=g.actor, organisation=organisation, name=sent.source, columns=columns)
    return sent._replace(names=columns)
