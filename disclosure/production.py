"""What an installation must be told before it serves people: nothing left out, nothing as it was shipped.

A value that was copied from an example and never changed is refused everywhere. With DISCLOSURE_PRODUCTION=1
a process also refuses to fall back on what is meant for a trial on one machine.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from disclosure.errors import ConfigError

SWITCH = "DISCLOSURE_PRODUCTION"
PLACEHOLDERS = frozenset({"", "secret", "changeme", "change-me", "password", "dev", "placeholder"})
"""What nobody may keep as a secret or as a password within an address."""
LEFT_AS_SHIPPED = "change-me"
NEEDED = {
    "DISCLOSURE_DATABASE_URL": "the database, as postgresql+psycopg://role@host/name",
    "DISCLOSURE_REDIS_URL": "Redis, as redis://:password@host:6379/0",
    "DISCLOSURE_STORAGE_URL": "where attachments are stored, as s3://bucket/folder",
    "DISCLOSURE_MAIL_URL": "the mail server, as smtp://name:password@host:587",
    "DISCLOSURE_MAIL_FROM": "the sender of letters",
    "PORTAL_URL": "the public address of the filing site, with https://",
    "REVIEW_URL": "the public address of the review site, with https://",
    "COMPLIANCE_URL": "the public address of the compliance site, with https://",
}
ADDRESSES = ("PORTAL_URL", "REVIEW_URL", "COMPLIANCE_URL")
OURS = ("DISCLOSURE_", "PORTAL_", "REVIEW_", "COMPLIANCE_", "ACCOUNTS_")


def check(environ: Mapping[str, str], *, demo: bool) -> None:
    """Refuse settings that were never made.

    Raises:
        ConfigError: one sentence for each setting that is missing, unchanged or fit for a trial only.

    """
    faults = list(_unchanged(environ))
    if _in_production(environ):
        faults += _missing(environ)
        if demo:
            faults.append("This instance is a demonstration. Make one for production with `disclosure init`.")
    if faults:
        raise ConfigError("\n".join(faults))


def _in_production(environ: Mapping[str, str]) -> bool:
    given = environ.get(SWITCH, "")
    if given not in ("", "0", "1"):
        raise ConfigError(f"{SWITCH} is {given!r}. Write 1 in production, else leave it out.")
    return given == "1"


def _unchanged(environ: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(environ):
        if not name.startswith(OURS) or name.endswith("_SECRET"):
            continue  # a secret is looked at where it is read, from the environment or from its file
        value = _given(environ, name.removesuffix("_FILE")) or ""
        if LEFT_AS_SHIPPED in value.lower() or _password(value) in PLACEHOLDERS:
            yield f"{name} still holds a placeholder. Put the real value there."


def _missing(environ: Mapping[str, str]) -> Iterator[str]:
    for name, what in NEEDED.items():
        value = _given(environ, name)
        if not value:
            yield f"{name} is not set. In production set it, or {name}_FILE: {what}."
        elif name in ADDRESSES and not value.startswith("https://"):
            yield f"{name} is not reached over TLS. In production write https://…"


def _given(environ: Mapping[str, str], name: str) -> str | None:
    """Return a setting's value; that of a file which cannot be read is refused where it is needed."""
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return path
    return environ.get(name)


def _password(value: str) -> str | None:
    """Return the password within an address, if it has one."""
    try:
        found = urlsplit(value).password if "://" in value else None
    except ValueError:
        return None
    return found and unquote(found).lower()
