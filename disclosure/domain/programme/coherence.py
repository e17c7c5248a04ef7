"""Faults no single key shows: what the parts of a programme file promise each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import asdict

from disclosure.domain.categories import Category, Holder
from disclosure.domain.programme.asking import Aggregation, Question, ValueMode
from disclosure.domain.programme.names import Language
from disclosure.domain.programme.people import Rule
from disclosure.domain.programme.programme import ProgrammeFile
from disclosure.domain.programme.shape import Fault

COMMON_YEAR = 2001
"""A year without 29 February: a yearly day must exist in it."""


def coherence_faults(file: ProgrammeFile) -> Iterator[Fault]:
    """Yield every contradiction within a file whose shape is right."""
    yield from _repeated_codes(file)
    yield from _people_faults(file)
    yield from _question_faults(file)
    yield from _threshold_faults(file)
    yield from _band_faults(file)
    yield from _calendar_faults(file)
    yield from _oversight_faults(file)


def _repeated_codes(file: ProgrammeFile) -> Iterator[Fault]:
    lists: dict[str, Iterable[str]] = {
        "languages": file.languages,
        "groups": (group.code for group in file.groups),
        "subtotals": (subtotal.code for subtotal in file.subtotals),
        "grounds": (ground.code for ground in file.grounds),
        "questions": (question.code for question in file.questions),
        "values.bands": (band.code for band in file.values.bands),
        "letters.kinds": file.letters.kinds,
        "ladder": (f"{rung.day} {rung.letter} {rung.to}" for rung in file.ladder),
        "calendar.duty_stations": (name.casefold() for name in file.calendar.duty_stations),
    }
    for path, codes in lists.items():
        for code, times in Counter(str(code) for code in codes).items():
            if times > 1:
                yield Fault(path, f"name {code!r} once only; it is there {times} times")


def _people_faults(file: ProgrammeFile) -> Iterator[Fault]:
    groups = [group.code for group in file.groups]
    for index, subtotal in enumerate(file.subtotals):
        for unknown in (code for code in subtotal.groups if code not in groups):
            yield Fault(f"subtotals[{index}].groups", f"replace {unknown!r} by one of {', '.join(groups)}")
    for index, ground in enumerate(file.grounds):
        for place, rule in enumerate(ground.rules):
            if rule == Rule():
                yield Fault(
                    f"grounds[{index}].rules[{place}]",
                    "name a grade, function, contract, entity or level; an empty rule designates everybody",
                )
    if Language.ENGLISH not in file.languages:
        yield Fault("languages", "add en; the texts of the file are in English")


def _question_faults(file: ProgrammeFile) -> Iterator[Fault]:
    asked = {category for question in file.questions for category in question.categories}
    for category in Category:
        if category not in asked:
            yield Fault("questions", f"let some question lead to {category}; every category is asked")
    known = {"start": "", "end": "", **file.limits}
    for index, question in enumerate(file.questions):
        yield from _placeholder_faults(question, known, f"questions[{index}]")


def _placeholder_faults(question: Question, known: dict[str, object], path: str) -> Iterator[Fault]:
    for name in ("title", "brief", "text", "example", "none"):
        try:
            getattr(question, name) % known
        except (KeyError, TypeError, ValueError):
            wish = ", ".join(f"%({placeholder})s" for placeholder in known)
            yield Fault(f"{path}.{name}", f"use no placeholder but {wish}, and write %% for a percent sign")


def _threshold_faults(file: ProgrammeFile) -> Iterator[Fault]:
    for category in Category:
        if category not in file.thresholds:
            yield Fault(f"thresholds.{category}", "add it; without an amount it means any value")
    for category, threshold in file.thresholds.items():
        path = f"thresholds.{category}"
        if Holder.JOINT in threshold.covers:
            yield Fault(f"{path}.covers", "leave out joint; a joint interest is covered with the filer's own")
        if (threshold.value or file.values.mode) is ValueMode.EXACT:
            continue
        if threshold.per is Aggregation.SOURCE and threshold.amount is not None:
            yield Fault(f"{path}.value", 'write "exact"; bands cannot be added up per source')
        elif threshold.amount and threshold.amount not in {band.at_least for band in file.values.bands}:
            yield Fault(f"{path}.amount", "take the lower end of a band, or a band would straddle the limit")


def _band_faults(file: ProgrammeFile) -> Iterator[Fault]:
    bands = file.values.bands
    modes = {file.values.mode, *(threshold.value for threshold in file.thresholds.values())}
    if not bands:
        if ValueMode.BANDS in modes:
            yield Fault("values.bands", 'list the bands, or set the mode to "exact"')
        return
    if bands[0].at_least != 0:
        yield Fault("values.bands[0].at_least", "start at 0")
    for index, (lower, upper) in enumerate(pairwise(bands)):
        if lower.below is None or lower.below <= lower.at_least or lower.below != upper.at_least:
            yield Fault(f"values.bands[{index}].below", "end above its start, where the next band starts")
    if bands[-1].below is not None:
        yield Fault(f"values.bands[{len(bands) - 1}].below", "leave it out; the last band is open")


def _calendar_faults(file: ProgrammeFile) -> Iterator[Fault]:
    calendar = file.calendar
    days: dict[str, date] = {}
    for name in ("opens", "due"):
        try:
            days[name] = date.fromisoformat(f"{COMMON_YEAR}-{getattr(calendar, name)}")
        except ValueError:
            yield Fault(f"calendar.{name}", "write a month and a day that every year has, like 03-31")
    if len(days) == len(("opens", "due")) and days["opens"] > days["due"]:
        yield Fault("calendar.opens", "open the cycle no later than it is due")
    zones = {f"calendar.duty_stations.{name}.zone": one.zone for name, one in calendar.duty_stations.items()}
    for path, zone in {"calendar.default_zone": calendar.default_zone, **zones}.items():
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Fault(path, f"write an IANA time zone like Africa/Nairobi, not {zone!r}")


def _oversight_faults(file: ProgrammeFile) -> Iterator[Fault]:
    always = ("advice", "referral")
    for act in (name for name, kept in asdict(file.four_eyes).items() if name in always and not kept):
        yield Fault(f"four_eyes.{act}", "write true; this act always needs a second person")
    for path, rate in {"draw.rate": file.draw.rate, "batch.rate": file.batch.rate}.items():
        if not (rate.is_finite() and 0 < rate <= 1):
            yield Fault(path, f"write a share above 0 and at most 1, like 0.05 for 5%, not {rate}")
    for index, (earlier, later) in enumerate(pairwise(file.ladder)):
        if later.day < earlier.day:
            yield Fault(
                f"ladder[{index + 1}].day", f"put it in order; {later.day} comes before {earlier.day}"
            )
    for index, rung in enumerate(file.ladder):
        if rung.letter not in file.letters.kinds:
            yield Fault(f"ladder[{index}].letter", f"add {rung.letter} to letters.kinds, or send another")
