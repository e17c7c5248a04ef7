"""Names that are and are not the same, told apart by us and by plain edit distance."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from disclosure.screening.names import MATCH_THRESHOLD, NameKind, similarity

PAIRS = Path(__file__).with_name("pairs.csv")
APART = Path(__file__).with_name("pairs_apart.csv")
"""Pairs that neither thresholds nor rules and tables were mended by."""
SCRIPTS = ("latin", "cyrillic", "arabic", "chinese", "mixed")
Scored = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are meant for the same."""

    a: str
    b: str
    kind: NameKind
    script: str
    match: bool
    phenomenon: str

    @property
    def tuned(self) -> bool:
        """Whether the pair is of the half that thresholds were chosen on."""
        return sha256(f"{self.a}|{self.b}".encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Quality:
    """How well pairs were told apart."""

    pairs: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairs(file: Path = PAIRS) -> list[Pair]:
    """Return the labelled pairs of a file."""
    with file.open(encoding="utf-8", newline="") as text:
        return [
            Pair(
                row["a"],
                row["b"],
                NameKind(row["kind"]),
                row["script"],
                row["match"] == "1",
                row["phenomenon"],
            )
            for row in csv.DictReader(text)
        ]


def ours(some: Sequence[Pair]) -> Quality:
    """Return how well we tell the pairs apart, at the threshold of their kind."""
    scored = [
        (similarity(one.a, one.b, kind=one.kind) >= MATCH_THRESHOLD[one.kind], one.match) for one in some
    ]
    return _quality([(float(said), match) for said, match in scored], 1.0)


def edit_distance(some: Sequence[Pair]) -> Quality:
    """Return how well edit distance tells them apart, at the threshold that suits these very pairs best."""
    scored = [
        (Levenshtein.normalized_similarity(one.a.casefold(), one.b.casefold()), one.match) for one in some
    ]
    return max((_quality(scored, step / 100) for step in range(1, 101)), key=lambda quality: quality.f1)


def _quality(scored: Scored, threshold: float) -> Quality:
    said = [match for score, match in scored if score >= threshold]
    right, wanted = sum(said), sum(match for _, match in scored)
    return Quality(len(scored), right / len(said) if said else 0.0, right / wanted if wanted else 0.0)


def parts(every: Sequence[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    """Yield what is reported apart: each kind, its half that no threshold was chosen on, each script."""
    for kind in NameKind:
        mine = [one for one in every if one.kind is kind]
        yield f"{kind}s", mine
        yield f"{kind}s, the half no threshold was chosen on", [one for one in mine if not one.tuned]
        for script in SCRIPTS:
            yield f"{kind}s, {script}", [one for one in mine if one.script == script]


def apart() -> Iterator[tuple[str, list[Pair]]]:
    """Yield the pairs kept apart: of each kind, and of each script."""
    every = pairs(APART)
    for kind in NameKind:
        mine = [one for one in every if one.kind is kind]
        yield f"{kind}s kept apart", mine
        for script in SCRIPTS:
            yield f"{kind}s kept apart, {script}", [one for one in mine if one.script == script]


def lines(
    tell: Callable[[Sequence[Pair]], Quality] = ours,
    limit: Callable[[Sequence[Pair]], Quality] = edit_distance,
) -> Iterator[str]:
    """Yield the lines of the table in Markdown."""
    yield "| names | pairs | precision | recall | F1 | F1 of edit distance |"
    yield "|---|---|---|---|---|---|"
    for title, some in (*parts(pairs()), *apart()):
        mine, theirs = tell(some), limit(some)
        yield (
            f"| {title} | {mine.pairs} | {mine.precision:.3f} | {mine.recall:.3f} | {mine.f1:.3f} "
            f"| {theirs.f1:.3f} |"
        )
