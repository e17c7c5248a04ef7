"""Who may do what: a table of sentences. What is not written here is refused.

A permission holds when every predicate of one of its alternatives holds.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from disclosure.access.permissions import Permission
from disclosure.access.predicates import (
    Predicate,
    all_of,
    any_of,
    are_interests,
    assigned,
    awaits_approval,
    awaits_confirmation,
    columns_of,
    declared_them,
    holds,
    is_delegate,
    is_filer,
    is_worker,
    not_asker,
    not_its_author,
    not_own,
    not_proposer,
    not_verifier,
    opened_for_a_time,
    place_of,
    sent_it,
)
from disclosure.domain.actors import Actor, Role
from disclosure.errors import NotPermitted
from disclosure.models import Filing

is_reviewer = holds(Role.REVIEWER)
is_approver = holds(Role.APPROVER)
is_ethics = holds(Role.ETHICS_OFFICER)
is_officer = holds(Role.PROGRAMME_OFFICER)
is_focal_point = holds(Role.FOCAL_POINT)
is_head = holds(Role.ENTITY_HEAD)
is_auditor = holds(Role.AUDITOR)
is_administrator = holds(Role.ADMINISTRATOR)

Alternatives = tuple[tuple[Predicate, ...], ...]

POLICY: Mapping[Permission, Alternatives] = {
    Permission.FILING_SEE: ((is_filer,), (is_delegate,)),
    Permission.DRAFT_EDIT: ((is_filer,), (is_delegate,)),
    Permission.FORM_APPLY: ((is_filer, sent_it), (is_delegate, sent_it)),
    Permission.STATEMENT_FILE: ((is_filer,),),
    Permission.STATEMENT_READ_OWN: ((is_filer,),),
    Permission.CORRESPONDENCE_READ_OWN: ((is_filer,),),
    Permission.QUESTION_ANSWER: ((is_filer,),),
    Permission.ADVICE_ANSWER: ((is_filer,),),
    Permission.ACTION_PROVE: ((is_filer,),),
    Permission.DOCUMENT_SUBMIT: ((is_filer,),),
    Permission.EXTENSION_REQUEST: ((is_filer,), (is_delegate,)),
    Permission.DESIGNATION_CONTEST: ((is_filer,),),
    Permission.DELEGATION_GRANT: ((is_filer,),),
    Permission.DATA_TAKE: ((is_filer,),),
    Permission.SUMMARY_CHOOSE: ((is_filer,),),
    Permission.CASE_SEE: ((is_reviewer, not_own), (is_approver, not_own), (is_ethics, not_own)),
    Permission.CASE_CLAIM: ((is_reviewer, not_own),),
    Permission.CASE_ASSIGN: ((is_approver, not_own), (is_ethics, not_own)),
    Permission.CASE_READ: (
        (is_reviewer, assigned, not_own),
        (is_approver, awaits_approval, not_own),
        (is_approver, awaits_confirmation, not_own),
        (is_ethics, not_own),
        (is_reviewer, opened_for_a_time, not_own),
        (is_approver, opened_for_a_time, not_own),
    ),
    Permission.EMERGENCY_ASK: ((is_reviewer, not_own), (is_approver, not_own)),
    Permission.EMERGENCY_DECIDE: ((is_ethics, not_own, not_asker),),
    Permission.EMERGENCY_READ: (
        (is_reviewer, opened_for_a_time, not_own),
        (is_approver, opened_for_a_time, not_own),
    ),
    Permission.CASE_WORK: ((is_reviewer, assigned, not_own),),
    Permission.ADVICE_APPROVE: ((is_approver, not_own, not_proposer),),
    Permission.ADVICE_DECIDE: ((is_ethics, not_own),),
    Permission.SNIPPET_PROPOSE: ((is_reviewer,), (is_approver,), (is_ethics,)),
    Permission.SNIPPET_APPROVE: ((is_approver, not_its_author), (is_ethics, not_its_author)),
    Permission.SNIPPET_RETIRE: ((is_approver,), (is_ethics,)),
    Permission.DOCUMENT_DECIDE: ((is_reviewer, assigned, not_own),),
    Permission.WORKLOAD_SEE: ((is_reviewer,), (is_approver,), (is_ethics,)),
    Permission.WORKLOAD_SEE_ALL: ((is_approver,), (is_ethics,)),
    Permission.VERIFICATION_CONFIRM: (
        (is_approver, not_own, not_verifier),
        (is_ethics, not_own, not_verifier),
    ),
    Permission.INTERESTS_DECLARE: ((is_reviewer,), (is_approver,), (is_ethics,)),
    Permission.INTERESTS_READ: (
        (is_reviewer, declared_them),
        (is_approver, declared_them),
        (is_ethics, declared_them),
        (is_worker, are_interests),
    ),
    Permission.STATEMENT_SCREEN: ((is_worker,),),
    Permission.SEASON_SEE: ((is_officer,), (is_auditor,), (is_ethics,)),
    Permission.ENTITY_SEE: ((is_officer,), (is_auditor,), (is_ethics,), (is_focal_point,), (is_head,)),
    Permission.PEOPLE_SEE: ((is_officer,), (is_auditor,), (is_focal_point,), (is_head,)),
    Permission.RATES_BRING: ((is_officer,),),
    Permission.RECORDS_BRING: ((is_officer,),),
    Permission.LISTS_IMPORT: ((is_officer,),),
    Permission.ROSTER_IMPORT: ((is_officer,),),
    Permission.CYCLE_RUN: ((is_officer,),),
    Permission.DESIGNATION_MAKE: ((is_officer,),),
    Permission.DESIGNATION_NOMINATE: ((is_officer,), (is_focal_point, not_own)),
    Permission.DESIGNATION_SIGN_OFF: ((is_focal_point,), (is_head,)),
    Permission.DESIGNATION_DECIDE: ((is_officer, not_own),),
    Permission.FILING_EXTEND: ((is_officer, not_own),),
    Permission.FILING_EXEMPT: ((is_officer, not_own),),
    Permission.REMINDER_WRITE: ((is_officer,),),
    Permission.DRAW_RUN: ((is_officer,),),
    Permission.REFERRAL_SEE: ((is_officer,), (is_auditor,), (is_ethics,), (is_head,)),
    Permission.REFERRAL_PREPARE: ((is_officer,),),
    Permission.REFERRAL_SEND: ((is_officer,), (is_ethics,)),
    Permission.REFERRAL_ACT: ((is_head,),),
    Permission.REPORT_SEE: ((is_officer,), (is_auditor,), (is_ethics,)),
    Permission.REPORT_FREEZE: ((is_officer,), (is_ethics,)),
    Permission.LEDGER_SEE: ((is_auditor,),),
    Permission.ACCOUNTS_MANAGE: ((is_administrator,), (is_officer,)),
    Permission.KEYS_MANAGE: ((is_administrator,), (is_officer,)),
}


def permits(actor: Actor, permission: Permission, row: Any) -> bool:  # noqa: ANN401 - any mapped row
    """Whether `actor` has `permission` for `row`."""
    place = place_of(row)
    return any(
        all(predicate.holds(actor, place) for predicate in alternative)
        for alternative in POLICY.get(permission, ())
    )


def demand(actor: Actor, permission: Permission, row: Any) -> None:  # noqa: ANN401 - any mapped row
    """Raise NotPermitted unless `actor` has `permission` for `row`."""
    if not permits(actor, permission, row):
        raise NotPermitted(
            f"You may not do this here ({permission.value}). Ask the programme office if you should."
        )


def where(actor: Actor, permission: Permission, model: type[Any]) -> ColumnElement[bool]:
    """Return the same rule as a condition over `model` (joined to Filing where rows belong to one)."""
    place = columns_of(model)
    return any_of(
        all_of(predicate.where(actor, place) for predicate in alternative)
        for alternative in POLICY.get(permission, ())
    )


def visible(actor: Actor, permission: Permission, model: type[Any]) -> Select[Any]:
    """Return a SELECT of the rows of `model` for which `actor` has `permission`."""
    rows = select(model)
    if hasattr(model, "filing"):
        rows = rows.join(Filing, Filing.id == model.filing_id)
    return rows.where(where(actor, permission, model))
