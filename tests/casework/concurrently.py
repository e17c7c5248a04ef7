"""The same act by several people at the same moment, each in a transaction of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from disclosure.db import transaction
from disclosure.errors import DisclosureError

Who = TypeVar("Who")


def at_once(engine: Engine, act: Callable[[Session, Who], object], *who: Who) -> list[DisclosureError]:
    """Let each of them do it at the same time; return what those are told who may not.

    Any other error ends its thread, which fails the test.
    """
    start, told = Barrier(len(who)), list[DisclosureError]()

    def go(by: Who) -> None:
        start.wait()
        try:
            with transaction(engine) as db:
                act(db, by)
        except DisclosureError as fault:
            told.append(fault)

    threads = [Thread(target=go, args=(one,)) for one in who]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
