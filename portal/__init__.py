"""The filing site: designated people and their delegates. It opens only what they filed themselves."""

from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from config import PortalConfig
from disclosure.casework import periods, reading
from disclosure.domain.messages import message
from disclosure.web.site import create_site
from portal import (
    account,
    answering,
    arriving,
    beginning,
    carrying,
    certifying,
    copies,
    corresponding,
    declaring,
    drawn,
    files,
    helping,
    home,
    importing,
    interest,
    kept,
    occasions,
    own_data,
    prompting,
    publishing,
    record,
    register,
    requesting,
    scripting,
    showing,
    statements,
    staying,
    suggesting,
    times,
    turns,
    uploading,
    verifying,
)
from portal.thrift import Thrift

DESKS = (
    home.desk,
    account.desk,
    beginning.desk,
    carrying.desk,
    answering.desk,
    importing.desk,
    declaring.desk,
    certifying.desk,
    prompting.desk,
    record.desk,
    copies.desk,
    corresponding.desk,
    verifying.desk,
    uploading.desk,
    requesting.desk,
    own_data.desk,
    drawn.desk,
    interest.desk,
    publishing.desk,
    register.desk,
    helping.desk,
    kept.desk,
    staying.desk,
    scripting.desk,
    suggesting.desk,
)
NAVIGATION = (
    ("home.index", message("Your statement").msgid),
    ("own_data.index", message("My data").msgid),
)


def create_app(config: PortalConfig | None = None) -> Flask:
    """Return the filing site, configured from the environment unless told."""
    config = config or PortalConfig.from_environment()
    app = create_site("portal", config, desks=DESKS, navigation=NAVIGATION)
    app.extensions["keys"] = reading.keys_in(config.keys)
    files.register(app, config)
    uploading.register(app)
    app.before_request_funcs.setdefault(None, []).insert(0, partial(arriving.note, behind_proxy=config.https))
    app.context_processor(_frame)
    app.jinja_env.globals.update(
        place=times.place,
        minutes=turns.MINUTES,
        member_facts=showing.member_facts,
        member_line=showing.member,
        entity_name=showing.name_of,
        item_said=showing.item_said,
        organisations=suggesting.organisations,
        people=suggesting.people,
        may_declare=interest.may_declare,
        may_publish=publishing.may_publish,
        statement_name=occasions.statement_name,
        statement_reason=occasions.reason,
        statement_address=statements.address,
        covered=periods.covered,
    )
    statements.register(app)
    kept.register(app)
    staying.register(app)
    scripting.register(app)
    app.jinja_env.add_extension(Thrift)
    return app


def _frame() -> dict[str, Any]:
    """Return what the frame of this site's pages shows besides what all sites show."""
    return {
        "site_name": _("Filing site"),
        "help_url": url_for("helping.show"),
        "ask_url": url_for("helping.show", _anchor="question"),
        "account_url": url_for("account.show"),
    }
