"""The copy of what was filed: every question, every item, and what was certified."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _
from msgspec.structs import replace

from disclosure.casework import programmes
from disclosure.domain import prompting
from disclosure.domain.interests import Certification, Item, Member, Statement
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Question
from disclosure.domain.sentences import question_params
from disclosure.models import Filing
from disclosure.printing import Paper, Row, Section, Thing, Words
from disclosure.web import facts
from disclosure.web.forms import said
from disclosure.web.languages import language
from disclosure.web.papers import paper
from portal import editing, occasions, papers, showing, times


def statement(filing: Filing, filed: showing.Filed) -> Paper:
    """Return the copy of one version of what was filed: every question, every item, what was certified."""
    declared = filed.statement
    return paper(
        title=_("%(statement)s, as filed", statement=occasions.statement_name(filing)),
        notice=_(
            "The page is the record; this is a copy. The record stands at %(address)s.",
            address=papers.address(filing, "statement"),
        ),
        footer=f"{filing.reference}  ·  {_('Version %(number)s', number=filed.version)}",
        facts=_about(filing, filed),
        sections=(
            _household(declared),
            *_answers(filing, filed),
            *_others(filing, filed),
            *_replies(declared),
            *_difference(declared),
            *_certified(filing, declared.certification),
        ),
    )


def _about(filing: Filing, filed: showing.Filed) -> tuple[Row, ...]:
    declared = filed.statement
    at = times.local(filed.certified_at, filing.zone)
    certified_at = _("%(time)s, %(place)s time", time=at, place=times.place(filing.zone))
    period = message("%(start)s to %(end)s", start=declared.covers_from, end=declared.covers_to)
    return (
        Row(_("Reference"), (str(filing.reference),)),
        Row(_("Name"), (filing.person.name,)),
        Row(_("Version"), (str(filed.version),)),
        Row(_("Certified on"), (certified_at,)),
        Row(_("Period"), (said(period),)),
    )


def _household(declared: Statement) -> Section:
    people = [_member(one) for one in declared.household]
    duties = []
    if declared.duties_unchanged:
        duties.append(_("My duties were as shown for the whole period."))
    elif declared.duties_unchanged is False:
        duties.append(f"{_('My duties changed:')} {declared.duties_note}")
    return Section(
        heading=_("Household and duties"),
        listed=(*(people or [_("I have no spouse or dependants to list.")]), *duties),
    )


def _member(one: Member) -> str:
    more = showing.member_facts(replace(one, relation=None))
    return "  ·  ".join((showing.member(one), *more))


def _answers(filing: Filing, filed: showing.Filed) -> Iterable[Section]:
    programme = programmes.of(filing.cycle)
    params = question_params(filed.statement, programme)
    we = Words(text=_("“We” means my spouse, my dependent children and me."))
    yield Section(heading=_("Your answers"), paragraphs=(we,))
    for line in filed.lines:
        asked = Words(text=said(Message(line.question.text, params)))
        remark = (Words(text=line.remark),) if line.remark else ()
        yield Section(
            heading=line.title,
            level=3,
            paragraphs=(asked, Words(text=line.text, strong=True), *remark),
            items=tuple(_thing(item, filing, filed) for item in _items(line.question, filing, filed)),
        )


def _items(question: Question, filing: Filing, filed: showing.Filed) -> Iterable[Item]:
    programme = programmes.of(filing.cycle)
    declared = filed.statement
    return [item for item in declared.items if editing.home_of(item, declared, programme) == question]


def _others(filing: Filing, filed: showing.Filed) -> Iterable[Section]:
    programme = programmes.of(filing.cycle)
    items = [one for one in filed.statement.items if not programme.questions_for(one.category)]
    if items:
        things = tuple(_thing(item, filing, filed) for item in items)
        yield Section(heading=_("Items of earlier years that are not asked about any more"), items=things)


def _thing(item: Item, filing: Filing, filed: showing.Filed) -> Thing:
    programme = programmes.of(filing.cycle)
    told = facts.of_item(item, programme, filed.statement.household)
    return Thing(sentence=showing.item_said(item, programme), facts=tuple(Row(*fact) for fact in told))


def _replies(declared: Statement) -> Iterable[Section]:
    if replies := prompting.standing(declared):
        told = tuple(said(prompting.reply_sentence(reply)) for reply in replies)
        yield Section(heading=_("Records that the office holds"), listed=told)


def _difference(declared: Statement) -> Iterable[Section]:
    if declared.difference:
        told = Words(text=declared.difference, language="en")
        yield Section(heading=_("Compared with the statement before"), paragraphs=(told,))


def _certified(filing: Filing, given: Certification | None) -> Iterable[Section]:
    """Say what was certified, in the language in which it was read."""
    if given is None:
        return
    read_in = language(given.language)
    with force_locale(str(read_in.locale)):
        sentences = [said(Message(one)) for one in programmes.of(filing.cycle).certification.statements]
    rtl = read_in.direction == "rtl"
    notes = [
        _("Certified by %(name)s, signed in by %(method)s.", name=given.name, method=given.method),
        _(
            "Words of certification: version %(version)s, read in %(language)s.",
            version=given.text_version,
            language=read_in.name,
        ),
    ]
    if given.prepared_by:
        notes.append(_("Prepared by %(name)s.", name=given.prepared_by))
    yield Section(
        heading=_("What you certified"),
        numbered=tuple(Words(text=one, language=read_in.tag, right_to_left=rtl) for one in sentences),
        notes=tuple(notes),
    )
