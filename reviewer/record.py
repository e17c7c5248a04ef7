"""A statement as its reviewer reads it: items numbered, each as a sentence and field by field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from disclosure.domain.categories import Category
from disclosure.domain.comparison import Changed, MemberChange
from disclosure.domain.interests import CATEGORY_NAMES, Field, Item, Member, Statement, fields_of
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.domain.prompting import reply_sentence, standing
from disclosure.domain.sentences import NOT_GIVEN, answer_sentence, question_params, sentence
from disclosure.web import facts
from disclosure.web.forms import said


class Row(NamedTuple):
    """A line of a summary list: what it is, and its value line by line."""

    term: str
    value: list[str]


class Difference(NamedTuple):
    """One field of an item, last year and this year."""

    field: str
    before: list[str]
    after: list[str]


class ItemShown(NamedTuple):
    """An item in words. Items of last year that are gone have no number."""

    id: str
    number: int | None
    category: str
    text: str
    rows: list[Row]


@dataclass(frozen=True)
class Record:
    """One statement in words, by the programme of its cycle."""

    statement: Statement
    programme: Programme

    @cached_property
    def numbered(self) -> list[tuple[int, Item]]:
        """The items in the order of the page, by category, with the number each has on it."""
        order = list(Category)
        items = sorted(self.statement.items, key=lambda item: order.index(item.category))
        return list(enumerate(items, start=1))

    def number(self, item_id: str) -> int | None:
        """Return the number of an item, if this statement has it."""
        return self._numbers.get(item_id)

    def items(self, chosen: Iterable[Item] | None = None) -> list[ItemShown]:
        """Return items in words: all of this statement, or those chosen, of whichever year."""
        return [self.item(item) for item in chosen or [item for _number, item in self.numbered]]

    def item(self, item: Item) -> ItemShown:
        """Return one item in words; one of this statement is put into words once, wherever it is shown."""
        if item is not self._own.get(item.id):
            return self._item(item, self.number(item.id))
        if item.id not in self._shown:
            self._shown[item.id] = self._item(item, self.number(item.id))
        return self._shown[item.id]

    def named(self, item_ids: Sequence[str]) -> list[tuple[int, str]]:
        """Return number and sentence of the items that something is about; others are left out."""
        return [
            (number, said(sentence(item, self.programme)))
            for number, item in self.numbered
            if item.id in item_ids
        ]

    def category(self, category: Category) -> str:
        """Return a category in words."""
        return said(CATEGORY_NAMES[category])

    def field_names(self, item_ids: Sequence[str], names: Sequence[str]) -> list[str]:
        """Return what the form calls these fields of these items; a name it does not ask stays as it is."""
        labels = {
            field.name: said(field.label)
            for item in self.statement.items
            if item.id in item_ids
            for field in fields_of(item.category)
        }
        return list(dict.fromkeys(labels.get(name, name) for name in names))

    def differences(self, change: Changed) -> list[Difference]:
        """Return the fields of an item that changed, old value and new."""
        return [
            Difference(
                said(one.field.label), self._lines(one.field, one.before), self._lines(one.field, one.after)
            )
            for one in change.fields
        ]

    def answers(self) -> list[Row]:
        """Return every question of the programme with the filer's answer and remark."""
        params = question_params(self.statement, self.programme)
        rows = []
        for question in self.programme.questions:
            answer = self.statement.answers.get(question.code)
            told = [said(answer_sentence(question, answer, params))]
            if answer is not None and answer.remark:
                told.append(answer.remark)
            rows.append(Row(said(Message(question.title, params)), told))
        return rows

    def replies(self) -> list[Row]:
        """Return what the filer says about records that the office holds."""
        return [
            Row(self.category(reply.category), [said(reply_sentence(reply))])
            for reply in standing(self.statement)
        ]

    def household(self) -> list[Row]:
        """Return the members of the household, one a line."""
        return [Row(*_member(member)) for member in self.statement.household]

    @cached_property
    def _own(self) -> dict[str, Item]:
        return {item.id: item for item in self.statement.items}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {item.id: number for number, item in self.numbered}

    @cached_property
    def _shown(self) -> dict[str, ItemShown]:
        return {}

    def _item(self, item: Item, number: int | None) -> ItemShown:
        return ItemShown(
            item.id,
            number,
            said(CATEGORY_NAMES[item.category]),
            said(sentence(item, self.programme)),
            list(self._rows(item)),
        )

    def _rows(self, item: Item) -> Iterator[Row]:
        for term, value in facts.of_item(item, self.programme, self.statement.household):
            yield Row(term, list(value))

    def _lines(self, field: Field, value: object) -> list[str]:
        return list(facts.lines(field, value, self.programme, self.statement.household))


def member_change(change: MemberChange) -> tuple[Message, list[Row]]:
    """Return what happened to a member of the household, with the facts before and after."""
    if change.before is None and change.after is not None:
        return message("New in the household"), [Row(*_member(change.after))]
    if change.after is None and change.before is not None:
        return message("No longer in the household"), [Row(*_member(change.before))]
    both = [one for one in (change.before, change.after) if one is not None]
    return message("Changed in the household: before, then now"), [Row(*_member(one)) for one in both]


def _member(member: Member) -> tuple[str, list[str]]:
    lines = [said(member.relation.label)] if member.relation else []
    facts = (
        (member.birth_year, message("Born in %(year)s", year=str(member.birth_year))),
        (member.employer, message("Employer: %(employer)s", employer=member.employer)),
        (member.job, message("Work: %(job)s", job=member.job)),
        (member.since, message("Since %(day)s", day=member.since)),
        (member.until, message("Until %(day)s", day=member.until)),
    )
    return member.name or said(NOT_GIVEN), lines + [said(text) for value, text in facts if value]
