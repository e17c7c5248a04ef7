"""Referring: who did not file is put before the head of their entity.

One person prepares a referral, another sends it, the head records what was
done. It names people and dates, never what anybody declared.
"""

from disclosure.casework.referring.lists import Past, Referred, history, people, referrals
from disclosure.casework.referring.preparing import (
    Candidates,
    Dropped,
    candidates,
    prepare,
    remove_person,
    withdraw,
)
from disclosure.casework.referring.reminding import HeadReminder, due_head_reminders, remind_heads
from disclosure.casework.referring.returning import return_person
from disclosure.casework.referring.sending import Sent, addressees, record_action, send

__all__ = [
    "Candidates",
    "Dropped",
    "HeadReminder",
    "Past",
    "Referred",
    "Sent",
    "addressees",
    "candidates",
    "due_head_reminders",
    "history",
    "people",
    "prepare",
    "record_action",
    "referrals",
    "remind_heads",
    "remove_person",
    "return_person",
    "send",
    "withdraw",
]
