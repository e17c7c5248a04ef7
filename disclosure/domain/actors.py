"""Who acts: an account with the roles it holds at this moment."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from disclosure.errors import NotPermitted


class Role(StrEnum):
    """What an account may be in an organisation. Filer is not a role: it follows from a designation."""

    REVIEWER = "reviewer"
    APPROVER = "approver"
    ETHICS_OFFICER = "ethics-officer"
    PROGRAMME_OFFICER = "programme-officer"
    FOCAL_POINT = "focal-point"
    ENTITY_HEAD = "entity-head"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ENTITY_ROLES = frozenset({Role.FOCAL_POINT, Role.ENTITY_HEAD})
"""Roles that are held for one entity, not for the whole organisation."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role held in an organisation, for one entity or (None) for all of it."""

    role: Role
    organisation_id: UUID
    entity_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something: a signed-in account, or the worker (which has no account).

    Built anew from the database for every request, so a role that was taken
    away is gone on the very next one.
    """

    account_id: UUID | None
    person_id: UUID | None = None
    held: tuple[Held, ...] = ()

    @property
    def is_worker(self) -> bool:
        """Whether this is the office's own worker, which carries out what an act owed."""
        return self.account_id is None

    def named(self) -> UUID:
        """Return the account that acts; raises NotPermitted for the worker, which writes nothing itself."""
        if self.account_id is None:
            raise NotPermitted("Only somebody with an account can do this.")
        return self.account_id


WORKER = Actor(account_id=None)
