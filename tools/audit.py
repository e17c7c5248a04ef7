# ruff: noqa: INP001 - a script, not a package
"""Ask an advisory service about every locked dependency; no answer is no pass.

First it is asked about a release with a fault that has been known for years: a mirror that hands out packages
without advisories knows nothing of it, and would know nothing of a new one.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SETS = ("core", "production", "dev")
KNOWN = "jinja2==2.10"
"""CVE-2019-10906: leaving the sandbox."""
FAULTY, NOT_ASKED = 1, 2
NO_ANSWER = """\
Nothing is known about the dependencies: {why}.
This is no pass. Run `make audit` where https://pypi.org is reached itself, not a mirror of packages, or ask
another service: make audit SERVICE=osv (https://api.osv.dev).
"""


class Told(NamedTuple):
    """What a service said of some dependencies."""

    faults: Sequence[str]
    unknown: Sequence[str]
    """Dependencies of which it said nothing, or why it was not reached."""


def ask(requirements: Path, *, program: Path, service: str) -> Told:
    """Ask about the dependencies of a file."""
    options = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "-f", "json", "-s", service]
    done = subprocess.run(  # noqa: S603 - a program that is installed beside this one
        [program, *options, "-r", requirements], capture_output=True, text=True, check=False
    )
    try:
        answered = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        said = done.stderr.strip().splitlines() or ["no answer"]
        return Told([], [said[-1]])
    return Told(list(_faults(answered)), [one["name"] for one in answered if "skip_reason" in one])


def _faults(answered: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in answered:
        for fault in one.get("vulns", ()):
            mended = ", ".join(fault["fix_versions"]) or "no release yet"
            yield f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}"


def main(program: Path, service: str) -> int:
    """Print what is known and return 0 only where all was asked about and nothing is known of it."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(f"{KNOWN}\n")
        file.flush()
        probe = ask(Path(file.name), program=program, service=service)
    if not probe.faults:
        heard = f" ({'; '.join(probe.unknown)})" if probe.unknown else ""
        return _not_asked(f"the service {service} tells no fault of {KNOWN}, which has one{heard}")
    for name in SETS:
        told = ask(ROOT / "requirements" / f"{name}.txt", program=program, service=service)
        if told.unknown:
            return _not_asked(f"no word from the service {service} ({', '.join(told.unknown)})")
        if told.faults:
            sys.stdout.write("\n".join([*told.faults, f"{len(told.faults)} known faults in {name}.txt\n"]))
            return FAULTY
        sys.stdout.write(f"requirements/{name}.txt: no known fault\n")
    return 0


def _not_asked(why: str) -> int:
    sys.stderr.write(NO_ANSWER.format(why=why.rstrip(".")))
    return NOT_ASKED


if __name__ == "__main__":
    sys.exit(main(Path(sys.executable).with_name("pip-audit"), *sys.argv[1:2] or ["pypi"]))
