"""What people write, in the six languages of the office."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from msgspec import convert

Phrases = Mapping[str, tuple[str, ...]]
"""By topic, several ways to say something."""


@cache
def _languages() -> Mapping[str, Phrases]:
    written = resources.files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8")
    return convert(tomllib.loads(written), dict[str, dict[str, tuple[str, ...]]])


def phrases(language: str) -> Phrases:
    """Return the phrases of one of the six languages."""
    return _languages()[language]
