"""Chasing: who has not filed, and the reminder ladder that asks them to. Nothing here needs a key."""

from disclosure.casework.chasing.addressing import heads_of
from disclosure.casework.chasing.choosing import Chosen, chosen, remind_chosen
from disclosure.casework.chasing.lists import (
    NonFiler,
    count_by_entity,
    export_all,
    export_non_filers,
    lists_of_all,
    non_filers,
    told,
)
from disclosure.casework.chasing.noting import contacts, note
from disclosure.casework.chasing.pausing import pause, paused, resume
from disclosure.casework.chasing.progress import Progress, progress
from disclosure.casework.chasing.reminding import Reminded, Reminder, due_reminders, remind
from disclosure.casework.chasing.standing import EntityStanding, Funnel, ageing, funnel, median_rate, season
from disclosure.casework.chasing.trying import try_out
from disclosure.casework.chasing.unreached import came_back

__all__ = [
    "Chosen",
    "EntityStanding",
    "Funnel",
    "NonFiler",
    "Progress",
    "Reminded",
    "Reminder",
    "ageing",
    "came_back",
    "chosen",
    "contacts",
    "count_by_entity",
    "due_reminders",
    "export_all",
    "export_non_filers",
    "funnel",
    "heads_of",
    "lists_of_all",
    "median_rate",
    "non_filers",
    "note",
    "pause",
    "paused",
    "progress",
    "remind",
    "remind_chosen",
    "resume",
    "season",
    "told",
    "try_out",
]
