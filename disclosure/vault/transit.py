"""Private keys wrapped by HashiCorp Vault's Transit engine (or OpenBao's): the folder alone opens nothing.

The folder of a site holds the same files as ever (`keyfiles`); instead of `private` a private file has
`transit`, the ciphertext that Transit made of it. The site asks Transit to open its keys when it starts
and when the folder has changed, and keeps them in memory. Whoever takes the site's token back, or its
policy on the key, or lets Transit trim the key's version, shuts the folder and every copy of it.

    transit.json   url, key, and where they are not the usual ones mount ("transit"), namespace, ca (a
                   file of certificates); in the key folder, and what makes it such a folder
    token          DISCLOSURE_TRANSIT_TOKEN, or the file that DISCLOSURE_TRANSIT_TOKEN_FILE names

Each request names the key pair twice: as `context`, from which a key of Transit that was made with
`derived=true` derives one for each pair, and as `associated_data`, to which the ciphertext is bound.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Self

import msgspec
import requests

from disclosure.errors import ConfigError
from disclosure.vault import keyrecords, suites
from disclosure.vault.durable import read_private
from disclosure.vault.envelope import fields
from disclosure.vault.keyfiles import FileKeyStore
from disclosure.vault.keys import PrivateKey, PublicKey

SETTINGS: Final = "transit.json"
TOKEN: Final = "DISCLOSURE_TRANSIT_TOKEN"  # noqa: S105 - the name of the variable that holds it
SECONDS: Final = 10
"""How long a site waits for an answer."""


class TransitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `transit.json` says."""

    url: str
    key: str
    mount: str = "transit"
    namespace: str | None = None
    ca: str | None = None


class Transit:
    """One key of a Transit engine. Its errors are sentences: ConfigError says what to do."""

    def __init__(self, settings: TransitSettings, *, token: str) -> None:
        self._settings = settings
        try:
            import hvac  # noqa: PLC0415 - only where a folder asks for it; the extra `transit` brings it
        except ImportError:
            raise ConfigError(
                f"This key folder needs Vault Transit, and hvac is not installed. "
                f"Install the extra: pip install 'disclosure-portal[transit]' (or remove {SETTINGS})."
            ) from None
        self._errors = hvac.exceptions
        self._engine = hvac.Client(
            url=settings.url,
            token=token,
            namespace=settings.namespace,
            verify=settings.ca or True,
            timeout=SECONDS,
        ).secrets.transit

    def encrypt(self, content: bytes, *, about: bytes) -> str:
        """Return the ciphertext of `content`, bound to `about`."""
        given = {"plaintext": _text(content)} | _binding(about)
        return str(self._asked(self._engine.encrypt_data, given)["ciphertext"])

    def decrypt(self, ciphertext: str, *, about: bytes) -> bytes:
        """Return what `ciphertext` was made of, if it is bound to `about`."""
        given = {"ciphertext": ciphertext} | _binding(about)
        return b64decode(self._asked(self._engine.decrypt_data, given)["plaintext"])

    def _asked(self, ask: Callable[..., Any], given: Mapping[str, str]) -> Mapping[str, Any]:
        place, errors = self._settings, self._errors
        where = f"key {place.key} of Vault Transit at {place.url}"
        try:
            answer: Mapping[str, Any] = ask(place.key, mount_point=place.mount, **given)["data"]
        except (errors.Forbidden, errors.Unauthorized):
            raise ConfigError(
                f"The token of this site may not use {where}, or it has run out. "
                f"Give the site a new one in {TOKEN}."
            ) from None
        except errors.InvalidPath:
            raise ConfigError(f"There is no {where}. Look at mount and key in {SETTINGS}.") from None
        except errors.InvalidRequest as refusal:
            raise ConfigError(f"The {where} does not open this: {', '.join(refusal.errors or ())}.") from None
        except (errors.VaultDown, errors.VaultNotInitialized):
            raise ConfigError(f"The {where} is sealed or in maintenance. Unseal it.") from None
        except errors.VaultError as fault:
            raise ConfigError(f"The {where} did not answer as it should ({type(fault).__name__}).") from None
        except requests.RequestException as fault:
            raise ConfigError(
                f"The {where} cannot be reached ({type(fault).__name__}). Look at url in {SETTINGS}."
            ) from None
        return answer


class TransitKeyStore(FileKeyStore):
    """The keys in a folder whose private halves Transit wraps."""

    def __init__(self, directory: Path, transit: Transit) -> None:
        super().__init__(directory)
        self._transit = transit

    @classmethod
    def in_folder(cls, directory: Path, *, environ: Mapping[str, str] = os.environ) -> Self:
        """Take a folder with `transit.json`. Raises ConfigError when it or the token cannot be read."""
        path = directory / SETTINGS
        try:
            settings = msgspec.json.decode(path.read_bytes(), type=TransitSettings)
        except (OSError, msgspec.MsgspecError) as error:
            raise ConfigError(f"{path} does not say where Vault Transit is: {error}") from None
        return cls(directory, Transit(settings, token=_token(environ)))

    def private_record(self, key: PrivateKey) -> dict[str, Any]:
        """What a private file says: the ciphertext in place of the key."""
        wrapped = self._transit.encrypt(key.secret, about=_about(key.public))
        return keyrecords.public_record(key.public) | {"transit": wrapped}

    def private_of(self, record: object, *, origin: str) -> PrivateKey:
        """Read a private record, plain or wrapped. Raises ConfigError when Transit does not open it."""
        if not isinstance(record, dict) or "transit" not in record:
            return super().private_of(record, origin=origin)
        public = keyrecords.read_public(record, origin=origin)
        secret = self._transit.decrypt(str(record["transit"]), about=_about(public))
        if len(secret) != suites.SECRET_BYTES:
            raise ConfigError(f"{origin} does not hold a key: what Transit gave back has another length.")
        return PrivateKey(public, secret)


def _about(key: PublicKey) -> bytes:
    return fields(b"disclosure/transit", key.id.bytes, key.recipient.encode(), key.material)


def _binding(about: bytes) -> dict[str, str]:
    return {"context": _text(about), "associated_data": _text(about)}


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _token(environ: Mapping[str, str]) -> str:
    named = f"{TOKEN}_FILE"
    if (TOKEN in environ) == (named in environ):
        raise ConfigError(f"Set exactly one of {TOKEN} and {named}: this site's keys are in Vault Transit.")
    return environ[TOKEN] if TOKEN in environ else read_private(Path(environ[named])).strip()
