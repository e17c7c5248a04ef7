"""The filing site: designated people and their delegates. It opens only what they filed themselves."""

from flask import Flask

from config import PortalConfig
from disclosure.casework import reading
from disclosure.vault.storage import Storage
from disclosure.web.site import create_site
from portal import home

DESKS = (home.desk,)
NAVIGATION = (("home.index", "Your statement"),)


def create_app(config: PortalConfig | None = None) -> Flask:
    """Return the filing site, configured from the environment unless told."""
    config = config or PortalConfig.from_environment()
    app = create_site("portal", config, desks=DESKS, navigation=NAVIGATION)
    app.extensions["keys"] = reading.keys_in(config.keys)
    app.extensions["storage"] = Storage(config.storage_url)
    return app
