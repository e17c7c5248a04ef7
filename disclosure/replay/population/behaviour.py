"""What each designated person does in the cycle. The system computes all that follows from it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from random import Random

from msgspec import Struct

from disclosure.domain.categories import ConflictCategory
from disclosure.domain.programme import load
from disclosure.replay.population.inhabitants import Inhabitant
from disclosure.replay.population.moments import Moments
from disclosure.replay.population.office import is_headed_from_roster
from disclosure.replay.population.officials import PublicWish, may_publish, wishes
from disclosure.replay.published import FIGURES, entities

PROGRAMME = "un-secretariat"
NIL = 0.84
"""The part of those who file that has nothing to declare: this project's choice, no source prints it."""
COUNTS = (34, 22, 14, 9, 6, 5, 3, 2, 2, 1, 1, 1)
"""Weights of one to twelve items."""

QUESTIONED = 190
"""How many people without a conflict are asked something, at scale 1; likewise below."""
QUESTIONED_TOO = 60
"""How many of those with a conflict are asked something first."""
DISAGREEING = 9


class Oddity(StrEnum):
    """Something on a statement that the checks ask about."""

    CASH_WITHOUT_ORIGIN = "cash-without-origin"
    GIFTS_ADD_UP = "gifts-add-up"
    VENDOR_LOAN = "vendor-loan"
    SHARED_FIRM = "shared-firm"


ODDITIES = {
    Oddity.CASH_WITHOUT_ORIGIN: 8,
    Oddity.GIFTS_ADD_UP: 6,
    Oddity.VENDOR_LOAN: 5,
    Oddity.SHARED_FIRM: 6,
}
"""How many statements have each, at scale 1."""


class Part(Struct, kw_only=True):
    """What one designated person does.

    Attributes:
        number: their place among the designated, from 0.
        filed_at: when they file, UTC; none for who does not file at all.
        conflicts: what a reviewer will find in their statement, one item each.
        oddity_number: their place among those with this oddity, from 0; two in a row share a firm.
        answers_question: whether they answer when asked; None is never asked.
        agrees: with the advice. Whoever disagrees does what the ethics office decides.
        carries_out: does what the advice asks and proves it before the year ends.
        hands_in_documents: gives the documents if drawn; only people whose file stays open
            for another reason do not, so that the draw does not change how many stay open.
        public: what an official answers when asked for a public summary; None is never asked, or
            has nothing to publish while the review is open.

    """

    number: int
    person: Inhabitant
    files: bool = True
    filed_at: datetime | None = None
    item_count: int = 0
    conflicts: tuple[ConflictCategory, ...] = ()
    oddity: Oddity | None = None
    oddity_number: int = 0
    answers_question: bool | None = None
    agrees: bool = True
    carries_out: bool = True
    hands_in_documents: bool = True
    public: PublicWish | None = None

    @property
    def stays_open(self) -> bool:
        """Whether the review is still open when the year ends."""
        return self.answers_question is False or not self.carries_out


def parts(people: Iterable[Inhabitant], seed: int, scale: int = 1) -> list[Part]:
    """Return the behaviour of each designated person, in the order of `people`.

    Non-filers per entity, filers with conflicts, conflicts by category and files that stay open
    are exactly the published numbers times `scale`, which must be that of `people`.
    """
    rng = Random(f"{seed}:parts")  # noqa: S311 - repeatable, nothing secret
    designated = (person for person in people if person.designated)
    cast = [Part(number=number, person=person) for number, person in enumerate(designated)]
    _leave_out(rng, cast, scale)
    filers = [part for part in cast if part.files]
    nil = round(FIGURES.filed * NIL)
    declaring = rng.sample(filers, (FIGURES.filed - nil) * scale)
    conflicted, clear = (
        declaring[: FIGURES.with_conflicts * scale],
        declaring[FIGURES.with_conflicts * scale :],
    )
    _find_conflicts(rng, conflicted, scale)
    _be_odd(clear, scale)
    for part in declaring:
        least = max(1, len(part.conflicts), 2 if part.oddity is Oddity.GIFTS_ADD_UP else 1)
        part.item_count = max(least, rng.choices(range(1, len(COUNTS) + 1), COUNTS)[0])
    _respond(rng, conflicted, clear, scale)
    _publish(cast, seed, scale)
    moments = Moments(load(PROGRAMME).calendar)
    for part in filers:
        part.filed_at = moments.draw(rng, part.person.duty_station)
    return cast


def _leave_out(rng: Random, cast: list[Part], scale: int) -> None:
    """Choose who does not file: in each entity the published number, but never a head on the roster."""
    by_entity: dict[str, list[Part]] = {}
    for part in cast:
        by_entity.setdefault(part.person.entity, []).append(part)
    for row in entities():
        candidates = by_entity[row.code][1:] if is_headed_from_roster(row) else by_entity[row.code]
        for part in rng.sample(candidates, row.not_filed * scale):
            part.files = False


def _find_conflicts(rng: Random, conflicted: list[Part], scale: int) -> None:
    """Deal the published conflicts to these people: most have one, some two or three."""
    more = FIGURES.conflict_items - FIGURES.with_conflicts
    triple = more * 3 // 20
    double = more - 2 * triple
    dealt = [category for category, number in FIGURES.conflicts.items() for _ in range(number * scale)]
    rng.shuffle(dealt)
    deck = iter(dealt)
    for place, part in enumerate(conflicted):
        hand = 3 if place < triple * scale else 2 if place < (triple + double) * scale else 1
        part.conflicts = tuple(next(deck) for _ in range(hand))


def _be_odd(clear: list[Part], scale: int) -> None:
    """Give the first of these people, who are in random order, something odd to declare."""
    odd = ((oddity, place) for oddity, number in ODDITIES.items() for place in range(number * scale))
    for part, (oddity, place) in zip(clear, odd, strict=False):
        part.oddity, part.oddity_number = oddity, place


def _respond(rng: Random, conflicted: list[Part], clear: list[Part], scale: int) -> None:
    """Choose who answers, agrees and acts, so that exactly the published number of files stays open.

    Unanswered questions are of people without a conflict, advice not carried out is of people
    who agreed with it: nobody has two reasons, except documents beside another one.
    """
    unanswered = FIGURES.open_at_year_end * 4 // 7
    idle = FIGURES.open_at_year_end - unanswered
    asked = rng.sample(clear, QUESTIONED * scale)
    asked = _with_officials(asked, clear, unanswered * scale, officials=FIGURES.public_unfinished * scale)
    silent = _set_answers(asked, unanswered * scale)
    _set_answers(rng.sample(conflicted, QUESTIONED_TOO * scale), 0)
    chosen = sorted(rng.sample(conflicted, (idle + DISAGREEING) * scale), key=_is_official)
    for part in chosen[: idle * scale]:
        part.carries_out = False
    for part in chosen[idle * scale :]:
        part.agrees = False
    for part in (*silent, *chosen[: idle * scale])[::3]:
        part.hands_in_documents = False


def _is_official(part: Part) -> bool:
    return may_publish(part.person)


def _with_officials(asked: list[Part], among: list[Part], first: int, *, officials: int) -> list[Part]:
    """Return as many of those asked so that among the `first` exactly so many may publish a summary."""
    able = [part for part in asked if _is_official(part)]
    able += [part for part in among if _is_official(part) and part not in able]
    others = [part for part in asked if not _is_official(part)]
    begin = [*able[:officials], *others[: first - officials]]
    rest = [part for part in asked if part not in begin]
    return [*begin, *rest][: len(asked)]


def _publish(cast: list[Part], seed: int, scale: int) -> None:
    """Let officials choose whether a summary of their statement is published, once it is reviewed."""
    officials = [part for part in cast if _is_official(part)]
    finished = [part for part in officials if part.files and not part.stays_open]
    silent = sum(not part.files for part in officials)
    for part, wish in zip(finished, wishes(seed, scale, finished=len(finished), silent=silent), strict=True):
        part.public = wish


def _set_answers(chosen: list[Part], unanswered: int) -> list[Part]:
    """Have these people asked, and return those who do not answer: the first of them."""
    for place, part in enumerate(chosen):
        part.answers_question = place >= unanswered
    return chosen[:unanswered]
