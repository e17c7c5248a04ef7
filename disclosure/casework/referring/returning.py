"""Returning somebody to the office: the head who was written to is not the one to act."""

from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.casework.referring.preparing import LONGEST_REASON, demand_not_own, drop, hold
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import ReferralState
from disclosure.domain.messages import message
from disclosure.errors import BadInput, NotFound, WrongState
from disclosure.models import Filing, Referral, ReferredPerson


def return_person(
    db: Session, *, by: Actor, referral: Referral, filing: Filing, reason: str
) -> ReferredPerson:
    """Return one person of a referral to the office, as the head who received it, and say why.

    The statement is still owed, and the office can refer it to whoever is the head now. Raises
    WrongState once the head recorded what was done, BadInput without a reason.
    """
    hold(db, referral)
    demand(by, Permission.REFERRAL_ACT, referral)
    demand_not_own(by, [filing])
    if referral.state is not ReferralState.SENT:
        raise WrongState(message("You have recorded what you did already. Nobody can be returned any more."))
    given = reason.strip()
    if not given or len(given) > LONGEST_REASON:
        raise BadInput(
            message(
                "Give the reason in 1 to %(most)d characters: it stays beside the name.", most=LONGEST_REASON
            )
        )
    person = next((one for one in referral.people if one.filing_id == filing.id), None)
    if person is None or person.dropped_because is not None:
        raise NotFound("This person is not in the referral, or no longer.")
    drop(db, by, person, given, told="returned")
    db.flush()
    return person
