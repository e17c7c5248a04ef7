"""How a statement came about, and what its documents say."""

from collections.abc import Iterator

from disclosure.domain.checks.arithmetic import MARKET_TOLERANCE
from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.interests import AnswerChoice, Operation, ReplyChoice
from disclosure.domain.messages import Message, message
from disclosure.domain.prompting import prompts
from disclosure.domain.sentences import NOT_GIVEN
from disclosure.domain.thresholds import converted

LATE = Rule("late", message("Filed after the due date"), 1)
AMENDED = Rule("amended-after-question", message("Amended after a question was asked"), 2)
UNSURE = Rule("not-sure", message("The filer is not sure"), 2)
BESIDE_PERIOD = Rule("document-outside-period", message("A document speaks of another period"), 2)
REUSED = Rule("file-reused", message("The same file was handed in before"), 3)
RECORD = Rule("office-record", message("The office holds a record"), 2)
MISMATCH = Rule("verification-mismatch", message("A document states another value"), 3)


def late(given: Given) -> Iterator[Flag]:
    """Whether the first attempt was received after the due instant."""
    due, filed = given.facts.due_at, given.facts.filed_at
    if due is not None and filed is not None and filed > due:
        yield LATE.flag(message("Due %(due)s, filed %(filed)s.", due=due, filed=filed))


def amended(given: Given) -> Iterator[Flag]:
    """What changed after a reviewer asked is read beside the question."""
    if given.facts.amended_after_question:
        yield AMENDED.flag(message("The statement was filed again after a reviewer had asked about it."))


def not_sure(given: Given) -> Iterator[Flag]:
    """The ethics office answers whoever is not sure."""
    for question in given.programme.questions:
        answer = given.statement.answers.get(question.code)
        if answer is not None and answer.choice is AnswerChoice.NOT_SURE:
            yield UNSURE.flag(
                message(
                    "Not sure about “%(title)s”: %(remark)s",
                    title=Message(question.title),
                    remark=answer.remark or NOT_GIVEN,
                ),
                fields=(question.code,),
            )
    for item in given.statement.items:
        if item.operation is Operation.NOT_SURE:
            yield UNSURE.flag(
                message("Not sure whether this is still so: %(item)s", item=given.told(item)),
                items=[item],
                fields=("operation",),
            )


def documents(given: Given) -> Iterator[Flag]:
    """A document speaks of the period, is handed in once, and states the value that was declared."""
    items = {item.id: item for item in given.statement.items}
    for document in given.facts.documents:
        item = items.get(document.item_id)
        if item is None:
            continue
        params = {"item": given.told(item)}
        starts_late = document.covers_from is not None and document.covers_from > given.statement.covers_to
        ends_early = document.covers_to is not None and document.covers_to < given.statement.covers_from
        if starts_late or ends_early:
            yield BESIDE_PERIOD.flag(
                message("%(item)s Its document is of another period.", **params), items=[item]
            )
        if document.seen_before:
            yield REUSED.flag(message("%(item)s Its document was handed in before.", **params), items=[item])
        stated, declared = (
            converted(money, given.programme, given.facts.rates) for money in (document.amount, item.amount)
        )
        if stated is None or declared is None:
            continue
        if abs(stated - declared) > abs(declared) * MARKET_TOLERANCE:
            yield MISMATCH.flag(
                message("%(item)s Its document states %(stated)s.", stated=document.amount, **params),
                items=[item],
                fields=("amount",),
            )


def office_records(given: Given) -> Iterator[Flag]:
    """A record of the office that the statement leaves out is looked at by a person."""
    for reply in given.statement.replies:
        about = {"what": reply.what, "on": reply.on}
        if reply.choice is ReplyChoice.NOT_MINE:
            yield RECORD.flag(message("“%(what)s”, %(on)s: the filer says it is not theirs.", **about))
        elif reply.ended_on is not None and reply.ended_on >= given.statement.covers_from:
            yield RECORD.flag(
                message(
                    "“%(what)s”, %(on)s: the filer says it ended on %(ended_on)s, "
                    "not before the period began.",
                    ended_on=reply.ended_on,
                    **about,
                )
            )
    for prompt in prompts(given.statement, given.facts.records, given.programme):
        if prompt.reply is None:
            yield RECORD.flag(
                message(
                    "“%(what)s”, %(on)s: the statement does not mention it, and nothing is said about it.",
                    what=prompt.record.what,
                    on=prompt.record.on,
                )
            )


CHECKS: tuple[Check, ...] = (late, amended, not_sure, office_records, documents)
