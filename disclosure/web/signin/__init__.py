"""Signing in: by a link, by a password, with a second factor; and in a demonstration by choosing whom to be.

Sessions are rows: revocable, with idle and absolute limits. The cookie holds only the session's random
token. No session begins before all that is asked for was proved.
"""

from flask import Flask

from config import SiteConfig
from disclosure.credentials import breached
from disclosure.web.signin import links, own, passkeys, passwords, provider, proving, second, visitors
from disclosure.web.signin.demo import register_demo
from disclosure.web.signin.desk import desk
from disclosure.web.signin.visitors import SignedInAccount, locker, settings

__all__ = ["SignedInAccount", "locker", "register", "register_demo", "settings"]

PAGES = (links, passwords, second, passkeys, provider, proving, own)
"""The modules whose pages are on the desk."""


def register(app: Flask, config: SiteConfig) -> None:
    """Let people sign in to `app`."""
    if config.breached:
        breached.check(config.breached)
    visitors.register(app)
    provider.register(app, config)
    app.jinja_env.globals.update(passkeys_possible=passkeys.are_possible)
    app.register_blueprint(desk)
