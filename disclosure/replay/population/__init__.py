"""Who there is: the invented people of a past cycle, the office, and how each person behaves.

Everything follows from a seed: the same seed and scale give the same people and the same
behaviour, whatever machine it runs on. Nothing here is a result of the system: who is
designated follows from the grounds, what is late from the calendar, what is open from the
reviews.
"""

from disclosure.replay.population.behaviour import Oddity, Part, parts
from disclosure.replay.population.inhabitants import OTHERS, Inhabitant, people
from disclosure.replay.population.naming import full_name, relative
from disclosure.replay.population.office import Staff, entity_heads, focal_points, office
from disclosure.replay.population.officials import PublicWish, may_publish
from disclosure.replay.population.roster import entities_csv, roster_csv

__all__ = [
    "OTHERS",
    "Inhabitant",
    "Oddity",
    "Part",
    "PublicWish",
    "Staff",
    "entities_csv",
    "entity_heads",
    "focal_points",
    "full_name",
    "may_publish",
    "office",
    "parts",
    "people",
    "relative",
    "roster_csv",
]
