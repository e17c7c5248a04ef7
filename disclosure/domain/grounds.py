"""On which grounds a roster person is designated, by the rules of the programme file."""

import re
from collections.abc import Collection

from disclosure.domain.programme import Ground, Programme, Rule

SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_]+")
LAST_NUMBER = re.compile(r"(\d+)\D*$")


def grounds_for(
    programme: Programme,
    *,
    grade: str | None,
    functions: Collection[str] = (),
    contract: str | None = None,
    entity_code: str | None = None,
    level: int | None = None,
) -> list[Ground]:
    """Return the grounds that apply to a person, in the order of the file; none means not designated.

    Codes match whatever their capitals, blanks and hyphens, since rosters write D-1, D1 and d 1.
    Where no `level` is given, the number that ends the grade is the level.
    """
    person = _Person(
        grade=canonical(grade),
        functions=frozenset(map(canonical, functions)) - {""},
        contract=canonical(contract),
        entity=canonical(entity_code),
        level=level_of(grade) if level is None else level,
    )
    return [ground for ground in programme.grounds if any(person.meets(rule) for rule in ground.rules)]


def canonical(code: str | None) -> str:
    """Return a code as it is compared: capitals, without blanks, hyphens and underscores."""
    return SEPARATORS.sub("", code or "").upper()


def level_of(grade: str | None) -> int | None:
    """Return the number that ends a grade ("IICA-4" is 4), or None where there is none."""
    found = LAST_NUMBER.search(grade or "")
    return int(found.group(1)) if found else None


class _Person:
    def __init__(
        self,
        *,
        grade: str,
        functions: frozenset[str],
        contract: str,
        entity: str,
        level: int | None,
    ) -> None:
        self.functions = functions
        self.level = level
        self.single = {"grades": grade, "contracts": contract, "entities": entity}

    def meets(self, rule: Rule) -> bool:
        """Tell whether every criterion that the rule gives holds (the loader refuses an empty rule)."""
        return (
            all(self._is_one_of(name, getattr(rule, name)) for name in self.single)
            and (not rule.functions or not self.functions.isdisjoint(map(canonical, rule.functions)))
            and (rule.min_level is None or (self.level is not None and self.level >= rule.min_level))
        )

    def _is_one_of(self, criterion: str, accepted: Collection[str]) -> bool:
        return not accepted or self.single[criterion] in set(map(canonical, accepted))
