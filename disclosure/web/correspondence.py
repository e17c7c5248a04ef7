"""What a filer reads around a question or advice; reviewers see it beforehand in the same words."""

from collections.abc import Mapping

from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType
from disclosure.domain.messages import Message, message

QUESTION_TITLE = message("A question about your statement")
ADVICE_TITLES: Mapping[AdviceType, Message] = {
    AdviceType.STEP_ASIDE: message("Advice: step aside from some decisions"),
    AdviceType.DIVEST: message("Advice: give up a holding"),
    AdviceType.RESIGN_ROLE: message("Advice: give up a role"),
    AdviceType.STOP_ACTIVITY: message("Advice: stop an activity"),
    AdviceType.RESTRICT_INFORMATION: message("Advice: keep away from some information"),
    AdviceType.BLIND_TRUST: message("Advice: place a holding in a blind trust"),
    AdviceType.ASK_AUTHORISATION: message("Advice: ask for an authorisation"),
    AdviceType.WAIVER: message("Advice: ask for a waiver"),
    AdviceType.RETURN_GIFT: message("Advice: return a gift or hand it over"),
    AdviceType.OTHER: message("Advice"),
}
OWNERS: Mapping[AdviceOwner, Message] = {
    AdviceOwner.FILER: message("You do this yourself."),
    AdviceOwner.SUPERVISOR: message("You ask your supervisor to do this."),
    AdviceOwner.ETHICS_OFFICE: message("The ethics office does this with you."),
}
PROOFS: Mapping[AdviceProof, Message] = {
    AdviceProof.OWN_STATEMENT: message("When it is done, tell us in your own words."),
    AdviceProof.SUPERVISOR_NOTE: message("When it is done, send us a note of your supervisor."),
    AdviceProof.THIRD_PARTY_DOCUMENT: message(
        "When it is done, send us a document from outside that shows it, such as a letter or a receipt."
    ),
    AdviceProof.AUTHORISATION: message("When you have the answer to your request, send it to us."),
}
"""What is to show that advice was followed."""


def around(owner: AdviceOwner | None, proof: AdviceProof | None) -> list[Message]:
    """Return what is said after the text of advice: who does it, and what shows it."""
    return [
        *([OWNERS[owner]] if owner else []),
        *([PROOFS[proof]] if proof else []),
    ]
