"""The review site: external reviewers, approvers and the ethics office. It opens what is theirs to read."""

from flask import Flask

from config import ReviewConfig
from disclosure.casework import reading
from disclosure.domain.messages import message
from disclosure.vault.storage import Storage
from disclosure.web.site import create_site
from reviewer import (
    account,
    approvals,
    assigning,
    batch,
    case,
    contract,
    deciding,
    disagreements,
    documents,
    emergencies,
    files,
    home,
    interests,
    later,
    pages,
    settling,
    snippets,
    story,
    talking,
    ticking,
)

DESKS = (
    home.desk,
    assigning.desk,
    account.desk,
    interests.desk,
    case.desk,
    ticking.desk,
    story.desk,
    deciding.desk,
    settling.desk,
    later.desk,
    talking.desk,
    approvals.desk,
    disagreements.desk,
    emergencies.desk,
    snippets.desk,
    documents.desk,
    files.desk,
    batch.desk,
    contract.desk,
)
NAVIGATION = (
    ("home.index", message("Cases").msgid),
    ("batch.index", message("Empty statements").msgid),
    ("documents.every", message("Verification").msgid),
    ("approvals.index", message("Approvals").msgid),
    ("disagreements.index", message("Ethics office").msgid),
    ("snippets.index", message("Wording").msgid),
    ("contract.show", message("Reports").msgid),
    ("interests.show", message("My interests").msgid),
)


def create_app(config: ReviewConfig | None = None) -> Flask:
    """Return the review site, configured from the environment unless told."""
    config = config or ReviewConfig.from_environment()
    app = create_site("reviewer", config, desks=DESKS, navigation=NAVIGATION)
    app.extensions["keys"] = reading.keys_in(config.keys)
    app.extensions["storage"] = Storage(config.storage_url)
    pages.register(app)
    return app
