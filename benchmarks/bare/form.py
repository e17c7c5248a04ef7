"""The bare limit of an act: Flask reads a form and keeps one row durably."""

import os
import time

from flask import Flask, request

from benchmarks.bare.store import store

app = Flask(__name__)


@app.post("/")
def keep() -> str:
    request_id = os.urandom(16)
    store().keep(("audit", (request_id, time.time(), request.form["kind"], request_id)))
    return "Kept."
