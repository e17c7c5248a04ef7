"""Grades, functions and titles, drawn so that a post meets a ground of the programme or none."""

from random import Random

from msgspec import Struct


class Post(Struct, frozen=True, kw_only=True):
    """What somebody does for the organisation; `functions` are codes of the programme file."""

    grade: str
    title: str
    contract: str
    functions: tuple[str, ...] = ()


ETHICS_OFFICE = "EO"
"""The entity in which everybody is designated, whatever their grade."""

_DIRECTORS = (("D-2", 5), ("D-1", 15), ("P-6", 1), ("L-6", 1))
_BUYERS = (
    ("P-5", 4),
    ("P-4", 8),
    ("P-3", 8),
    ("P-2", 3),
    ("FS-6", 2),
    ("FS-5", 3),
    ("NO-B", 3),
    ("G-7", 4),
    ("G-6", 3),
)
_CLERKS = (("P-4", 4), ("P-3", 6), ("P-2", 6), ("NO-A", 3), ("FS-4", 2), ("G-6", 8), ("G-5", 8), ("G-4", 4))
_ETHICISTS = (("P-5", 2), ("P-4", 3), ("P-3", 3), ("P-2", 1), ("G-6", 2), ("G-5", 1))

_FUNCTIONS = (
    ("procurement", 62),
    ("confidential-procurement", 24),
    ("investment", 6),
    ("confidential-investment", 8),
)
ALSO_BUYS = 0.15
"""The part of directors who have a function beside their grade."""

_TITLES = {
    "USG": ("Under-Secretary-General", "Executive Secretary", "Special Representative"),
    "ASG": ("Assistant Secretary-General", "Deputy Special Representative", "Deputy Executive Secretary"),
    "D-2": ("Director", "Director, Division of Programme Support", "Deputy Head of Office"),
    "D-1": ("Principal Officer", "Chief of Service", "Chief of Mission Support", "Head of Regional Office"),
    "P-6": ("Principal Adviser",),
    "L-6": ("Principal Technical Adviser",),
    "procurement": (
        "Procurement Officer",
        "Contracts Management Officer",
        "Buyer",
        "Chief of Procurement Unit",
    ),
    "confidential-procurement": (
        "Secretary of the Committee on Contracts",
        "Requisitions Officer",
        "Legal Officer",
    ),
    "investment": ("Investment Officer", "Portfolio Manager"),
    "confidential-investment": ("Risk and Compliance Officer", "Treasury Assistant"),
    "ethics-office": ("Ethics Officer", "Ethics Assistant", "Senior Ethics Officer"),
    "general": (
        "Administrative Assistant",
        "Driver",
        "Staff Assistant",
        "Finance Assistant",
        "Security Guard",
    ),
    "professional": (
        "Programme Officer",
        "Translator",
        "Political Affairs Officer",
        "Economist",
        "Statistician",
    ),
}
_CONTRACTS = (("fixed-term", 6), ("continuing", 3), ("permanent", 2), ("temporary", 1))


def _pick(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([code for code, _ in weighted], [weight for _, weight in weighted])[0]


def _post(rng: Random, grade: str, functions: tuple[str, ...] = ()) -> Post:
    level = "general" if grade.startswith("G") else "professional"
    title = rng.choice(_TITLES.get(grade) or _TITLES[functions[0] if functions else level])
    contract = "fixed-term" if grade in {"USG", "ASG"} else _pick(rng, _CONTRACTS)
    return Post(grade=grade, title=title, contract=contract, functions=functions)


def designated_posts(rng: Random, *, entity: str, count: int, chiefs: int) -> list[Post]:
    """Return `count` posts that each meet a ground, the most senior first.

    `chiefs` of them are assistant or under-secretaries-general; the rest are directors, people with
    duties in procurement or investment, and in the Ethics Office anybody.
    """
    grades = ["USG"] * ((chiefs + 2) // 3) + ["ASG"] * (chiefs - (chiefs + 2) // 3)
    if entity == ETHICS_OFFICE:
        rest = sorted((_pick(rng, _ETHICISTS) for _ in range(count - chiefs)), key=_rank)
        return [
            *(_post(rng, grade) for grade in grades),
            *(_post(rng, grade, ("ethics-office",)) for grade in rest),
        ]
    directors = max(1, round(count * rng.uniform(0.25, 0.45))) - chiefs
    grades += sorted((_pick(rng, _DIRECTORS) for _ in range(max(0, directors))), key=_rank)
    buyers = sorted((_pick(rng, _BUYERS) for _ in range(count - len(grades))), key=_rank)
    return [
        *(_post(rng, grade, _also(rng)) for grade in grades),
        *(_post(rng, grade, (_pick(rng, _FUNCTIONS),)) for grade in buyers),
    ]


def _also(rng: Random) -> tuple[str, ...]:
    return (_pick(rng, _FUNCTIONS),) if rng.random() < ALSO_BUYS else ()


def other_post(rng: Random) -> Post:
    """Return a post that meets no ground."""
    return _post(rng, _pick(rng, _CLERKS))


_ORDER = ("D-2", "D-1", "P-6", "L-6", "P-5", "P-4", "FS-6", "P-3", "FS-5", "NO-B", "P-2", "G-7", "G-6", "G-5")


def _rank(grade: str) -> int:
    return _ORDER.index(grade)
