"""Lists as FollowTheMoney entities, one JSON object in a line, as OpenSanctions and Aleph write them.

https://followthemoney.tech/explorer/: an entity has an id, a schema and properties, each with any
number of texts. Ownership, directorship, family and association are entities of their own, whose two
ends name other entities; they and the securities that somebody issued are read first, the names at
their ends next, and the entries last: a file may say them in any order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import msgspec

from disclosure.domain.listed import Entry, Relation, Tie
from disclosure.domain.messages import message
from disclosure.screening.sources_rows import Raw, Read, clean, read

PEOPLE = frozenset({"Person"})
ORGANISATIONS = frozenset({"Company", "Organization", "LegalEntity", "PublicBody"})
SECURITY = "Security"


class Entity(msgspec.Struct):
    """One line."""

    id: str
    schema: str
    properties: dict[str, list[object]] = {}
    caption: str = ""

    def texts(self, *names: str) -> list[str]:
        """Return the texts of some properties."""
        found = (value for name in names for value in self.properties.get(name, ()))
        return [value for value in found if isinstance(value, str)]

    def ends(self, *names: str) -> list[str]:
        """Return the ids of the entities that some properties name, nested or not."""
        found = (value for name in names for value in self.properties.get(name, ()))
        ids = (value.get("id") if isinstance(value, dict) else value for value in found)
        return [one for one in ids if isinstance(one, str)]

    def nested(self) -> Iterator["Entity"]:
        """Yield the entities that stand whole where others are named."""
        for values in self.properties.values():
            for value in values:
                if isinstance(value, dict):
                    yield msgspec.convert(value, Entity)

    def called(self) -> str:
        """Return the entity's name."""
        return clean(self.caption or next(iter(self.texts("name")), ""))


class Edge(NamedTuple):
    """How entities are tied: those at `one` are the `relation` of those at `other`."""

    one: tuple[str, ...]
    relation: Relation
    other: tuple[str, ...]


EDGES: Mapping[str, Edge] = {
    "Ownership": Edge(("owner",), Relation.OWNER, ("asset",)),
    "Directorship": Edge(("director",), Relation.DIRECTOR, ("organization",)),
    "Family": Edge(("relative",), Relation.RELATIVE, ("person",)),
    "Associate": Edge(("associate",), Relation.ASSOCIATE, ("person",)),
}
"""Each schema of a tie, and which of its properties name its ends."""

TAKEN: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "aliases": ("alias", "previousName", "abbreviation"),
    "countries": ("country", "jurisdiction", "mainCountry", "nationality"),
    "lei": ("leiCode",),
    "registration": ("registrationNumber", "ogrnCode"),
    "isin": ("isin", "isinCode"),
    "ungm": ("ungmNumber",),
    "born": ("birthDate",),
    "note": ("program", "programId", "position"),
}
"""Which properties each field of an entry is made of."""

_decoder = msgspec.json.Decoder(Entity)


@dataclass
class Ties:
    """What the lines about ties say, by the ids of the entities at their ends."""

    of: defaultdict[str, list[tuple[Relation, str]]] = field(default_factory=lambda: defaultdict(list))
    to: defaultdict[str, list[tuple[Relation, str]]] = field(default_factory=lambda: defaultdict(list))
    isins: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)

    def note(self, entity: Entity, *, around: str = "") -> None:
        """Remember what one line says of ties; where entities are nested, the one `around` is an end."""
        if edge := EDGES.get(entity.schema):
            for one in entity.ends(*edge.one) or [around]:
                for other in entity.ends(*edge.other) or [around]:
                    self._tie(one, edge.relation, other)
        elif entity.schema == SECURITY:
            for issuer in entity.ends("issuer"):
                self.isins[issuer] += entity.texts("isin")
        else:
            for parent in entity.ends("parent"):
                self._tie(parent, Relation.PARENT, entity.id)
        for nested in entity.nested():
            self.note(nested, around=entity.id)
            if self.names.get(nested.id) == "":
                self.names[nested.id] = nested.called()

    def _tie(self, one: str, relation: Relation, other: str) -> None:
        if one and one != other:
            self.of[other].append((relation, one))
            self.to[one].append((relation, other))
            self.names.setdefault(one, "")
            self.names.setdefault(other, "")

    def beside(self, entity_id: str) -> tuple[Tie, ...]:
        """Return who is tied to an entity, by name; an end that the file does not hold is passed over."""
        return self._named(self.of.get(entity_id, ()))

    def around(self, entity_id: str) -> tuple[Tie, ...]:
        """Return to whom an entity is tied itself."""
        return self._named(self.to.get(entity_id, ()))

    def _named(self, ties: Iterable[tuple[Relation, str]]) -> tuple[Tie, ...]:
        return tuple(Tie(how, name, one) for how, one in ties if (name := self.names[one]))


def read_ftm(open_anew: Callable[[], BinaryIO]) -> Iterator[Read]:
    """Yield what each line about a person or an organisation gives; others are passed over."""
    ties = Ties()
    for _line, entity in _entities(open_anew):
        if entity is not None:
            ties.note(entity)
    if ties.names:
        for _line, entity in _entities(open_anew):
            if entity is not None and entity.id in ties.names:
                ties.names[entity.id] = entity.called()
    for line, entity in _entities(open_anew):
        if entity is None:
            yield Read(line, "", fault=message("Line %(line)d: this is no entity in JSON.", line=line))
        elif entity.schema in PEOPLE or entity.schema in ORGANISATIONS:
            yield read(_raw(line, entity, ties))


def _entities(open_anew: Callable[[], BinaryIO]) -> Iterator[tuple[int, Entity | None]]:
    with open_anew() as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield number, _decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                yield number, None


def entry_of(entity: Entity) -> Entry | None:
    """Return the entry that one entity is, with what is nested in it; nothing where it is neither kind."""
    if entity.schema not in PEOPLE and entity.schema not in ORGANISATIONS:
        return None
    ties = Ties()
    ties.note(entity)
    return read(_raw(0, entity, ties)).entry


def _raw(line: int, entity: Entity, ties: Ties) -> Raw:
    values = {name: entity.texts(*properties) for name, properties in TAKEN.items()}
    if entity.caption and values["name"]:
        values["name"].insert(0, entity.caption)
    values["key"] = [entity.id]
    values["kind"] = [entity.schema]
    values["isin"] += ties.isins.get(entity.id, [])
    return Raw(line, values, ties=ties.beside(entity.id), of=ties.around(entity.id))
