"""What an alignment of two names is worth, from 0 to 1, by what bears the name."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from disclosure.screening import tables
from disclosure.screening.alignment import Alignment, Pair
from disclosure.screening.likeness import How, Kind, NameKind
from disclosure.screening.organisations import ANY_FORM
from disclosure.screening.romanising import is_han, to_simplified
from disclosure.screening.tokens import Name, Sort, Token

SURPLUS = {
    Sort.NAME: 0.5,
    Sort.NUMBER: 0.9,
    Sort.PLACE: 0.45,
    Sort.INSTITUTION: 0.7,
    Sort.TRADE: 0.8,
    Sort.STRUCTURE: 0.75,
    Sort.LITTLE: 0.5,
}
"""How much of its weight a word costs that only one of two organisations' names has."""
OF_ANOTHER_PLACE = 0.75
"""The same for a place where both are registered companies: one is the other's subsidiary there."""
FIRST = 0.3
"""The same for the number one: before there is a second fund, the first has none."""
EXTRA_NAME = 0.24
"""The same for a further name of a person; a middle name is often left out."""
MANY_EXTRA = 1.6
EXTRA_OF_MANY = 0.1
"""The same for what is beyond so much weight: who has many names is seldom called by all."""
EXTRA_PATRONYMIC = 0.1
CONFLICT = 1.3
"""How much of their weight words cost that stand against each other in two persons' names."""
CONFLICT_OF_WORDS = 1.25
"""The same for two organisations' names."""
OPPOSED = 0.75
"""What words of trade and place cost beyond that: two of them stand for two sister companies."""
DOUBT = 0.8
DOUBT_OF_PERSON = 0.85
"""A pair of words less alike than this counts for less still, by the steepness below."""
STEEP = 2.0
STEEP_OF_PERSON = 3.0
OTHER_ORDER = 0.99
SHUFFLED = 0.96
FATHER = 0.7
"""Ali bin Hassan is not Hassan bin Ali."""
CHILD = 0.85
SON_OF = frozenset({"bin", "ibn", "ben", "bint", "binti", "bn"})
FOREMOST = frozenset({"mohammed", "ahmed", "sayed", "said"})
"""Names that are put before a name without making another of it."""
FORM_MISSING = 0.985
FORM_DIFFERS = 0.95
GENERATION_MISSING = 0.96
GENERATION_DIFFERS = 0.6
OTHER_NAME = 0.78
"""Two names that each have a word the other has not, however much agrees: brothers, and cousins of a clan."""
ONE_NAME_OF_SEVERAL = 0.62
ONLY_INITIALS = 0.5
LEAST_WEIGHT = 1e-9
LEAST_CHARACTERS = 4
ONE_CHARACTER = 0.78
"""One character more often makes another company than a slip: found, but below the threshold."""
MOST = 0.995
"""No two names that are not equal when folded are more alike than this."""


def organisations(a: Name, b: Name, found: Alignment) -> float:
    """Return how alike two organisations' names are."""
    agreed, weight = _agreed(a, b, found.pairs, NameKind.ORGANISATION)
    registered = bool(a.form and b.form)
    left = _open(a.tokens, found.first, registered=registered)
    right = _open(b.tokens, found.second, registered=registered)
    conflict = min(left[0], right[0])
    surplus = abs(left[1] - right[1])
    against = CONFLICT_OF_WORDS * conflict + OPPOSED * min(_known(a, found.first), _known(b, found.second))
    score = agreed / max(weight + against + surplus, weight, LEAST_WEIGHT)
    if _in_other_order(found.pairs):
        score *= OTHER_ORDER
    return max(score, _by_characters(a, b)) * _forms(a.form, b.form)


def word_characters(name: Name) -> str:
    """Return the Chinese characters of a name; empty when a word of it is in another script."""
    if not name.tokens or not all(is_han(word.surface) for word in name.tokens):
        return ""
    return "".join(to_simplified(word.surface) for word in name.tokens)


def _by_characters(a: Name, b: Name) -> float:
    """Return how alike two Chinese names are that differ by one character, wherever their words end."""
    first, second = word_characters(a), word_characters(b)
    longer = max(len(first), len(second))
    if min(len(first), len(second)) < LEAST_CHARACTERS:
        return 0.0
    distance = OSA.distance(first, second, score_cutoff=1)
    return min(ONE_CHARACTER, 1 - distance / longer) if distance == 1 else 0.0


def _open(words: Sequence[Token], places: Iterable[int], *, registered: bool) -> tuple[float, float]:
    """Return the weight of words without a counterpart, whole and as a surplus."""
    whole = surplus = 0.0
    for place in places:
        word = words[place]
        whole += word.weight
        abroad = registered and word.sort is Sort.PLACE
        surplus += word.weight * OF_ANOTHER_PLACE if abroad else surplus_of(word)
    return whole, surplus


def _known(name: Name, places: Iterable[int]) -> float:
    """Return the weight of the words of trade and place among these."""
    return sum(
        name.tokens[place].weight for place in places if name.tokens[place].sort in (Sort.TRADE, Sort.PLACE)
    )


def surplus_of(word: Token) -> float:
    """Return what a word costs that only one of two organisations' names has."""
    rate = FIRST if word.sort is Sort.NUMBER and word.letters == "1" else SURPLUS.get(word.sort, 1.0)
    return word.weight * rate


def persons(a: Name, b: Name, found: Alignment) -> float:
    """Return how alike two persons' names are."""
    agreed, weight = _agreed(a, b, found.pairs, NameKind.PERSON)
    left = sum(a.tokens[place].weight for place in found.first)
    right = sum(b.tokens[place].weight for place in found.second)
    conflict = min(left, right)
    surplus = abs(left - right)
    only = a.tokens if left > right else b.tokens
    places = found.first if left > right else found.second
    patronymic = any(only[place].sort is Sort.PATRONYMIC for place in places)
    if weight == 0:
        return 0.0
    extra = EXTRA_PATRONYMIC * surplus if patronymic and conflict == 0 else _extra_names(surplus)
    score = agreed / (weight + CONFLICT * conflict + extra)
    if _has_name(a.tokens, found.first) and _has_name(b.tokens, found.second):
        score = min(score, OTHER_NAME)
    strong = sum(1 for pair in found.pairs if _is_strong(a.tokens, pair))
    if _is_shuffled(found.pairs, a.tokens):
        score *= SHUFFLED
    if _is_father(a, b, found.pairs):
        score *= FATHER
    elif _is_child(a, b, found):
        score *= CHILD
    if strong == 0:
        score = min(score, ONLY_INITIALS)
    elif strong == 1 and max(_mains(a), _mains(b)) > 1 and not _initial_helps(found.pairs):
        score = min(score, ONE_NAME_OF_SEVERAL)
    return score * _generations(a.form, b.form)


def _has_name(words: Sequence[Token], places: Iterable[int]) -> bool:
    return any(words[place].sort is not Sort.PARTICLE for place in places)


def _extra_names(surplus: float) -> float:
    return EXTRA_NAME * min(surplus, MANY_EXTRA) + EXTRA_OF_MANY * max(surplus - MANY_EXTRA, 0.0)


def word_worth(score: float, kind: Kind) -> float:
    """Return the share of their weight that words so alike are worth; doubtful ones less than it seems."""
    if kind == NameKind.PERSON:
        doubt, steep = DOUBT_OF_PERSON, STEEP_OF_PERSON
    else:
        doubt, steep = DOUBT, STEEP
    return score if score >= doubt else max(doubt - steep * (doubt - score), 0.0)


def _agreed(a: Name, b: Name, pairs: Iterable[Pair], kind: Kind) -> tuple[float, float]:
    """Return the weight that agrees and the weight that was paired."""
    agreed = weight = 0.0
    for first, second, score, how in pairs:
        ours = sum(a.tokens[i].weight for i in first)
        theirs = sum(b.tokens[j].weight for j in second)
        worth = min(ours, theirs) if how is How.INITIAL else (ours + theirs) / 2
        weight += worth
        agreed += worth * word_worth(score, kind)
    return agreed, weight


def _is_strong(words: Sequence[Token], pair: Pair) -> bool:
    first, _, _, how = pair
    return how is not How.INITIAL and any(
        words[place].sort not in (Sort.INITIAL, Sort.PARTICLE, Sort.PATRONYMIC) for place in first
    )


def _initial_helps(pairs: Iterable[Pair]) -> bool:
    return any(how in (How.INITIAL, How.JOINED) for _, _, _, how in pairs)


def _mains(name: Name) -> int:
    return sum(1 for word in name.tokens if word.sort not in (Sort.PARTICLE, Sort.INITIAL, Sort.PATRONYMIC))


def _in_other_order(pairs: Iterable[Pair]) -> bool:
    """Whether the words of the second name stand in another order than those of the first."""
    places = [second[0] for _, second, _, _ in sorted(pairs)]
    return places != sorted(places)


def _is_shuffled(pairs: Iterable[Pair], words: Sequence[Token]) -> bool:
    """Whether the order differs by more than which name comes first: Given Surname, Surname Given."""
    kept = [pair for pair in sorted(pairs) if words[pair[0][0]].sort is not Sort.PARTICLE]
    places = [second[0] for _, second, _, _ in kept]
    falls = sum(1 for here, there in zip(places, places[1:] + places[:1], strict=True) if there < here)
    return falls > 1


def _is_father(a: Name, b: Name, pairs: Iterable[Pair]) -> bool:
    """Whether both names say whose son this is, and say another: Ali bin Hassan, Hassan bin Ali."""
    ours, theirs = _sons_of(a.tokens), _sons_of(b.tokens)
    if not ours or not theirs:
        return False
    return not any(ours & set(first) and theirs & set(second) for first, second, _, _ in pairs)


def _sons_of(words: Sequence[Token]) -> set[int]:
    """Return the places of the names behind each "son of"."""
    return {at + 1 for at, word in enumerate(words[:-1]) if word.plain in SON_OF}


def _is_child(a: Name, b: Name, found: Alignment) -> bool:
    """Whether one name is the other with a name before it, as in Arabic a child's: Uday Saddam Hussein."""
    longer, places = (a, found.first) if found.first else (b, found.second)
    if (found.first and found.second) or not places or min(len(a.tokens), len(b.tokens)) <= 1:
        return False
    arabic = tables.arabic_names()
    others = [word for at, word in enumerate(longer.tokens) if at not in places]
    before = [longer.tokens[place] for place in places if longer.tokens[place].sort is not Sort.PARTICLE]
    return (
        places[0] == 0
        and len(before) == 1
        and others[0].sort is not Sort.PATRONYMIC
        and any(word.usual in arabic for word in others)
        and before[0].sort is not Sort.INITIAL
        and not {before[0].usual, before[0].letters} & FOREMOST
        and not _in_other_order(found.pairs)
    )


def _forms(a: str, b: str) -> float:
    if a == b or ANY_FORM in (a, b):
        return 1.0
    return FORM_DIFFERS if a and b else FORM_MISSING


def _generations(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return GENERATION_DIFFERS if a and b else GENERATION_MISSING
