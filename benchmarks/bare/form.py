"""The bare limit of an act: Flask reads a form and keeps one row durably."""

import os
import time

from flask import Flask, request

from benchmarks.bare.store import store

app = Flask(__name__)


@app.post("/")
def keep() -> str:
    store().keep(("acts", (os.urandom(16), time.time(), request.form["kind"])))
    return "Kept."
