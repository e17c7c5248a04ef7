"""An organisation's own sign-in (OpenID Connect Core 1.0): the code flow with PKCE, state and nonce.

What differs between organisations is a TOML file that `DISCLOSURE_PROVIDER` names:

    name = "Sign-in of the United Nations"      # what the button says
    issuer = "https://login.example.org"
    client_id = "disclosure-review"
    client_secret_file = "/run/secrets/oidc"    # or client_secret; neither for a public client
    organisation = "UN"                         # whose accounts it signs in
    email = "email"                             # the claim with the address; email_verified must be true
    trusts_email = false                        # the provider says no email_verified, and verifies all
    groups = "groups"                           # the claim with the groups
    second_factor = ["mfa", "otp", "hwk"]       # of `amr`; without this list the provider's word is enough
    [[roles]]                                   # who is in a group holds the role, who is not does not
    group = "disclosure-reviewers"
    role = "reviewer"
    entity = "DOS"                              # for focal points and heads
"""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import msgspec

from disclosure.domain.actors import ENTITY_ROLES, Role
from disclosure.errors import ConfigError

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class GroupRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The role that a group of the provider holds."""

    group: str
    role: Role
    entity: str | None = None


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An organisation's sign-in, as its file says."""

    name: str
    issuer: str
    client_id: str
    organisation: str
    client_secret: str | None = None
    client_secret_file: str | None = None
    email: str = "email"
    trusts_email: bool = False
    groups: str = "groups"
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    second_factor: tuple[str, ...] = ()
    roles: tuple[GroupRole, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file. Raises ConfigError that says what is wrong with it."""
        try:
            found = msgspec.toml.decode(path.read_bytes(), type=cls)
        except OSError as error:
            raise ConfigError(f"The file {path} of the sign-in cannot be read: {error.strerror}.") from None
        except (msgspec.MsgspecError, ValueError) as error:
            raise ConfigError(f"The file {path} of the sign-in is not right: {error}") from None
        if not is_safe(found.issuer) or "openid" not in found.scopes:
            raise ConfigError(f"The file {path} needs an issuer with https:// and the scope openid.")
        for mapped in found.roles:
            if (mapped.role in ENTITY_ROLES) != (mapped.entity is not None):
                raise ConfigError(
                    f"The file {path} names an entity for focal points and heads, and no others."
                )
        return found

    @property
    def secret(self) -> str | None:
        """The client's secret. Raises ConfigError when its file cannot be read."""
        if self.client_secret_file is None:
            return self.client_secret
        try:
            return Path(self.client_secret_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(f"{self.client_secret_file} cannot be read: {error.strerror}.") from None


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read what is sent to an address: TLS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
