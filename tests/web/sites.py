"""The three sites over a test's own database, each as its configuration makes it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

import compliance
import portal
import reviewer
from config import ComplianceConfig, PortalConfig, ReviewConfig
from tests.roles import logged_in

SECRET = "only for the tests, and long enough for them"


def make_site(site: str, folder: Path, database_url: str, **changes: Any) -> Flask:  # noqa: ANN401
    """Return one site; `changes` are settings other than a test usually has."""
    url = changes.pop("url", "http://localhost")
    settings: dict[str, Any] = {
        "instance": folder,
        "demo": False,
        "clock_offset": timedelta(0),
        "database_url": logged_in(database_url, site),
        "redis_url": None,
        "storage_url": (folder / "attachments").as_uri(),
        "mail_url": None,
        "mail_from": "office@example.org",
        "portal_url": url,
        "review_url": url,
        "compliance_url": url,
        "site": site,
        "secret": SECRET,
        "accounts_secret": SECRET,
        "url": url,
    } | changes
    if site == "compliance":
        return compliance.create_app(ComplianceConfig(**settings))
    keys = folder / "keys" / site
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    if site == "portal":
        return portal.create_app(PortalConfig(**settings, keys=keys))
    return reviewer.create_app(ReviewConfig(**settings, keys=keys))
