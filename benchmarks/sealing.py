"""The vault beside the bare primitives: 20 kB under a fresh key, wrapped to two recipients, and opened."""

import os
from collections.abc import Iterator
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import STATEMENT_BYTES, Office
from disclosure.db import transaction
from disclosure.models import Cycle
from disclosure.vault.envelope import Binding, Recipient
from disclosure.vault.suites import NEWEST, SUITES, generate_secret, parse_public, parse_secret, public_of

NUMBER = 200
GOAL = AtMost(1.5)


def measure(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield one line for sealing and one for opening, each of one object."""
    with transaction(office.engine, write=False) as db:
        cycle_id = db.scalars(select(Cycle.id)).first()
    assert cycle_id is not None
    sealer, opener = office.stage.portal
    content, bound = os.urandom(STATEMENT_BYTES), Binding("statements", uuid4(), 1)
    sealed = sealer.seal(content, bound_to=bound, cycle_id=cycle_id, recipients=tuple(Recipient))
    assert opener.open(sealed.payload, sealed.wraps, bound_to=bound) == content
    secret = generate_secret()
    public, private, suite = parse_public(public_of(secret)), parse_secret(secret), SUITES[NEWEST]
    wrapped = suite.encrypt(bytes(32), public, b"place")
    ciphertext = AESGCM(bytes(32)).encrypt(bytes(12), content, b"place")

    def bare_seal() -> list[bytes]:
        key, nonce = os.urandom(32), os.urandom(12)
        payload = AESGCM(key).encrypt(nonce, content, b"place")
        return [payload, *(suite.encrypt(key, public, b"place") for _ in Recipient)]

    def bare_open() -> bytes:
        return AESGCM(suite.decrypt(wrapped, private, b"place")).decrypt(bytes(12), ciphertext, b"place")

    ours, limit = in_turns(
        ours=lambda: [
            sealer.seal(content, bound_to=bound, cycle_id=cycle_id, recipients=tuple(Recipient))
            for _ in range(NUMBER)
        ],
        limit=lambda: [bare_seal() for _ in range(NUMBER)],
        rounds=rounds,
    )
    yield durations("seal 20 kB to two recipients", ours / NUMBER, limit / NUMBER, goal=GOAL)
    ours, limit = in_turns(
        ours=lambda: [opener.open(sealed.payload, sealed.wraps, bound_to=bound) for _ in range(NUMBER)],
        limit=lambda: [bare_open() for _ in range(NUMBER)],
        rounds=rounds,
    )
    yield durations("open 20 kB", ours / NUMBER, limit / NUMBER, goal=GOAL)
