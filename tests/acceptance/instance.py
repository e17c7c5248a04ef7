"""The instance under trial: asked through the command line alone, and copied before it is tampered with."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from config import Config

DATABASE = "disclosure.sqlite"
LONGEST = 600
"""Seconds that one command may take."""
_SETTINGS = ("DISCLOSURE_", "PORTAL_", "REVIEW_", "COMPLIANCE_")


def environment(folder: Path) -> dict[str, str]:
    """Return an environment that names this instance and nothing else of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    return kept | {"DISCLOSURE_INSTANCE": str(folder)}


def ask(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run `disclosure` on an instance, as an operator would."""
    program = Path(sys.executable).with_name("disclosure")
    return subprocess.run(
        [program, *command],
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )


def told(folder: Path, *command: str) -> str:
    """Return what a command prints; it must succeed."""
    answer = ask(folder, *command)
    assert answer.returncode == 0, f"`disclosure {' '.join(command)}` failed: {answer.stderr.strip()}"
    return answer.stdout


def settings(folder: Path) -> Config:
    """Return the settings of an instance."""
    return Config.from_environment({"DISCLOSURE_INSTANCE": str(folder)})


def copied(folder: Path, to: Path) -> Path:
    """Copy an instance without its mail: database, keys, heads of the ledger."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("mail", "attachments", f"{DATABASE}*"))
    with (
        closing(sqlite3.connect(folder / DATABASE)) as original,
        closing(sqlite3.connect(to / DATABASE)) as copy,
    ):
        original.backup(copy)
    return to
