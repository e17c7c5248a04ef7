"""Designating: who must file in a cycle, on which ground, by when, and what lifts or delays it."""

from disclosure.casework.designating.asking import ask_for
from disclosure.casework.designating.covering import Uncovered, count_uncovered, uncovered
from disclosure.casework.designating.extending import decide_extension, exempt, extend, request_extension
from disclosure.casework.designating.lengthening import Lengthened, can_have_time, extend_all
from disclosure.casework.designating.moving import Moved, Movements, movements, transfer
from disclosure.casework.designating.nominating import confirm, contest, nominate, uphold, withdraw
from disclosure.casework.designating.signing import Signed, designated, digest, sign_off, signed
from disclosure.casework.designating.sweeping import designate, to_designate

__all__ = [
    "Lengthened",
    "Moved",
    "Movements",
    "Signed",
    "Uncovered",
    "ask_for",
    "can_have_time",
    "confirm",
    "contest",
    "count_uncovered",
    "decide_extension",
    "designate",
    "designated",
    "digest",
    "exempt",
    "extend",
    "extend_all",
    "movements",
    "nominate",
    "request_extension",
    "sign_off",
    "signed",
    "to_designate",
    "transfer",
    "uncovered",
    "uphold",
    "withdraw",
]
