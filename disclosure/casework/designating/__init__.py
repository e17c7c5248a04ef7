"""Designating: who must file in a cycle, on which ground, by when, and what lifts or delays it."""

from disclosure.casework.designating.asking import ask_for
from disclosure.casework.designating.extending import decide_extension, exempt, extend, request_extension
from disclosure.casework.designating.nominating import confirm, contest, nominate, uphold, withdraw
from disclosure.casework.designating.sweeping import designate

__all__ = [
    "ask_for",
    "confirm",
    "contest",
    "decide_extension",
    "designate",
    "exempt",
    "extend",
    "nominate",
    "request_extension",
    "uphold",
    "withdraw",
]
