"""A place for a file on its way: memory without a name, which no disk ever sees."""

import os
import tempfile
from io import FileIO
from typing import BinaryIO, cast


def anonymous() -> BinaryIO:
    """Return an empty file that is gone when it is closed, in memory where the system has that."""
    if not hasattr(os, "memfd_create"):
        return cast("BinaryIO", tempfile.TemporaryFile())
    return cast("BinaryIO", FileIO(os.memfd_create("paper"), "w+"))
