"""A date in three boxes, because a browser's date picker shows the browser's format, not the page's."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from wtforms.fields.core import Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from disclosure.domain.messages import Message, message
from disclosure.web.forms import said

Part = Literal["day", "month", "year"]
PARTS: tuple[Part, ...] = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2100

_MISSING: dict[frozenset[Part], Message] = {
    frozenset({"day"}): message("Enter the day too, like 27"),
    frozenset({"month"}): message("Enter the month too, like 3 for March"),
    frozenset({"year"}): message("Enter the year too, like 2026"),
    frozenset({"day", "month"}): message("Enter the day and the month too, like 27 3"),
    frozenset({"day", "year"}): message("Enter the day and the year too, like 27 and 2026"),
    frozenset({"month", "year"}): message("Enter the month and the year too, like 3 2026"),
}
_NOT_NUMBERS = message("Enter the date in numbers, like 27 3 2026")
_NO_DAY = message("Enter a day from 1 to 31")
_NO_MONTH = message("Enter a month from 1 to 12")
_SHORT_YEAR = message("Enter the year with four digits, like 2026")
_NO_YEAR = message("Enter a year from %(first)s to %(last)s", first=str(FIRST_YEAR), last=str(LAST_YEAR))
_NO_SUCH_DAY = message("This month does not have so many days. Check the day and the month")


class DateField(Field):
    """A date posted as `<name>-day`, `<name>-month`, `<name>-year`.

    Whatever is posted gives a date, nothing, or a sentence; what was typed
    stays in the boxes. Digits of any script are read.
    """

    data: date | None

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **settings)
        self.typed: dict[Part, str] = dict.fromkeys(PARTS, "")
        self.faulty: frozenset[Part] = frozenset()

    @property
    def focus_id(self) -> str:
        """Return the id of the first box to repair."""
        return f"{self.id}-{next((part for part in PARTS if part in self.faulty), PARTS[0])}"

    def process(self, formdata: Any, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Take the date given, then the three boxes if the form was sent."""
        super().process(None, *args, **settings)
        if isinstance(self.data, date):
            self.typed = {part: str(getattr(self.data, part)) for part in PARTS}
        if formdata is not None:
            self.typed = {part: (formdata.get(f"{self.name}-{part}") or "").strip() for part in PARTS}
            self.raw_data = [typed for typed in self.typed.values() if typed]
            self.data = None
            try:
                self.data = self._read()
            except ValueError as fault:
                self.process_errors = [*self.process_errors, str(fault)]

    def _read(self) -> date | None:
        missing = frozenset(part for part in PARTS if not self.typed[part])
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._fault(_MISSING[missing], missing)
        wordy = frozenset(part for part in PARTS if not self.typed[part].isdecimal())
        if wordy:
            raise self._fault(_NOT_NUMBERS, wordy)
        numbers = {part: int(self.typed[part][:9]) for part in PARTS}
        self._demand_range(numbers)
        try:
            return date(numbers["year"], numbers["month"], numbers["day"])
        except ValueError:
            raise self._fault(_NO_SUCH_DAY, {"day", "month"}) from None

    def _demand_range(self, numbers: dict[Part, int]) -> None:
        if not 1 <= numbers["day"] <= 31:  # noqa: PLR2004
            raise self._fault(_NO_DAY, {"day"})
        if not 1 <= numbers["month"] <= 12:  # noqa: PLR2004
            raise self._fault(_NO_MONTH, {"month"})
        if len(self.typed["year"]) < len("2026"):
            raise self._fault(_SHORT_YEAR, {"year"})
        if not FIRST_YEAR <= numbers["year"] <= LAST_YEAR:
            raise self._fault(_NO_YEAR, {"year"})

    def _fault(self, sentence: Message, parts: set[Part] | frozenset[Part]) -> ValueError:
        self.faulty = frozenset(parts)
        return ValueError(said(sentence))


class DateWithin:
    """The date must lie between `first` and `last`, both included; either may be a function or absent."""

    def __init__(
        self,
        first: date | Callable[[], date] | None = None,
        last: date | Callable[[], date] | None = None,
        sentence: Message | str | None = None,
    ) -> None:
        self.first, self.last, self.sentence = first, last, sentence

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Refuse a date outside; an absent or unreadable one is the business of others.

        Raises:
            ValidationError: the date lies outside.

        """
        first, last = (bound() if callable(bound) else bound for bound in (self.first, self.last))
        if field.data is None or (first or date.min) <= field.data <= (last or date.max):
            return
        raise ValidationError(said(self.sentence or _outside(first, last)))


def _outside(first: date | None, last: date | None) -> Message:
    if first and last:
        return message("Enter a date from %(first)s to %(last)s", first=first, last=last)
    if first:
        return message("Enter a date that is %(first)s or later", first=first)
    return message("Enter a date that is %(last)s or earlier", last=last)
