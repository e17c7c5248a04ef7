"""The bare limit of any page: Flask answers a few words."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "Hello."
