"""`make security`: run every check on both databases and write docs/security/checks.md."""

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.security.checks import CHECKS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
REPORT = ROOT / "docs" / "security" / "checks.md"
OF_CHECK = re.compile(r"::test_([a-z]\d)_")
NAMED = re.compile(r"^def (test_([a-z]\d)_\w+)", re.MULTILINE)
APART = "faults"
"""The folder of what only `make faults` runs."""
HEAD = """\
# Checks of security

Written by `make security` from its own run: what is tried, by how many tests, and what came of it. A test's
name begins with its check's id. Most are run on SQLite and on PostgreSQL, each of which counts.

| id | what | tests | result |
|---|---|---|---|
"""


class Outcomes:
    """What came of the tests of each check."""

    def __init__(self) -> None:
        self.passed: dict[str, int] = defaultdict(int)
        self.failed: dict[str, list[str]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test for its check. One that was skipped proved nothing, so it does not count as passed."""
        found = OF_CHECK.search(report.nodeid)
        if found is None:
            return
        check = found[1].upper()
        if report.when == "call" and report.passed:
            self.passed[check] += 1
        elif not report.passed:
            self.failed[check].append(report.nodeid)

    def result(self, check: str) -> str:
        """Return one word for a check."""
        if self.failed[check]:
            return "failed"
        return "passed" if self.passed[check] else "missing"


def elsewhere() -> list[str]:
    """Return the tests of these checks that stand beside what they try, outside of this folder."""
    folders = (path for path in sorted(HERE.parent.iterdir()) if path.is_dir())
    apart = {HERE.name, APART}
    files = [path for folder in folders if folder.name not in apart for path in folder.rglob("test_*.py")]
    files += HERE.parent.glob("test_*.py")
    return [
        f"{path}::{name}"
        for path in sorted(files)
        for name, check in NAMED.findall(path.read_text(encoding="utf-8"))
        if check.upper() in CHECKS
    ]


def main() -> int:
    """Return 0 only when every check has a test and all of them passed."""
    outcomes = Outcomes()
    status = pytest.main([*sys.argv[1:], "-q", str(HERE), *elsewhere()], plugins=[outcomes])
    results = {check: outcomes.result(check) for check in CHECKS}
    lines = [
        f"| {check} | {what} | {outcomes.passed[check]} | {results[check]} |\n"
        for check, what in CHECKS.items()
    ]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(HEAD + "".join(lines), encoding="utf-8")
    passed = sum(result == "passed" for result in results.values())
    missing = [check for check, result in results.items() if result == "missing"]
    sys.stdout.write(
        f"{passed} / {len(CHECKS)} checks passed; {len(missing)} missing: {' '.join(missing) or '-'}\n"
    )
    return int(status != pytest.ExitCode.OK or passed < len(CHECKS))


if __name__ == "__main__":
    sys.exit(main())
