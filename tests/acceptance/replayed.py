"""The acceptance of a replayed instance: `python -m tests.acceptance.replayed INSTANCE`.

INSTANCE is what `disclosure replay a76-76` made, at scale 1 and with seed 1.
It is only read: whatever is tampered with is a copy.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from config import replayed
from tests.acceptance.ledger import edit_is_named, sound
from tests.acceptance.paragraphs import same_annex, same_paragraphs
from tests.acceptance.plaintext import nothing_in_the_clear
from tests.acceptance.published import same_figures, same_table

CHECKS: tuple[Callable[[Path], str], ...] = (
    same_table,
    same_figures,
    same_annex,
    same_paragraphs,
    sound,
    edit_is_named,
    nothing_in_the_clear,
)
CYCLE = "a76-76"


def main(arguments: list[str]) -> int:
    """Run every check, say what each found, and return how many failed."""
    if len(arguments) != 1:
        sys.exit("Name the folder of one instance: python -m tests.acceptance.replayed INSTANCE")
    instance = Path(arguments[0]).absolute()
    if replayed(instance) != CYCLE:
        sys.exit(f"{instance} is not a finished replay. Make one with: disclosure replay {CYCLE}")
    return sum(not _holds(check, instance) for check in CHECKS)


def _holds(check: Callable[[Path], str], instance: Path) -> bool:
    began = time.monotonic()
    try:
        mark, sentence = "ok ", check(instance)
    except AssertionError as fault:
        mark, sentence = "NOT", str(fault)
    print(f"{mark} {time.monotonic() - began:5.1f} s  {sentence}", flush=True)  # noqa: T201 - a report to read
    return mark != "NOT"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
