"""What officials who may publish a summary of their statement choose, in the published numbers."""

from collections.abc import Sequence
from enum import StrEnum
from random import Random

from disclosure.domain.programme import load
from disclosure.domain.publishing import is_eligible
from disclosure.replay.population.inhabitants import Inhabitant
from disclosure.replay.published import FIGURES

PROGRAMME = "un-secretariat"


class PublicWish(StrEnum):
    """What an official answers when asked for a public summary."""

    PUBLISH = "publish"
    KEEP = "keep-confidential"
    SILENT = "no-answer"


def may_publish(person: Inhabitant) -> bool:
    """Tell whether somebody has a grade that the programme names."""
    return is_eligible(person.grade, load(PROGRAMME).public_disclosure.grades)


def wishes(seed: int, scale: int, *, finished: int, silent: int) -> Sequence[PublicWish]:
    """Return what the officials whose review is finished choose, in random order.

    `finished` says how many they are, `silent` how many others did not answer because they did not
    file. Everybody beyond the published numbers of those who declined or did not answer takes part.
    """
    dealt = [PublicWish.KEEP] * FIGURES.public_declined * scale
    dealt += [PublicWish.SILENT] * max(0, FIGURES.public_no_answer * scale - silent)
    dealt += [PublicWish.PUBLISH] * (finished - len(dealt))
    Random(f"{seed}:public").shuffle(dealt)  # noqa: S311 - repeatable, nothing secret
    return dealt
