"""What the office holds about a person already, and what that person says about it."""

from datetime import date
from typing import Self

import msgspec

from disclosure.domain.categories import Category
from disclosure.domain.interests.choices import Choice
from disclosure.domain.messages import message


class ReplyChoice(Choice):
    """What a filer says about a record of the office that their answers do not mention."""

    ADDED = "added", message("Add it to my statement")
    ENDED = "ended", message("It ended")
    NOT_MINE = "not-mine", message("It is not mine")


class HeldRecord(msgspec.Struct, kw_only=True, frozen=True):
    """One record that the office holds: an approved outside activity, a declared gift, an honour.

    Attributes:
        id: of the record; a reply names it.
        what: the office's own words, short.
        on: the day of the record.

    """

    id: str
    category: Category
    what: str
    on: date

    def encode(self) -> bytes:
        """Return what is sealed."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, content: bytes) -> Self:
        """Read what was sealed."""
        return msgspec.json.decode(content, type=cls)


class Reply(HeldRecord, kw_only=True, omit_defaults=True, frozen=True):
    """What the filer says about a record, beside the record as it was shown to them.

    Attributes:
        item: id of the item that was added for it.

    """

    choice: ReplyChoice
    ended_on: date | None = None
    item: str = ""
