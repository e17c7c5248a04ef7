"""The programme file: what differs between organisations, as checked data instead of code.

`load("un-secretariat")` reads one that ships, `load("/etc/ours.toml")` one of yours, and
`parse(cycle_text, source=...)` the version with which a cycle was opened.
"""

from disclosure.domain.programme.asking import (
    Aggregation,
    Band,
    Certification,
    Question,
    RateDate,
    Reach,
    Threshold,
    ValueMode,
    Values,
)
from disclosure.domain.programme.calendar import (
    Calendar,
    Clocks,
    Covers,
    DueAt,
    DutyStation,
    Period,
    Weekday,
)
from disclosure.domain.programme.loading import FaultyProgramme, available, load, parse
from disclosure.domain.programme.names import Language, Names
from disclosure.domain.programme.oversight import (
    Batch,
    CostSharing,
    Draw,
    FourEyes,
    Keeping,
    LetterKind,
    Letters,
    Recipient,
    Rung,
    Strata,
)
from disclosure.domain.programme.people import Ground, Group, Occasion, PublicDisclosure, Rule, Subtotal
from disclosure.domain.programme.programme import Programme
from disclosure.domain.programme.shape import Fault

__all__ = [
    "Aggregation",
    "Band",
    "Batch",
    "Calendar",
    "Certification",
    "Clocks",
    "CostSharing",
    "Covers",
    "Draw",
    "DueAt",
    "DutyStation",
    "Fault",
    "FaultyProgramme",
    "FourEyes",
    "Ground",
    "Group",
    "Keeping",
    "Language",
    "LetterKind",
    "Letters",
    "Names",
    "Occasion",
    "Period",
    "Programme",
    "PublicDisclosure",
    "Question",
    "RateDate",
    "Reach",
    "Recipient",
    "Rule",
    "Rung",
    "Strata",
    "Subtotal",
    "Threshold",
    "ValueMode",
    "Values",
    "Weekday",
    "available",
    "load",
    "parse",
]
