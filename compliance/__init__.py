"""The compliance site: programme officers, heads and focal points of entities, auditors. It holds no key."""

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from compliance import (
    admin,
    audit,
    chase,
    contacts,
    deciding,
    designate,
    draw,
    entity,
    extending,
    home,
    keeping,
    lengthening,
    nominating,
    pages,
    people,
    referral,
    referrals,
    reminders,
    report,
    roles,
    rules,
    running,
    season,
    unfiled,
)
from config import ComplianceConfig
from disclosure.annual.forms.web import TEMPLATES
from disclosure.web.site import create_site

DESKS = (
    home.desk,
    season.desk,
    running.desk,
    people.desk,
    keeping.desk,
    chase.desk,
    lengthening.desk,
    contacts.desk,
    unfiled.desk,
    extending.desk,
    deciding.desk,
    designate.desk,
    reminders.desk,
    referrals.desk,
    referral.desk,
    draw.desk,
    report.desk,
    entity.desk,
    audit.desk,
    admin.desk,
    roles.desk,
    rules.desk,
    nominating.desk,
)


def create_app(config: ComplianceConfig | None = None) -> Flask:
    """Return the compliance site, configured from the environment unless told."""
    app = create_site("compliance", config or ComplianceConfig.from_environment(), desks=DESKS)
    own = [app.jinja_loader] if app.jinja_loader else []
    app.jinja_loader = ChoiceLoader([*own, FileSystemLoader(TEMPLATES)])
    pages.register(app)
    return app
