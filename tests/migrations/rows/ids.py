"""The few instants and ids that the rows share."""

from datetime import UTC, date, datetime
from uuid import UUID

AT = datetime(2026, 3, 31, 21, 59, 59, 123456, tzinfo=UTC)
DAY = date(2026, 3, 31)
SEALED = bytes(range(64))


def some_id(number: int) -> UUID:
    return UUID(int=number, version=4)


UN, DSS, ROSA = (some_id(number) for number in range(1, 4))
ROSAS_ACCOUNT = some_id(11)
CYCLE, KEY, DESIGNATION = (some_id(number) for number in range(21, 24))
FILING, STATEMENT = (some_id(number) for number in range(31, 33))
CONFLICT = some_id(41)
REFERRAL = some_id(51)
ENTRY = some_id(61)
