"""Run every fault, and say how many were stood, and of what was acknowledged how much was lost."""

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

TALLY = "DISCLOSURE_FAULTS_TALLY"


class Counted:
    """Counts what pytest tells."""

    def __init__(self) -> None:
        self.passed = self.total = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take one report: a test counts by its call, or by what stopped it before."""
        if report.when == "call" or report.failed or report.skipped:
            self.total += 1
            self.passed += report.passed


def main() -> None:
    """Run."""
    with tempfile.NamedTemporaryFile(prefix="faults-") as tally:
        os.environ[TALLY] = tally.name
        counted = Counted()
        chosen = [
            "tests",
            "-m",
            "faults and not long",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            *sys.argv[1:],
        ]
        status = pytest.main(chosen, plugins=[counted])
        lines = [json.loads(line) for line in Path(tally.name).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if "told" in line:
            print(line["told"])  # noqa: T201
    acknowledged, lost = (sum(line.get(name, 0) for line in lines) for name in ("acknowledged", "lost"))
    print(f"passed {counted.passed} / {counted.total}, acknowledged {acknowledged} / lost {lost}")  # noqa: T201
    sys.exit(int(status) or bool(lost))


if __name__ == "__main__":
    main()
