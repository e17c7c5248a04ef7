"""What somebody may choose about publishing, and for which kinds of reasons they withdraw."""

from collections.abc import Collection

from disclosure.domain.interests import Choice
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.messages import Message, message


class PublicChoice(Choice):
    """The four choices. None is made for anybody."""

    DETAIL = "detail", message("Publish a summary of what I declared")
    NIL = "nil", message("Publish that I have nothing to disclose")
    CONFIDENTIAL = "confidential", message("Keep my statement confidential")
    UNDECIDED = "undecided", message("I have not decided yet")


class WithdrawalReason(Choice):
    """Why a summary is withdrawn, in classes (the reasons that A/76/76 counts, and corrections)."""

    SECURITY = "security", message("Security")
    PRIVACY = "privacy", message("Privacy")
    CULTURAL = "cultural", message("Cultural reasons")
    PERSONAL = "personal", message("Personal reasons")
    CORRECTION = "correction", message("It is to be corrected")


def is_eligible(grade: str, grades: Collection[str]) -> bool:
    """Tell whether somebody of `grade` may publish a summary in a programme that names `grades`."""
    return grade.strip().casefold() in {one.casefold() for one in grades}


def obstacle(state: FilingState) -> Message | None:
    """Return what keeps a summary from being published while the filing is in `state`, if anything."""
    if state is FilingState.CLOSED:
        return None
    return message("A summary can be published when the review of your statement is finished.")
