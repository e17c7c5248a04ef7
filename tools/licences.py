# ruff: noqa: INP001 - a script, not a package
"""List the licence of everything the program needs, as locked: docs/security/licences.md."""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", re.MULTILINE)
HEAD = """\
# Licences

Of everything that is installed with the program, as each package states it. Written by `make sbom`.

| package | version | licence |
|---|---|---|
"""
LONGEST = 60


def licence(name: str) -> str:
    """Return what a package says of its licence; a word where it is for another kind of machine."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "not needed on this machine"
    stated = about.get("License-Expression") or ""
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if "License ::" in one
    ]
    written = (about.get("License") or "").strip().splitlines()
    short = written[0] if written and len(written[0]) <= LONGEST else ""
    return stated or ", ".join(classified) or short or "see the package"


def main() -> None:
    """Write the list."""
    locked = LOCKED.findall((ROOT / "requirements" / "core.txt").read_text(encoding="utf-8"))
    lines = [f"| {name} | {version} | {licence(name)} |\n" for name, version in locked]
    (ROOT / "docs" / "security" / "licences.md").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
