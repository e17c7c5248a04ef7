"""Why sealed content is opened."""

from enum import StrEnum


class Why(StrEnum):
    """The reason for which sealed content is opened; the filer reads it in plain words."""

    PREPARING = "preparing"
    FILING = "filing"
    OWN_COPY = "own-copy"
    CARRYING_OVER = "carrying-over"
    AMENDING = "amending"
    REVIEW = "review"
    LAST_YEAR = "last-year"
    STORY = "story"
    APPROVAL = "approval"
    DECISION = "decision"
    EMERGENCY = "emergency"
    VERIFICATION = "verification"
    CHECKS = "checks"
    OWN_CONFLICTS = "own-conflicts"
    PUBLISHING = "publishing"
