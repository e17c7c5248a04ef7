"""Referring: who did not file is put before the head of their entity.

One person prepares a referral, another sends it, the head records what was
done. It names people and dates, never what anybody declared.
"""

from disclosure.casework.referring.lists import Referred, people, referrals
from disclosure.casework.referring.preparing import (
    Candidates,
    Dropped,
    candidates,
    prepare,
    remove_person,
    withdraw,
)
from disclosure.casework.referring.sending import Sent, record_action, send

__all__ = [
    "Candidates",
    "Dropped",
    "Referred",
    "Sent",
    "candidates",
    "people",
    "prepare",
    "record_action",
    "referrals",
    "remove_person",
    "send",
    "withdraw",
]
