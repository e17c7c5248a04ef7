"""Settings: one frozen class per process, read from the environment once, refused when unsafe.

An *instance* is a folder that `disclosure init` (or the replay) has prepared:
database, keys, secrets, mail, attachments. Without any setting it is
`./instance`. In production each site's process names its own database role,
keys and secret; every secret may also be given as `NAME_FILE`, a path.

    DISCLOSURE_INSTANCE       the instance folder
    DISCLOSURE_DATABASE_URL   instead of SQLite in the instance
    DISCLOSURE_REDIS_URL      hand work to RQ; without it a worker of this process does it
    DISCLOSURE_STORAGE_URL    where attachments are stored (any fsspec address)
    DISCLOSURE_MAIL_URL       smtp://[user:password@]host:port; without it mail is written to files
    DISCLOSURE_MAIL_FROM      the sender of letters
    DISCLOSURE_HELP_EMAIL     who answers questions about the programme; by default the sender of letters
    DISCLOSURE_HELP_HOURS     when they do, as every page shows it, like "Monday to Friday, 9:00 to 17:00"
    DISCLOSURE_SECURITY_EMAIL who is told of refused access, acts on keys and a ledger that was altered
    DISCLOSURE_KEYS           the key folder of this process's site
    DISCLOSURE_BASE_URL       where one process serves all three sites; by default http://127.0.0.1:8000
    PORTAL_URL, REVIEW_URL, COMPLIANCE_URL          public addresses of the three sites
    DISCLOSURE_LARGEST_FILE, DISCLOSURE_MOST_PAGES, DISCLOSURE_MOST_MEGAPIXELS  of files that filers send
    REVIEW_YENTE_URL, REVIEW_YENTE_LISTS  a yente server to screen against, and which data sets of it
    PORTAL_SECRET, REVIEW_SECRET, COMPLIANCE_SECRET  what signs a site's cookies and tokens
    ACCOUNTS_SECRET           what seals second factors at rest; the same for all three sites
    DISCLOSURE_SECOND_FACTOR  the sites that ask for a second factor, or none; by default "review compliance"
    DISCLOSURE_PROVIDER       a TOML file: how people sign in with their organisation (OpenID Connect)
    DISCLOSURE_BREACHED_PASSWORDS  a file of hashes of leaked passwords; none of them is taken
    DISCLOSURE_PROVE_AGAIN    minutes after which certifying and the like ask again who it is; by default 30
    DISCLOSURE_PRODUCTION     1: refuse what is meant for a trial (disclosure/production.py)
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from disclosure import production
from disclosure.errors import ConfigError
from disclosure.instances import (
    ACCOUNTS,
    KEY_FOLDERS,
    MARK,
    SITES,
    complete_instance,
    instance_folder,
    is_demo,
    mark,
    prepare_instance,
    replayed,
)

__all__ = [
    "DATABASES",
    "KEY_FOLDERS",
    "MARK",
    "SHORTEST_SECRET",
    "SITES",
    "ComplianceConfig",
    "Config",
    "PortalConfig",
    "ReviewConfig",
    "SiteConfig",
    "complete_instance",
    "instance_folder",
    "is_demo",
    "prepare_instance",
    "replayed",
]

SHORTEST_SECRET = 32
DATABASES = frozenset({"sqlite", "postgresql"})
SECOND_FACTOR_ON = frozenset({"review", "compliance"})


@dataclass(frozen=True, kw_only=True)
class Config:
    """What every process needs to know. What may hold a password is not printed."""

    instance: Path
    demo: bool
    clock_offset: timedelta
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    storage_url: str = field(repr=False)
    mail_url: str | None = field(repr=False)
    mail_from: str
    help_email: str = ""  # who answers questions; the sender of letters where it is not set
    help_hours: str = ""
    security_email: str = ""  # who is told at once of what concerns security; nobody where it is not set
    portal_url: str
    review_url: str
    compliance_url: str
    yente: tuple[str | None, str] = field(default=(None, ""), repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings. Raises ConfigError with what is missing and what to do."""
        return cls(**_common(os.environ if environ is None else environ))

    def keys_of(self, site: str) -> Path:
        """Return the folder of a site's keys inside the instance."""
        return self.instance / "keys" / site

    @property
    def ledger_keys(self) -> Path:
        """The folder of the ledger's signing key."""
        return self.instance / "keys" / "ledger"

    @property
    def heads(self) -> Path:
        """The file outside the database to which signed heads of the ledger are written."""
        return self.instance / "ledger" / "heads.jsonl"


@dataclass(frozen=True, kw_only=True)
class SiteConfig(Config):
    """What one site's process needs. `url` is where people reach it."""

    site: str
    secret: str = field(repr=False)
    url: str
    idle_minutes: int = 60
    absolute_hours: int = 12
    max_upload: int = 25 * 1024 * 1024
    largest_file: int = 25
    most_pages: int = 500
    most_megapixels: int = 50
    accounts_secret: str = field(default="", repr=False)
    second_factor_on: frozenset[str] = SECOND_FACTOR_ON
    prove_again: int = 30
    provider: Path | None = None
    breached: Path | None = None

    @property
    def second_factor(self) -> bool:
        """Whether whoever signs in here must have a second factor. Who has one is asked for it anywhere."""
        return self.site in self.second_factor_on

    @property
    def https(self) -> bool:
        """Whether people reach the site over TLS (then cookies are Secure and host-bound)."""
        return self.url.startswith("https://")


@dataclass(frozen=True, kw_only=True)
class PortalConfig(SiteConfig):
    """The filing site."""

    keys: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings of the filing site."""
        given = os.environ if environ is None else environ
        return cls(**_site(given, "portal"), keys=_keys(given, "portal"))


@dataclass(frozen=True, kw_only=True)
class ReviewConfig(SiteConfig):
    """The review site."""

    keys: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings of the review site."""
        given = os.environ if environ is None else environ
        return cls(**_site(given, "review"), keys=_keys(given, "review"))


@dataclass(frozen=True, kw_only=True)
class ComplianceConfig(SiteConfig):
    """The compliance site. It has no keys, so there is no setting for them."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings of the compliance site."""
        return cls(**_site(os.environ if environ is None else environ, "compliance"))


def _common(environ: Mapping[str, str]) -> dict[str, Any]:
    instance = instance_folder(environ)
    found = mark(instance)
    database = _database(environ)
    demo = found.demo and database is None
    production.check(environ, demo=demo)
    base = _address(environ, "DISCLOSURE_BASE_URL", "http://127.0.0.1:8000")
    return {
        "instance": instance,
        "demo": demo,
        "clock_offset": found.offset if demo else timedelta(0),
        "database_url": database or f"sqlite:///{instance / 'disclosure.sqlite'}",
        "redis_url": _value(environ, "DISCLOSURE_REDIS_URL"),
        "storage_url": _value(environ, "DISCLOSURE_STORAGE_URL") or (instance / "attachments").as_uri(),
        "mail_url": _value(environ, "DISCLOSURE_MAIL_URL"),
        "mail_from": (sender := environ.get("DISCLOSURE_MAIL_FROM") or "disclosure@localhost"),
        "help_email": environ.get("DISCLOSURE_HELP_EMAIL") or sender,
        "help_hours": environ.get("DISCLOSURE_HELP_HOURS") or "",
        "security_email": environ.get("DISCLOSURE_SECURITY_EMAIL") or "",
        "portal_url": _address(environ, "PORTAL_URL", base),
        "review_url": _address(environ, "REVIEW_URL", f"{base}/review"),
        "compliance_url": _address(environ, "COMPLIANCE_URL", f"{base}/compliance"),
        "yente": (_value(environ, "REVIEW_YENTE_URL"), environ.get("REVIEW_YENTE_LISTS") or ""),
    }


def _address(environ: Mapping[str, str], name: str, otherwise: str) -> str:
    address = environ.get(name) or otherwise
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{name} is not the address of a site. Write it like https://file.example.org.")
    return address.rstrip("/")


def _database(environ: Mapping[str, str]) -> str | None:
    name = "DISCLOSURE_DATABASE_URL"
    address = _value(environ, name)
    try:
        if address is None or make_url(address).get_backend_name() in DATABASES:
            return address
    except ArgumentError:
        pass
    raise ConfigError(f"{name} is no address of a database. Write postgresql+psycopg://user@host/name.")


def _site(environ: Mapping[str, str], site: str) -> dict[str, Any]:
    common = _common(environ)
    own = {
        "site": site,
        "secret": _secret(environ, site, common),
        "url": common[f"{site}_url"],
        "accounts_secret": _secret(environ, ACCOUNTS, common),
        "second_factor_on": _second_factor(environ),
        "provider": Path(file) if (file := environ.get("DISCLOSURE_PROVIDER")) else None,
        "breached": Path(file) if (file := environ.get("DISCLOSURE_BREACHED_PASSWORDS")) else None,
    }
    return common | own | _numbers(environ)


def _second_factor(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the sites that ask for a second factor."""
    named = environ.get("DISCLOSURE_SECOND_FACTOR") or " ".join(SECOND_FACTOR_ON)
    if named.strip() == "none":
        return frozenset()
    sites = frozenset(named.split())
    if not sites or not sites <= frozenset(SITES):
        raise ConfigError(
            f"DISCLOSURE_SECOND_FACTOR is none, or names sites ({', '.join(SITES)}) with spaces between them."
        )
    return sites


def _numbers(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the numbers that are set; the others keep their defaults."""
    found = {}
    for name in ("largest_file", "most_pages", "most_megapixels", "prove_again"):
        variable = f"DISCLOSURE_{name.upper()}"
        if given := environ.get(variable):
            if not given.isascii() or not given.isdecimal() or int(given) == 0:
                raise ConfigError(f"{variable} is no whole number above 0.")
            found[name] = int(given)
    return found


def _secret(environ: Mapping[str, str], site: str, common: Mapping[str, Any]) -> str:
    name = f"{site.upper()}_SECRET"
    path = Path(str(common["instance"])) / "secrets" / site
    secret = _value(environ, name)
    if secret is None and path.exists():
        secret = path.read_text(encoding="utf-8").strip()
    if secret is None:
        raise ConfigError(f"{name} is not set. Run `disclosure init`, or set {name} or {name}_FILE.")
    if secret.lower() in production.PLACEHOLDERS or len(secret) < SHORTEST_SECRET:
        raise ConfigError(
            f"{name} is a placeholder or shorter than {SHORTEST_SECRET} characters. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return secret


def _keys(environ: Mapping[str, str], site: str) -> Path:
    return Path(environ.get("DISCLOSURE_KEYS") or instance_folder(environ) / "keys" / site)


def _value(environ: Mapping[str, str], name: str) -> str | None:
    """Return a setting, or the content of the file that NAME_FILE names."""
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{name}_FILE names {path}, which is not a text.") from None
    return environ.get(name) or None
