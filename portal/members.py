"""Members of the household and the form that asks about one."""

from typing import Any

from disclosure.domain.interests import AnswerChoice, Member, Statement, new_id
from portal.drafts import Work
from portal.forms import MemberForm

NEW = "new"
"""Stands in the address for somebody who is to be added."""


def find(statement: Statement, member_id: str) -> Member | None:
    """Return a member by id, a blank one for `new`, or nothing."""
    if member_id == NEW:
        return Member(id=NEW)
    return next((member for member in statement.household if member.id == member_id), None)


def form(work: Work, member: Member, **settings: Any) -> MemberForm:  # noqa: ANN401 - WTForms' own
    """Return the form about `member`, as posted or as saved."""
    return MemberForm(
        version=work.version,
        name=member.name,
        relation=member.relation,
        employer=member.employer,
        job=member.job,
        birth_year=member.birth_year,
        dependent=spoken(said=member.dependent),
        lives_in=spoken(said=member.lives_in),
        since=member.since,
        until=member.until,
        **settings,
    )


def saved(work: Work, *, member: Member) -> MemberForm:
    """Return the form about `member` as the draft has it now; as it was, if they are gone."""
    return form(work, find(work.statement, member.id) or member, formdata=None)


def read(form: MemberForm, member_id: str) -> Member:
    """Return the member that a valid form describes."""
    return Member(
        id=new_id() if member_id == NEW else member_id,
        name=(form.name.data or "").strip(),
        relation=form.relation.data,
        employer=(form.employer.data or "").strip(),
        job=(form.job.data or "").strip(),
        birth_year=form.birth_year.data,
        dependent=heard(form.dependent.data),
        lives_in=heard(form.lives_in.data),
        since=form.since.data,
        until=form.until.data,
    )


def spoken(*, said: bool | None) -> AnswerChoice | None:
    """Return a yes or no as its radio button."""
    return None if said is None else AnswerChoice.YES if said else AnswerChoice.NO


def heard(choice: AnswerChoice | None) -> bool | None:
    """Return a radio button as a yes or no."""
    return None if choice is None else choice is AnswerChoice.YES
