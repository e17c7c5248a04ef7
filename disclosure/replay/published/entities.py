"""The annex of A/76/76, read from the packaged file."""

import csv
from functools import cache
from importlib import resources

from msgspec import Struct

TABLE = "a76_76.csv"


class EntityRow(Struct, frozen=True, kw_only=True):
    """One line of the annex; `required` is the sum of `filed` and `not_filed`."""

    code: str
    name_en: str
    name_zh: str
    group: str
    required: int
    filed: int
    not_filed: int


@cache
def _table() -> tuple[EntityRow, ...]:
    written = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(
        EntityRow(
            code=line["code"],
            name_en=line["name_en"],
            name_zh=line["name_zh"],
            group=line["group"],
            required=int(line["required"]),
            filed=int(line["filed"]),
            not_filed=int(line["not_filed"]),
        )
        for line in csv.DictReader(written.splitlines())
    )


def entities() -> list[EntityRow]:
    """Return the entities of the annex in its order; the position in the list is that in the table."""
    return list(_table())
