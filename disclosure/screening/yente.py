"""Lists on a yente server: for what is too large for one machine, by HTTP.

The API is that of https://www.opensanctions.org/docs/yente/ (version 5): `POST
/match/{dataset}` takes up to a hundred queries by example, each with a schema
and properties, and answers with scored entities. What it finds is scored again
by our own likeness of names, so that scores and thresholds agree with those of
the lists held here. Only the process of the review site calls it, and the
server must lie inside the boundary of the review keys: it is sent declared names.
"""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

import msgspec

from disclosure.domain.listed import EntryKind, Identifier, ListKind, Scheme
from disclosure.errors import DisclosureError
from disclosure.screening.declared import Declared
from disclosure.screening.identified import Identifiers
from disclosure.screening.index import Index
from disclosure.screening.likeness import NameKind
from disclosure.screening.matches import Match
from disclosure.screening.matching import Catalogue, Listed, match, names_of
from disclosure.screening.sources_ftm import Entity, entry_of

MOST_QUERIES = 100
"""Of one request; the server refuses more."""
LIMIT = 10
"""Results asked for each query."""
LOW = 0.3
"""Cut-off asked of the server: its scores are not ours, so that it only may leave out what is far off."""
USUALLY = "sanctions=sanctions Sanctions"
"""What is asked where nobody says more: the data set of that name."""
PATIENCE = 60.0
"""Seconds that a request may take."""


class YenteError(DisclosureError):
    """The server of lists did not answer as it should; what was to be screened stays owed."""


class Query(msgspec.Struct, omit_defaults=True):
    """One example to match."""

    schema: str
    properties: dict[str, list[str]]


class Queries(msgspec.Struct):
    """A request."""

    queries: dict[str, Query]


class Scored(Entity, kw_only=True):
    """An entity that is like an example."""

    score: float


class Results(msgspec.Struct):
    """What one example is like."""

    status: int = 200
    results: list[Scored] = []


class Responses(msgspec.Struct):
    """An answer."""

    responses: dict[str, Results]


@dataclass(frozen=True)
class Served:
    """A data set of the server, and what being in it means."""

    dataset: str
    kind: ListKind
    title: str


@dataclass
class Yente:
    """A server and the data sets of it that are asked. Raises YenteError where it does not answer."""

    url: str
    served: Sequence[Served]
    _decoder: msgspec.json.Decoder[Responses] = field(default_factory=lambda: msgspec.json.Decoder(Responses))

    def match(self, wanted: Sequence[Declared], *, at: datetime) -> list[list[Match]]:
        """Return for each declared name the matches on the server, as `matching.match` does for lists."""
        found: list[list[Match]] = [[] for _one in wanted]
        for served in self.served:
            listed = self._ask(served, wanted)
            catalogue, entries = _catalogue(listed)
            for place, some in enumerate(match(catalogue, entries.read, wanted, at=at)):
                found[place] += some
        return found

    def _ask(self, served: Served, wanted: Sequence[Declared]) -> list[Listed]:
        """Return every entity of a data set that the server finds like one of the names."""
        queries = list(dict.fromkeys(_Asked.of(one) for one in wanted))
        found: dict[str, Scored] = {}
        for start in range(0, len(queries), MOST_QUERIES):
            some = {f"q{at}": one.query() for at, one in enumerate(queries[start : start + MOST_QUERIES])}
            for results in self._post(served.dataset, Queries(some)).responses.values():
                found |= {one.id: one for one in results.results}
        code = f"yente:{served.dataset}"
        entries = (entry_of(one) for one in found.values())
        return [Listed(code, served.title, served.kind.value, entry) for entry in entries if entry]

    def _post(self, dataset: str, queries: Queries) -> Responses:
        options = urllib.parse.urlencode({"limit": LIMIT, "threshold": LOW, "cutoff": LOW})
        address = f"{self.url.rstrip('/')}/match/{urllib.parse.quote(dataset, safe='')}?{options}"
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's
            address, data=msgspec.json.encode(queries), headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return self._decoder.decode(answer.read())
        except urllib.error.HTTPError as error:
            raise YenteError(f"The server of lists refused to match ({error.code} {error.reason}).") from None
        except (OSError, msgspec.DecodeError) as error:
            raise YenteError(
                f"The server of lists does not answer as it should ({type(error).__name__})."
            ) from None


class _Asked(msgspec.Struct, frozen=True):
    """A declared name as far as the server needs to know it; nothing says whose it is."""

    kind: EntryKind
    name: str
    country: str
    identifiers: tuple[Identifier, ...]
    born: int | None

    @classmethod
    def of(cls, one: Declared) -> "_Asked":
        return cls(one.kind, one.name, one.country, one.identifiers, one.born)

    def query(self) -> Query:
        properties = {name: values for name, values in self._properties() if values}
        return Query("Person" if self.kind is EntryKind.PERSON else "LegalEntity", properties)

    def _properties(self) -> Iterator[tuple[str, list[str]]]:
        yield "name", [self.name] if self.name else []
        person = self.kind is EntryKind.PERSON
        yield ("nationality" if person else "country"), [self.country.lower()] if self.country else []
        yield "birthDate", [str(self.born)] if person and self.born else []
        for scheme, name in _PROPERTIES.items():
            yield name, [one.value for one in self.identifiers if one.scheme is scheme]


_PROPERTIES: Mapping[Scheme, str] = {
    Scheme.LEI: "leiCode",
    Scheme.REGISTRATION: "registrationNumber",
}


class _Answered:
    """The entities of an answer, by number."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self.by_number = dict(zip(count(1), listed, strict=False))

    def read(self, numbers: Collection[int]) -> Mapping[int, Listed]:
        return {number: self.by_number[number] for number in numbers}


def _catalogue(listed: Sequence[Listed]) -> tuple[Catalogue, _Answered]:
    """Return an answer as a small catalogue: the same code matches in it as in the lists here."""
    answered = _Answered(listed)
    identifiers = Identifiers()
    identifiers.add((number, one.entry.identifiers) for number, one in answered.by_number.items())
    index = Index.build(
        (number, name, NameKind(kind.value))
        for number, one in answered.by_number.items()
        for name, kind in names_of(one.entry, one.kind)
    )
    return Catalogue(index, identifiers), answered


def yente_from(url: str | None, lists: str = "") -> Yente | None:
    """Return the server that the settings name, if they do.

    `lists` says what is asked, like "sanctions=default Sanctions and persons; debarment=debarment":
    a kind, the data set, and what reviewers read as its title. Raises ValueError otherwise.
    """
    if not url:
        return None
    served = []
    for one in (lists or USUALLY).split(";"):
        kind, _, rest = one.strip().partition("=")
        dataset, _, title = rest.strip().partition(" ")
        if not dataset:
            raise ValueError(one)
        served.append(Served(dataset, ListKind(kind), title.strip() or dataset))
    return Yente(url, tuple(served))
