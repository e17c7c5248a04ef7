"""One organisation's programme, as its file says it."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from disclosure.domain.categories import Category
from disclosure.domain.programme.asking import Certification, Question, Threshold, ValueMode, Values
from disclosure.domain.programme.calendar import Calendar, Clocks
from disclosure.domain.programme.names import Code, Language, Names, Text
from disclosure.domain.programme.oversight import Batch, CostSharing, Draw, FourEyes, Keeping, Letters, Rung
from disclosure.domain.programme.people import Ground, Group, PublicDisclosure, Subtotal


class ProgrammeFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The shape of the file: each field is a key or a table of the TOML."""

    code: Code
    version: Text
    names: Names
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    groups: Annotated[tuple[Group, ...], Meta(min_length=1)]
    subtotals: tuple[Subtotal, ...]
    total: Names
    grounds: Annotated[tuple[Ground, ...], Meta(min_length=1)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=8, max_length=8)]
    thresholds: Mapping[Category, Threshold]
    values: Values
    certification: Certification
    calendar: Calendar
    ladder: tuple[Rung, ...]
    clocks: Clocks
    letters: Letters
    draw: Draw
    batch: Batch
    four_eyes: FourEyes
    keeping: Keeping
    public_disclosure: PublicDisclosure
    cost_sharing: CostSharing | None = None

    @property
    def limits(self) -> dict[str, int]:
        """The amounts that the texts of questions may name, by placeholder: `limit_liability`."""
        return {
            f"limit_{category.value.replace('-', '_')}": threshold.amount
            for category, threshold in self.thresholds.items()
            if threshold.amount is not None
        }


class Programme(ProgrammeFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A checked programme together with the text it was read from.

    A cycle keeps `text`, so that a later edit of the file never reaches an open filing.
    """

    text: str
    digest: str
    """SHA-256 of `text` in UTF-8, in hexadecimal."""

    def threshold(self, category: Category) -> Threshold:
        """Return the limits of a category; every category has them."""
        return self.thresholds[category]

    def value_mode(self, category: Category) -> ValueMode:
        """Return how values of this category are given."""
        return self.thresholds[category].value or self.values.mode

    def question(self, code: str) -> Question | None:
        """Return the question with this code, if there is one."""
        return next((question for question in self.questions if question.code == code), None)

    def questions_for(self, category: Category) -> list[Question]:
        """Return the questions whose "yes" leads to this category."""
        return [question for question in self.questions if category in question.categories]

    @property
    def functions(self) -> frozenset[str]:
        """Every function that some ground looks for: what a roster import may state."""
        return frozenset(name for ground in self.grounds for rule in ground.rules for name in rule.functions)

    def msgids(self) -> Iterator[str]:
        """Yield every English sentence of the file that the catalogues translate."""
        for question in self.questions:
            yield from (question.title, question.text, question.example, question.none)
            if question.brief:
                yield question.brief
        yield from self.certification.statements
