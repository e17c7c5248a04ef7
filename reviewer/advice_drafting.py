"""Advice on its way: a part for each conflict that waits for it, or a conflict recorded in the same act."""

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, cast

from flask import g, request

from disclosure.casework import advising, clocks, finding
from disclosure.casework.advising import Proposal
from disclosure.casework.reading import Passage
from disclosure.domain.interests import Item
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.snippets import SnippetKind
from disclosure.models import Conflict, Filing, SnippetVersion, Writing
from disclosure.web.languages import spoken
from reviewer import drafting, previewing, wordings
from reviewer.advice_forms import AdviceForm, AdvicePart, FindingForm
from reviewer.folder import about, passages_of, record_of
from reviewer.parts import standing
from reviewer.previewing import Drafted, Preview
from reviewer.todo import Unadvised, unadvised


class Waiting(NamedTuple):
    """A conflict that waits for advice, with why it was found and, if advice came back, why."""

    unadvised: Unadvised
    reasons: list[Passage]
    returned: list[Passage]
    advised_before: list[Passage]

    @property
    def items(self) -> set[str]:
        """The items of the statement that the conflict is about."""
        return {item for one in self.reasons for item in one.written.items}


class Advising:
    """Advice on its way: its form, what it is about, and how each part will read."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.record = record_of(filing)
        self.waiting = waiting(filing)
        self.form = self._form()
        if isinstance(self.form, FindingForm):
            self.form.items.choices = drafting.item_choices(self.record)
        self.filled = ""
        """The id of the text that was just taken from approved wording."""
        if asked := wordings.asked(SnippetKind.ADVICE):
            self._take(asked)

    @property
    def parts(self) -> list[AdvicePart]:
        """The parts of the form, in the order of the conflicts that wait."""
        return [entry.form for entry in self.form.proposals]

    @property
    def language(self) -> str:
        """In which language the advice is written."""
        return str(self.form.language.data)

    @property
    def previews(self) -> list[Preview]:
        """How the filer will read each part."""
        return [
            previewing.of_advice(
                self._drafted(number),
                type_=part.type.data,
                due_on=part.due_on.data,
                owner=part.owner.data,
                proof=part.proof.data,
            )
            for number, part in enumerate(self.parts)
        ]

    def ready(self) -> bool:
        """Whether the form was sent to be carried out, and can be."""
        if previewing.wanted() or not self.form.validate_on_submit():
            return False
        for number, part in enumerate(self.parts):
            self.form.refuse(*wordings.open_places(self._text(number)), at=part.text.id)
        return not any(part.text.errors for part in self.parts)

    def send(self, sealer: Any) -> None:  # noqa: ANN401 - the sealer of this site
        """Propose it; a conflict that is recorded in the same act comes first."""
        conflicts = [one.unadvised.conflict for one in self.waiting]
        if isinstance(self.form, FindingForm):
            conflicts = [self._find(sealer)]
        proposals = [self._proposal(number, conflict) for number, conflict in enumerate(conflicts)]
        advising.propose(g.db, sealer, by=g.actor, filing=self.filing, proposals=proposals)

    def _find(self, sealer: Any) -> Conflict:  # noqa: ANN401 - the sealer of this site
        told = drafting.conflict(self.form)
        return finding.find_conflict(g.db, sealer, by=g.actor, filing=self.filing, **told)

    def _proposal(self, number: int, conflict: Conflict) -> Proposal:
        part, anew = self.parts[number], isinstance(self.form, FindingForm)
        return Proposal(
            conflict=conflict,
            type=part.type.data,
            due_on=cast("date", part.due_on.data),
            text=self._text(number),
            language=self.language,
            owner=part.owner.data,
            proof=part.proof.data,
            snippet=wordings.found(part.snippet.data),
            revises=None if anew else self.waiting[number].unadvised.returned,
        )

    def _form(self) -> AdviceForm:
        """Return the form; what was sent decides which. Its parts are those of the conflicts they name."""
        filing, language = self.filing, wordings.language_of(self.filing)
        sent = request.method == "POST"
        may_find = filing.state is FilingState.IN_REVIEW and not self.waiting
        if "anew" in request.form if sent else may_find:
            return FindingForm(
                version=standing(filing), language=language, items=drafting.ticked(), proposals=[{}]
            )
        drafts = [_before(one) for one in self.waiting]
        form = AdviceForm(version=standing(filing), language=language, proposals=drafts)
        if sent:
            self._match(form)
        return form

    def _match(self, form: AdviceForm) -> None:
        """Let the parts and the conflicts stand in one order, whatever happened since the page was opened."""
        waiting = {str(one.unadvised.conflict.id): one for one in self.waiting}
        form.proposals.entries = [
            entry for entry in form.proposals.entries if entry.form.conflict.data in waiting
        ]
        named = [entry.form.conflict.data for entry in form.proposals.entries]
        for one in self.waiting:
            if str(one.unadvised.conflict.id) not in named:
                form.proposals.append_entry(_before(one))
        self.waiting = [waiting[str(entry.form.conflict.data)] for entry in form.proposals.entries]

    def _take(self, asked: wordings.Asked) -> None:
        """Fill a part from approved wording: what is advised, by when, by whom, and the text."""
        if asked.part >= len(self.parts):
            return
        part, version = self.parts[asked.part], asked.version
        self.filled = part.text.id
        part.snippet.data, part.text.data = str(version.id), version.texts.get(self.language, "")
        part.type.data, part.owner.data, part.proof.data = version.advice, version.owner, version.proof
        part.due_on.process(None, self.due_in(version))

    def due_in(self, version: SnippetVersion) -> date:
        """Return the day that a piece of wording leaves until, where the filer serves."""
        return clocks.due_in(self.filing, version.days or 1)

    @cached_property
    def items(self) -> list[list[Item]]:
        """The items that each part is about: those ticked, or those of the conflict that waits."""
        statement = self.record.statement
        if isinstance(self.form, FindingForm):
            return [wordings.chosen(statement.items, self.form.items.data)]
        return [wordings.chosen(statement.items, one.items) for one in self.waiting]

    def _text(self, number: int) -> str:
        drafted = self._drafted(number)
        return wordings.filled(drafted.text, drafted.places)

    def _drafted(self, number: int) -> Drafted:
        part, items = self.parts[number], self.items[number]
        day = part.due_on.data
        return Drafted(
            text=part.text.data or "",
            language=self.language,
            places=wordings.values(self.filing, items, language=self.language, day=day),
            version=wordings.found(part.snippet.data),
            own_places=wordings.values(self.filing, items, language=spoken().code, day=day),
        )


def waiting(filing: Filing) -> list[Waiting]:
    """Return the conflicts that wait for advice, with what was written about each."""
    found = unadvised(filing)
    passages = passages_of(filing) if found else []
    return [
        Waiting(
            one,
            about(passages, one.conflict.id, Writing.FINDING),
            about(passages, one.returned.id, Writing.RETURN) if one.returned else [],
            about(passages, one.returned.id, Writing.ADVICE) if one.returned else [],
        )
        for one in found
    ]


def _before(one: Waiting) -> dict[str, Any]:
    conflict, returned = one.unadvised
    if returned is None:
        return {"conflict": str(conflict.id)}
    text = one.advised_before[-1].written.text if one.advised_before else ""
    return {
        "conflict": str(conflict.id),
        "type": returned.type,
        "due_on": returned.due_on,
        "owner": returned.owner,
        "proof": returned.proof,
        "text": text,
    }
