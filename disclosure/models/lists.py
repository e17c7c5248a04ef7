"""Reference lists: who the organisation deals with, and who it must not deal with.

A list is in force in one version. Each entry says from which version on it
holds (`since`) and from which it holds no more (`until`), so a version that is
being loaded is out of force until the list's number moves on to it: one row,
one instant, all or nothing.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from disclosure.domain.listed import ListKind
from disclosure.models.base import Base, Code, Id, Name, choice


class ReferenceList(Base):
    """One list of an organisation. `version` is the number in force; 0 while none is."""

    __tablename__ = "reference_lists"
    __table_args__ = (UniqueConstraint("organisation_id", "code"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[Code]
    kind: Mapped[ListKind] = mapped_column(choice(ListKind))
    title: Mapped[Name]
    version: Mapped[int]
    in_force_at: Mapped[datetime | None]


class ListVersion(Base):
    """One version of a list: where it came from, what it changed, and how far statements met it.

    `first_entry` is the number of its first new entry; the others follow on.
    Statements were screened again up to the id `screened_to`, and all of them
    once `screened_at` is known.
    """

    __tablename__ = "list_versions"
    __table_args__ = (UniqueConstraint("list_id", "number"),)

    id: Mapped[Id]
    list_id: Mapped[int] = mapped_column(ForeignKey("reference_lists.id"))
    number: Mapped[int]
    source: Mapped[Name]
    first_entry: Mapped[int] = mapped_column(BigInteger)
    begun_at: Mapped[datetime]
    in_force_at: Mapped[datetime | None]
    added: Mapped[int]
    changed: Mapped[int]
    removed: Mapped[int]
    screened_to: Mapped[UUID | None]
    screened_at: Mapped[datetime | None]

    list: Mapped[ReferenceList] = relationship()


class ListEntry(Base):
    """One entry in one form. A changed entry is a new row: what was matched can be told apart."""

    __tablename__ = "list_entries"
    __table_args__ = (
        UniqueConstraint("list_id", "key", "since"),
        Index(None, "list_id", "since"),
        Index(None, "list_id", "until"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    list_id: Mapped[int] = mapped_column(ForeignKey("reference_lists.id"))
    key: Mapped[str] = mapped_column(String(200))
    since: Mapped[int]
    until: Mapped[int | None]
    content: Mapped[str] = mapped_column(Text)
    """The entry (`disclosure.domain.listed.Entry`) as JSON."""


class ListedName(Base):
    """A name of an entry as people begin to type it, from one of its words on.

    Folded and in UTF-8 bytes: bytes are ordered alike by every database, so
    what begins with the same letters lies together. `leads` tells the names
    that begin so from those that go on so.
    """

    __tablename__ = "listed_names"
    __table_args__ = (Index(None, "entry_id"), {"sqlite_with_rowid": False})

    list_id: Mapped[int] = mapped_column(ForeignKey("reference_lists.id"), primary_key=True)
    leads: Mapped[bool] = mapped_column(primary_key=True)
    typed: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    entry_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
