"""Returning somebody to the office: the head who was written to is not the one to act."""

from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.casework.referring.preparing import demand_not_own, hold, take_off
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import ReferralState
from disclosure.domain.messages import message
from disclosure.errors import WrongState
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
    return take_off(db, by=by, referral=referral, filing=filing, reason=reason, told="returned")
