"""Chromium, and the three lines of the usability script that it is given."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FONTS = "fonts-dejavu-core"
"""Latin, Cyrillic and Arabic letters: a bare machine has none, and a page without any is another page."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


class NoBrowser(Exception):
    """There is no Chromium; the sentence says how to get one."""


@dataclass(frozen=True)
class Line:
    """A line: bits per second each way, and milliseconds before an answer begins."""

    name: str
    down: int
    up: int
    latency: int

    def tie(self, session: CDPSession) -> None:
        """Let the page behind `session` have this line and no other."""
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": self.latency,
                "downloadThroughput": self.down / 8,
                "uploadThroughput": self.up / 8,
            },
        )


OFFICE = Line("OFFICE", 10_000_000, 10_000_000, 40)
FIELD = Line("FIELD", 256_000, 64_000, 700)
DEEP = Line("DEEP", 64_000, 64_000, 1_500)


def find() -> str | None:
    """Return where Chromium is, if it is installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def install() -> str:
    """Return where Chromium is; where there is none, root installs Debian's. Raises NoBrowser."""
    found = find()
    if found:
        return found
    how = "Install Chromium (Debian: apt-get install chromium); the journeys drive it."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoBrowser(how)
    for command in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", "chromium", FONTS]):
        if subprocess.run(["apt-get", "-y", *command], check=False).returncode:
            raise NoBrowser(f"{how} apt-get did not do it.")
    found = find()
    if not found:
        raise NoBrowser(how)
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Run Chromium without a window."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=install(), headless=True, args=list(FLAGS))
        yield browser
        browser.close()
