"""The bare limit of filing: a form of 20 kB, sealed under a fresh key that is wrapped twice, and one commit.

No session, no CSRF token, no form engine, no access rule, no check, no letter.
"""

import os
import time

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from benchmarks.bare.store import Audit, store
from disclosure.vault.suites import NEWEST, SUITES, generate_secret, parse_public, public_of

app = Flask(__name__)
RECIPIENTS = {name: parse_public(public_of(generate_secret())) for name in ("portal", "review")}


@app.post("/")
def submit() -> Response:
    row_id, data_key, nonce = os.urandom(16), os.urandom(32), os.urandom(12)
    sealed = nonce + AESGCM(data_key).encrypt(nonce, request.form["statement"].encode(), row_id)
    wraps = [
        (name, SUITES[NEWEST].encrypt(data_key, key, row_id + name.encode()))
        for name, key in RECIPIENTS.items()
    ]
    store().keep(
        ("statements", (row_id, sealed)),
        *(("wraps", (row_id, name, wrapped)) for name, wrapped in wraps),
        audit=Audit(os.urandom(16), time.time(), "filed", row_id),
    )
    return redirect("/receipt", 303)
