"""Every kind of work that can be owed, and the queue that holds the keys it needs."""

from collections.abc import Mapping

COMMON = "common"
"""Needs no key."""
PORTAL = "portal"
REVIEW = "review"
QUEUES = (COMMON, PORTAL, REVIEW)

KINDS: Mapping[str, str] = {
    "report:sign": COMMON,  # the subject is the snapshot
    "letters:send": COMMON,  # the subject is any letter; all unsent ones go
    "statement:screen": REVIEW,  # the subject is the statement
    "list:rescreen": REVIEW,  # the subject is the version of the list
    "documents:request": REVIEW,  # the subject is the draw
}
