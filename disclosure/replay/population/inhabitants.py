"""The people on the roster of the replay, as many per entity as had to file, and some who had not."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from disclosure.replay.population.apportioning import apportion
from disclosure.replay.population.naming import FullName, full_name
from disclosure.replay.population.posts import ETHICS_OFFICE, Post, designated_posts, other_post
from disclosure.replay.population.stations import stations_of
from disclosure.replay.published import FIGURES, EntityRow, entities

OTHERS = 300
"""People on the roster who meet no ground, at scale 1."""
SPAN = 7
"""How many people report to one supervisor."""
FIRST_YEARS = range(2010, 2020)
"""When those who had filed before were first asked."""
LEFT = 0.05
"""The part of those who meet no ground who had left the year before."""

DOMAINS = {
    "secretariat": "un.example",
    "peacekeeping": "missions.un.example",
    "bodies": "agencies.example",
}


class Inhabitant(Struct, frozen=True, kw_only=True):
    """One line of the roster.

    Attributes:
        entity: code of the entity.
        filer_since: the year they were first asked to file, if before this cycle.
        designated: meets a ground; what the system must find out by itself.
        family: the family name as `name` writes it; with `culture` and `native` it names relatives.

    """

    index_number: str
    name: str
    email: str
    entity: str
    group: str
    grade: str
    title: str
    functions: tuple[str, ...]
    contract: str
    duty_station: str
    language: str
    supervisor_index: str | None
    filer_since: int | None
    joined_on: date
    left_on: date | None
    designated: bool
    family: str
    culture: str
    native: bool


class _Registry:
    """Deals out what must be different for everybody, and what is counted over all."""

    def __init__(self, rng: Random, *, designated: int, first_time: int, others: int) -> None:
        self.numbers = iter(rng.sample(range(100_000, 10_000_000), designated + others))
        self.first_timers = frozenset(rng.sample(range(designated), first_time))
        self.addresses = 0
        self.designated = 0

    def address(self, name: FullName, group: str) -> str:
        """Return an e-mail address nobody else has."""
        self.addresses += 1
        return f"{name.letters}.{self.addresses}@{DOMAINS[group]}"

    def is_first_timer(self) -> bool:
        """Tell it of the next designated person."""
        self.designated += 1
        return self.designated - 1 in self.first_timers


def people(seed: int, scale: int = 1) -> list[Inhabitant]:
    """Return everybody on the roster, entity by entity, in each the most senior first.

    Exactly as many per entity meet a ground of the programme as had to file in 2020, times
    `scale`; exactly the published number of them file for the first time.
    """
    rng = Random(f"{seed}:people")  # noqa: S311 - repeatable, nothing secret
    rows = entities()
    required = [row.required * scale for row in rows]
    chiefs = apportion(FIGURES.public_eligible * scale, required)
    outside = [0 if row.code == ETHICS_OFFICE else row.required for row in rows]
    others = apportion(OTHERS * scale - len(rows) + 1, outside)
    extra = [0 if row.code == ETHICS_OFFICE else 1 + number for row, number in zip(rows, others, strict=True)]
    registry = _Registry(
        rng, designated=sum(required), first_time=FIGURES.first_time * scale, others=sum(extra)
    )
    found: list[Inhabitant] = []
    for row, count, top, more in zip(rows, required, chiefs, extra, strict=True):
        posts = designated_posts(rng, entity=row.code, count=count, chiefs=top)
        found += _entity(rng, registry, row, posts, more)
    return found


def _entity(
    rng: Random, registry: _Registry, row: EntityRow, posts: list[Post], more: int
) -> Iterator[Inhabitant]:
    """Fill the posts of one entity, each below the one it reports to, then the posts without a ground."""
    numbers = [next(registry.numbers) for _ in posts]
    for place, post in enumerate(posts):
        above = numbers[(place - 1) // SPAN] if place else None
        first = registry.is_first_timer()
        yield _person(rng, registry, row, post, number=numbers[place], above=above, first=first)
    for place in range(more):
        above = numbers[rng.randrange(len(numbers))]
        left = place > 0 and rng.random() < LEFT
        number = next(registry.numbers)
        yield _person(rng, registry, row, other_post(rng), number=number, above=above, left=left)


def _person(
    rng: Random,
    registry: _Registry,
    row: EntityRow,
    post: Post,
    *,
    number: int,
    above: int | None,
    first: bool | None = None,
    left: bool = False,
) -> Inhabitant:
    """Put somebody on a post; `first` says whether they file for the first time, None that they never do."""
    name = full_name(rng)
    since = rng.choice(FIRST_YEARS) if first is False else None
    joined = date((since or 2019) - rng.randrange(15), 1, 1) + timedelta(days=rng.randrange(365))
    return Inhabitant(
        index_number=str(number),
        name=name.text,
        email=registry.address(name, row.group),
        entity=row.code,
        group=row.group,
        grade=post.grade,
        title=post.title,
        functions=post.functions,
        contract=post.contract,
        duty_station=rng.choice(stations_of(row.code)),
        language=name.language,
        supervisor_index=None if above is None else str(above),
        filer_since=since,
        joined_on=min(joined, date(2019, 6, 30)) if left else joined,
        left_on=date(2019, 7, 1) + timedelta(days=rng.randrange(180)) if left else None,
        designated=first is not None,
        family=name.family,
        culture=name.culture,
        native=name.native,
    )
