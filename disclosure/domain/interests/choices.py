"""The code lists of declared items, each code beside the words people read.

Codes are stored in sealed statements and never change meaning; a code that is no
longer offered stays here so that old statements open.
"""

from enum import StrEnum
from typing import Self

from disclosure.domain.messages import Message, message


class Choice(StrEnum):
    """A code with its label; equal to its code as text."""

    label: Message

    def __new__(cls, code: str, label: Message | None = None) -> Self:
        """Keep the code as the value, so that it is what is stored, and the label beside it.

        The label may be left out for the type checker alone: `Operation("new")` looks a member up.
        """
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or Message(code)
        return member


class Operation(Choice):
    """What the filer says about an item this year. A carried item has none until they choose."""

    NEW = "new", message("New")
    CHANGED = "changed", message("Changed")
    UNCHANGED = "unchanged", message("The same")
    DISPOSED = "disposed", message("Ended")
    NOT_SURE = "not-sure", message("Not sure")


class AnswerChoice(Choice):
    """One of the three answers to every question; "not sure" opens a question to the ethics office."""

    YES = "yes", message("Yes")
    NO = "no", message("No")
    NOT_SURE = "not-sure", message("Not sure")


class Related(Choice):
    """Whether an item has to do with the filer's official duties."""

    NO = "no", message("No")
    YES = "yes", message("Yes")
    UNSURE = "unsure", message("Not sure")


class PartyKind(Choice):
    """What the other side of an item is."""

    COMPANY = "company", message("Company")
    BANK = "bank", message("Bank or other financial institution")
    GOVERNMENT = "government", message("Government or public authority")
    INTERNATIONAL = "international-organisation", message("International organisation")
    NGO = "ngo", message("Non-governmental organisation")
    TRUST = "trust", message("Trust or foundation")
    SCHOOL = "school", message("School or university")
    POLITICAL_PARTY = "political-party", message("Political party")
    TRADE_UNION = "trade-union", message("Trade union or professional association")
    PERSON = "person", message("Private person")
    OTHER = "other", message("Other")


class HouseholdRelation(Choice):
    """How a member of the household is related to the filer."""

    SPOUSE = "spouse", message("Spouse")
    CHILD = "child", message("Child")
    STEP_CHILD = "step-child", message("Stepchild")
    ADOPTED_CHILD = "adopted-child", message("Adopted child")
    OTHER_DEPENDANT = "other-dependant", message("Other dependant")


class Relation(Choice):
    """How a relative is related to the filer (ST/SGB/2006/6: spouse, parent, child, sibling)."""

    SELF = "self", message("Myself")
    SPOUSE = "spouse", message("Spouse")
    PARENT = "parent", message("Parent")
    CHILD = "child", message("Child")
    SIBLING = "sibling", message("Brother or sister")
    IN_LAW = "in-law", message("Relative by marriage")


class AcquiredHow(Choice):
    """How property came to its owner."""

    BOUGHT = "bought", message("Bought")
    GIFT = "gift", message("Gift")
    INHERITANCE = "inheritance", message("Inheritance")
    EXCHANGE = "exchange", message("Exchange")
    COURT = "court", message("Court decision")
    ASSIGNMENT = "assignment", message("Assignment")


class Frequency(Choice):
    """How often a payment comes."""

    ONCE = "once", message("Once")
    MONTHLY = "monthly", message("Every month")
    QUARTERLY = "quarterly", message("Every quarter")
    YEARLY = "yearly", message("Every year")
    IRREGULAR = "irregular", message("Irregularly")
