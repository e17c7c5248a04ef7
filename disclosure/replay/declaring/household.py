"""Who lives with a filer."""

from random import Random

from disclosure.domain.interests import HouseholdRelation, Member
from disclosure.replay.declaring.parties import Pool, pool
from disclosure.replay.declaring.phrases import phrases
from disclosure.replay.population import Inhabitant, relative

MARRIED = 0.66
CHILDREN = (5, 3, 4, 2)
"""Weights of none to three children."""
WORKING = 0.7
OF_AGE = 18
STAYING = 0.5
OTHER_DEPENDANT = 0.04


def household(rng: Random, person: Inhabitant, *, year: int) -> tuple[Member, ...]:
    """Invent the household of a person for the cycle of `year`."""
    members = [_spouse(rng, person)] if rng.random() < MARRIED else []
    members += [_child(rng, person, year) for _ in range(rng.choices(range(4), CHILDREN)[0])]
    if rng.random() < OTHER_DEPENDANT:
        members.append(_member(rng, person, HouseholdRelation.OTHER_DEPENDANT, dependent=True, lives_in=True))
    return tuple(members)


def new_id(rng: Random) -> str:
    """Return a random id in the form of the domain's own, but one that follows from the seed."""
    return f"{rng.getrandbits(128):032x}"


def _member(
    rng: Random,
    person: Inhabitant,
    relation: HouseholdRelation,
    *,
    dependent: bool | None = None,
    lives_in: bool | None = None,
    birth_year: int | None = None,
    employer: str = "",
    job: str = "",
) -> Member:
    return Member(
        id=new_id(rng),
        name=_named(rng, person),
        relation=relation,
        birth_year=birth_year,
        dependent=dependent,
        lives_in=lives_in,
        employer=employer,
        job=job,
    )


def _named(rng: Random, person: Inhabitant) -> str:
    """Return a name of the family's that is not the filer's own."""
    name = person.name
    while name == person.name:
        name = relative(rng, culture=person.culture, family=person.family, native=person.native)
    return name


def _spouse(rng: Random, person: Inhabitant) -> Member:
    """A spouse has a job with an invented employer, or none."""
    if rng.random() >= WORKING:
        return _member(rng, person, HouseholdRelation.SPOUSE, lives_in=True, employer="none")
    return _member(
        rng,
        person,
        HouseholdRelation.SPOUSE,
        lives_in=True,
        employer=employer(rng),
        job=rng.choice(phrases(person.language)["jobs"]),
    )


def employer(rng: Random) -> str:
    """Return the name of somebody who employs."""
    kind = rng.choice((Pool.FIRMS, Pool.SCHOOLS, Pool.BANKS, Pool.AUTHORITIES, Pool.ASSOCIATIONS))
    return rng.choice(pool(kind)).name


def _child(rng: Random, person: Inhabitant, year: int) -> Member:
    relation = rng.choices(
        (HouseholdRelation.CHILD, HouseholdRelation.STEP_CHILD, HouseholdRelation.ADOPTED_CHILD), (20, 2, 1)
    )[0]
    born = year - 1 - rng.randrange(22)
    at_home = year - born <= OF_AGE or rng.random() < STAYING
    return _member(rng, person, relation, dependent=True, lives_in=at_home, birth_year=born)
