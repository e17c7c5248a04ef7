"""Chasing: who has not filed, and the reminder ladder that asks them to. Nothing here needs a key."""

from disclosure.casework.chasing.addressing import heads_of
from disclosure.casework.chasing.lists import NonFiler, export_non_filers, non_filers
from disclosure.casework.chasing.reminding import Reminded, Reminder, due_reminders, remind
from disclosure.casework.chasing.standing import EntityStanding, Funnel, ageing, funnel, season

__all__ = [
    "EntityStanding",
    "Funnel",
    "NonFiler",
    "Reminded",
    "Reminder",
    "ageing",
    "due_reminders",
    "export_non_filers",
    "funnel",
    "heads_of",
    "non_filers",
    "remind",
    "season",
]
