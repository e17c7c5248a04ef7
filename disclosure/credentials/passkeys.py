"""Passkeys (WebAuthn): asked of a browser, and what it answers judged.

The device makes sure of its owner each time (`userVerification` is required), so a passkey is both factors
at once. No attestation is asked for: which make of device it is, is nobody's business here.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from disclosure.domain.messages import message
from disclosure.errors import BadInput

LONGEST_ID = 1023
_NEEDED = UserVerificationRequirement.REQUIRED


class Asked(NamedTuple):
    """What a browser is asked, as JSON, and the challenge that its answer signs."""

    options: str
    challenge: bytes


class Made(NamedTuple):
    """A new passkey: its id, the public half, and how often it says it was used."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def asked_to_make(*, host: str, account_id: UUID, email: str, name: str, known: Iterable[bytes]) -> Asked:
    """Ask for a new passkey of an account, on a device that holds none of `known`."""
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name=host,
        user_id=account_id.bytes,
        user_name=email,
        user_display_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_NEEDED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return Asked(webauthn.options_to_json(options), options.challenge)


def asked_to_prove(*, host: str) -> Asked:
    """Ask for a proof by any passkey that the device has for `host`; its owner chooses."""
    options = webauthn.generate_authentication_options(rp_id=host, user_verification=_NEEDED)
    return Asked(webauthn.options_to_json(options), options.challenge)


def made(answer: str, *, challenge: bytes, host: str, origin: str) -> Made:
    """Return the passkey that a device made. Raises BadInput when the answer is not to this challenge."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except WebAuthnException:
        raise BadInput(message("This device made no passkey. Try again.")) from None
    if len(found.credential_id) > LONGEST_ID:
        raise BadInput(message("This device made no passkey. Try again."))
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def id_in(answer: str) -> bytes:
    """Return which passkey an answer claims to be of. Raises BadInput when it is no answer."""
    try:
        return parse_authentication_credential_json(answer).raw_id
    except (WebAuthnException, ValueError):
        raise wrong() from None


def proved(
    answer: str, *, challenge: bytes, host: str, origin: str, public_key: bytes, sign_count: int
) -> int:
    """Return how often the passkey says it was used, once its answer is right. Raises BadInput otherwise."""
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        ).new_sign_count
    except WebAuthnException:
        raise wrong() from None


def wrong() -> BadInput:
    """Return the refusal of a passkey, one sentence for every cause."""
    return BadInput(message("This passkey does not sign you in here. Try another way."))
