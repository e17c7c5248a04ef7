"""What a site compiles when it starts, kept for all sites of a test process.

A process that serves compiles its templates, addresses and statements once. A
test process makes a site and an engine for nearly every test, and would spend
most of its time on compiling the same again.
"""

from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine.interfaces import Compiled
from werkzeug.routing import Rule


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
    """A rule whose functions that build an address are kept, by all that they depend on."""

    kept: dict[tuple[object, ...], Any] = {}  # noqa: RUF012 - one for all

    def _compile_builder(self, append_unknown: bool = True) -> Any:  # noqa: ANN401, FBT002 - as werkzeug has it
        key = (type(self.map), *self._trace, *sorted((self.defaults or {}).items()), append_unknown)
        if key not in self.kept:
            self.kept[key] = super()._compile_builder(append_unknown)
        return self.kept[key]


def _kind(dialect: Dialect) -> tuple[str, object]:
    return dialect.name, getattr(dialect, "_json_serializer", None) is None


def keep() -> None:
    """Keep from now on what any site or engine of this process compiles."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": Templates()}
    Flask.url_rule_class = Address
    statements = Statements()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=statements)

    event.listen(Engine, "engine_connect", share)
