"""What a site compiles when it starts, kept for all sites of a test process.

A process that serves compiles its templates, addresses and statements once. A
test process makes a site and an engine for nearly every test, and would spend
most of its time on compiling the same again.
"""

from collections.abc import Iterable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import Compiled
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart


class Templates(BytecodeCache):
    """What Jinja made of each template, by its name, its place, what stands in it and who takes part."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get(_template(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.code[_template(bucket)] = bucket.code


def _template(bucket: Bucket) -> tuple[str, ...]:
    return bucket.key, bucket.checksum, *sorted(bucket.environment.extensions)


MOST_STATEMENTS = 5_000


class Statements(dict[Any, Compiled]):
    """What SQLAlchemy made of each statement, by the kind of database in place of one engine's dialect."""

    def get(self, key: tuple[Any, ...], default: Compiled | None = None) -> Compiled | None:  # type: ignore[override]
        return super().get((_kind(key[0]), *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], value: Compiled) -> None:
        if len(self) >= MOST_STATEMENTS:
            self.clear()
        super().__setitem__((_kind(key[0]), *key[1:]), value)


class Address(Rule):
    """A rule of which is kept how it is read and how an address is built, by all that this depends on."""

    kept: dict[tuple[object, ...], Any] = {}  # noqa: RUF012 - one for all
    read: dict[tuple[object, str], tuple[list[RulePart], list[Any], dict[str, Any]]] = {}  # noqa: RUF012

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        key = type(self.map), rule
        if key not in self.read:
            traced, before = len(self._trace), set(self._converters)
            parts = list(super()._parse_rule(rule))
            converters = {name: one for name, one in self._converters.items() if name not in before}
            self.read[key] = parts, self._trace[traced:], converters
            return parts
        parts, trace, converters = self.read[key]
        self._trace.extend(trace)
        self._converters.update(converters)
        self.arguments.update(converters)
        return parts

    def _compile_builder(self, append_unknown: bool = True) -> Any:  # noqa: ANN401, FBT002 - as werkzeug has it
        key = (type(self.map), *self._trace, *sorted((self.defaults or {}).items()), append_unknown)
        if key not in self.kept:
            self.kept[key] = super()._compile_builder(append_unknown)
        return self.kept[key]


def _kind(dialect: Dialect) -> tuple[str, object]:
    return dialect.name, getattr(dialect, "_json_serializer", None) is None


def _learn_once() -> None:
    """Let each PostgreSQL dialect know what the first one asked the server: five questions an engine."""
    initialize, known = PGDialect_psycopg.initialize, dict[str, object]()

    def learn(dialect: PGDialect_psycopg, connection: Connection) -> None:
        if known:
            vars(dialect).update(known)
            return
        before = dict(vars(dialect))
        initialize(dialect, connection)  # type: ignore[no-untyped-call]
        plain = {
            name: one for name, one in vars(dialect).items() if isinstance(one, str | int | tuple | None)
        }
        known.update({name: one for name, one in plain.items() if name not in before or before[name] != one})

    PGDialect_psycopg.initialize = learn  # type: ignore[method-assign]


def keep() -> None:
    """Keep from now on what any site or engine of this process compiles."""
    _learn_once()
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": Templates()}
    Flask.url_rule_class = Address
    statements = Statements()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=statements)

    event.listen(Engine, "engine_connect", share)
