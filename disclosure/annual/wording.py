"""The words of a report for codes, and the sentences that stand in every copy."""

from collections.abc import Mapping

from disclosure.domain.messages import Message, message

CATEGORIES: Mapping[str, Message] = {
    "financial-activity": message("Financial activity"),
    "outside-activity": message("Outside activity"),
    "family-or-personal": message("Family or personal relationship"),
    "other": message("Other"),
}
OPEN_REASONS: Mapping[str, Message] = {
    "clarification": message("A clarification is not answered"),
    "documents": message("Documents are missing"),
    "advice": message("Advice is not carried out"),
    "review": message("The review is not finished"),
}
OUTCOMES: Mapping[str, Message] = {
    "nothing-to-disclose": message("Nothing to disclose"),
    "no-action": message("Disclosed, no further action"),
    "context-given": message("Closed after more context was given"),
    "advice-given": message("Advice was given"),
}
PUBLIC: Mapping[str, Message] = {
    "took-part": message("Published a summary"),
    "declined": message("Kept the statement confidential"),
    "no-answer": message("Did not answer"),
    "unfinished": message("Review not finished in time"),
}
