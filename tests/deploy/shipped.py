"""The deployment files, as the programs that read them see them."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).parents[2]
DEPLOY = HOME / "deploy"
SITES = {
    "portal": "portal:create_app()",
    "review": "reviewer:create_app()",
    "compliance": "compliance:create_app()",
}
OTHERS = frozenset(
    {"PROMETHEUS_MULTIPROC_DIR", "WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS", "PYTHONDONTWRITEBYTECODE"}
)
"""Settings of the programs that ours runs in."""


@cache
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def ours() -> dict[str, dict[str, Any]]:
    """The services that run our image."""
    return {name: one for name, one in compose()["services"].items() if "build" in one}


@cache
def settings() -> frozenset[str]:
    """Every setting that our code reads from the environment."""
    read = (HOME / "config.py", HOME / "disclosure/production.py", HOME / "disclosure/logs.py")
    found = re.findall(
        r"\b(?:DISCLOSURE|PORTAL|REVIEW|COMPLIANCE|ACCOUNTS)_[A-Z_]+[A-Z]\b", "".join(map(_text, read))
    )
    return frozenset(found) | OTHERS


def known(name: str) -> bool:
    """Whether somebody reads a setting of this name."""
    return name.removesuffix("_FILE") in settings() or name.startswith(("AWS_", "FSSPEC_S3_"))


def environment(path: Path) -> dict[str, str]:
    """Read an EnvironmentFile as systemd does: no expansion, no quotes here."""
    lines = (line.strip() for line in _text(path).splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
