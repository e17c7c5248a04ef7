"""One-time codes of an authenticator app (TOTP, RFC 6238: six digits, SHA-1, thirty seconds).

SHA-1 and six digits are what every app understands; in an HMAC neither is weak.
"""

import hmac
import unicodedata
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
WINDOW = 1
"""Steps by which the clock of a telephone may be off, either way."""
DIGITS = 6


def new_secret() -> str:
    """Return a new secret, 160 random bits in base 32, as an app takes it."""
    return pyotp.random_base32()


def address(secret: str, *, account: str, issuer: str) -> str:
    """Return the address that an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def spaced(secret: str) -> str:
    """Return a secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def picture(content: str) -> str:
    """Return a QR code as the address of an SVG picture that holds all of it: nothing is fetched for it."""
    return segno.make(content, error="m").svg_data_uri(border=4, light="#fff", scale=4)


def typed(code: str) -> str:
    """Return a code as its digits, whichever script and spaces it was typed with."""
    return "".join(str(unicodedata.decimal(letter, "")) for letter in code)


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """Return the step of which `code` is the code, at most `WINDOW` from `at`; None if it is of none."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_SECONDS
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            found = step
    return found
