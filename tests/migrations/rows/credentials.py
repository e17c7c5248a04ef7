"""What one account proves itself with, an attempt to sign in, and a case that somebody asks to read."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, ROSAS_ACCOUNT, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0035": {
        "passwords": {"account_id": ROSAS_ACCOUNT, "hash": "$argon2id$", "set_at": AT},
        "authenticators": {
            "id": some_id(291),
            "account_id": ROSAS_ACCOUNT,
            "locked": b"locked",
            "last_step": 59_000_000,
            "begun_at": AT,
        },
        "recovery_codes": {
            "id": some_id(292),
            "account_id": ROSAS_ACCOUNT,
            "mark": bytes(32),
            "made_at": AT,
        },
        "passkeys": {
            "id": some_id(293),
            "account_id": ROSAS_ACCOUNT,
            "credential_id": b"credential",
            "public_key": b"public",
            "sign_count": 0,
            "host": "review.example.org",
            "name": "Telephone",
            "made_at": AT,
        },
    },
    "0036": {
        "sign_in_steps": {
            "id": some_id(301),
            "account_id": ROSAS_ACCOUNT,
            "token_hash": bytes(32),
            "site": "review",
            "method": "password",
            "created_at": AT,
            "expires_at": AT,
        },
        "guesses": {"mark": bytes(32), "count": 3, "last_at": AT},
        "known_devices": {
            "id": some_id(302),
            "account_id": ROSAS_ACCOUNT,
            "token_hash": bytes(32),
            "first_at": AT,
            "last_at": AT,
        },
    },
    "0037": {
        "identities": {
            "id": some_id(311),
            "account_id": ROSAS_ACCOUNT,
            "issuer": "https://login.example.org",
            "subject": "248289761001",
            "linked_at": AT,
        },
    },
    "0038": {
        "emergencies": {
            "id": some_id(321),
            "filing_id": FILING,
            "asked_by_id": ROSAS_ACCOUNT,
            "reason": "Its reviewer is away.",
            "asked_at": AT,
        },
    },
}
