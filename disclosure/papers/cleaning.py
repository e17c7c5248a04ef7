"""The process in which one file is opened: it has the file, a bounded machine, and nothing else.

    python -m disclosure.papers.cleaning LIMITS TARGET < FILE

LIMITS is the JSON of `Limits`, TARGET the number of the descriptor to write
the clean file to. What the file is, or its fault, goes to standard output. A
file that ends the process otherwise is damaged, or takes too much work.
"""

import os
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from disclosure.papers import pdf, pictures, texts
from disclosure.papers.faults import Fault, Unfit
from disclosure.papers.kinds import HEAD, Kind, kind_of
from disclosure.papers.limits import Limits

PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF})
_LARGER = 8
"""How many times larger than a sent file a clean one may be: scans are written anew without loss."""


def clean(source: BinaryIO, target: BinaryIO, limits: Limits) -> Kind:
    """Write to `target` what is accepted of `source`, and return what it is. Raises Unfit."""
    kind = kind_of(source.read(HEAD))
    bound(limits, kind)
    source.seek(0)
    cleaners: dict[Kind, Callable[[], None]] = {
        Kind.PDF: lambda: pdf.clean(source, target, limits),
        Kind.JPEG: lambda: pictures.clean_jpeg(source, target, limits),
        Kind.PNG: lambda: pictures.clean_png(source, target, limits),
        Kind.TIFF: lambda: pictures.clean_tiff(source, target, limits),
        Kind.TEXT: lambda: texts.clean(source, target),
    }
    cleaners[kind]()
    return kind


def bound(limits: Limits, kind: Kind) -> None:
    """Bound what this process may take of the machine from here on: memory, time, and what it writes."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory if kind in PICTURES else limits.memory // 2),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, _LARGER * limits.size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Clean the file on standard input."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    with os.fdopen(0, "rb", closefd=False) as source, os.fdopen(int(sys.argv[2]), "w+b") as target:
        try:
            said = f"kind {clean(source, target, limits)}"
        except Unfit as refusal:
            said = f"fault {refusal.fault}"
        except MemoryError:
            said = f"fault {Fault.BOMB}"
    sys.stdout.write(said)


if __name__ == "__main__":
    main()
