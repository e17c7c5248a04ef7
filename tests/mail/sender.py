"""A process that sends what is unsent, to be killed: `python -m tests.mail.sender DATABASE WHERE`."""

import sys
from pathlib import Path

from disclosure.db import make_engine
from disclosure.mail import send
from tests.mail.cast import post_to

if __name__ == "__main__":
    send(make_engine(sys.argv[1]), post_to(Path(sys.argv[2])))
