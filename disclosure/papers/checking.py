"""Looking at a file before it is kept: by what is in it, in a process of its own.

A file from outside is never opened where keys and database are at hand. It
lies in memory without a name, and so does what is left of it after cleaning.
"""

import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from disclosure.errors import BadInput
from disclosure.papers.faults import Fault, sentence
from disclosure.papers.kinds import Kind
from disclosure.papers.limits import Limits
from disclosure.papers.memory import anonymous

LOG = logging.getLogger("disclosure.papers")

_HOME = str(Path(__file__).parents[2])
_PIECE = 64 * 1024
_PATIENCE = 2
"""How many times its processor time a file may take by the clock, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was looked at: what it is, and its clean content from the beginning, to be closed."""

    kind: Kind
    content: BinaryIO


def checked(stream: BinaryIO, limits: Limits | None = None) -> Paper:
    """Look at a file, and return it clean.

    Raises BadInput, with what is wrong and what to do instead, for a file that
    is empty, too large, of another kind than its content may be, damaged,
    locked, or a trap.
    """
    limits = limits or Limits()
    with anonymous() as source:
        if fault := _taken(stream, source, limits):
            raise BadInput(sentence(fault, limits))
        target = anonymous()
        found = _cleaned(source, target, limits)
    if isinstance(found, Fault):
        target.close()
        raise BadInput(sentence(found, limits))
    target.seek(0)
    return Paper(found, target)


def _taken(stream: BinaryIO, source: BinaryIO, limits: Limits) -> Fault | None:
    """Copy what was sent, piece by piece; say what is wrong with its size."""
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > limits.size:
            return Fault.TOO_LARGE
        source.write(piece)
    source.seek(0)
    return None if size else Fault.EMPTY


def _cleaned(source: BinaryIO, target: BinaryIO, limits: Limits) -> Kind | Fault:
    number = target.fileno()
    arguments = [msgspec.json.encode(limits).decode(), str(number)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing that was sent is in its arguments
            [sys.executable, "-P", "-m", "disclosure.papers.cleaning", *arguments],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(number,),
            env={"PYTHONPATH": _HOME},
            timeout=_PATIENCE * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Fault.BOMB
    if done.returncode:
        LOG.warning("A file could not be opened: its process ended with %s", done.returncode)
        return Fault.BOMB if done.returncode < 0 else Fault.DAMAGED
    word, _space, found = done.stdout.decode().partition(" ")
    return Kind(found) if word == "kind" else Fault(found)
