"""What every table shares: names of constraints, column types, ids, row versions."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import Enum, MetaData, String, types
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(types.TypeDecorator[datetime]):
    """An instant: aware and in UTC in Python, on every database."""

    impl = types.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """Write an instant for SQLite as SQLAlchemy's own type does, by one act of the standard library."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def written(value: datetime | None) -> str | None:
            instant = self.process_bind_param(value, dialect)
            return None if instant is None else instant.isoformat(sep=" ", timespec="microseconds")

        return written

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The one registry of tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: types.JSON(),
        dict[str, str]: types.JSON(),
        list[str]: types.JSON(),
    }


Id = Annotated[uuid.UUID, mapped_column(primary_key=True, default=uuid.uuid4)]
"""A random 128-bit id: opaque in a URL, no counter behind it."""

Code = Annotated[str, mapped_column(String(64))]
Name = Annotated[str, mapped_column(String(300))]
Email = Annotated[str, mapped_column(String(320))]


def choice(kind: type[StrEnum]) -> Enum:
    """Return the column type of an enum: stored by value, repeated by a CHECK constraint."""
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
    )


def one_of(kind: type[StrEnum], *members: StrEnum) -> str:
    """Return the SQL list of the given members (or all), for CHECK constraints."""
    return "(" + ", ".join(f"'{member.value}'" for member in sorted(members or kind)) + ")"


class Versioned:
    """A row that people edit: flushing over somebody else's edit raises StaleDataError."""

    row_version: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let every UPDATE ask for the version it read."""
        return {"version_id_col": cls.__table__.c.row_version}  # type: ignore[attr-defined]
