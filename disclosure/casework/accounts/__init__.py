"""Accounts: who can sign in, in which roles, and how."""

from disclosure.casework.accounts.holding import (
    account_for_person,
    accounts_for_people,
    create_account,
    disable,
    find_account,
    set_up_organisation,
)
from disclosure.casework.accounts.links import SIGN_IN_MINUTES, redeem, send_another, send_sign_in_link
from disclosure.casework.accounts.roles import actor_of, grant_role, revoke_role
from disclosure.casework.accounts.sessions import (
    Visitor,
    begin_session,
    end_session,
    keep_alive,
    lapsed,
    session_of,
    visitor,
)

__all__ = [
    "SIGN_IN_MINUTES",
    "Visitor",
    "account_for_person",
    "accounts_for_people",
    "actor_of",
    "begin_session",
    "create_account",
    "disable",
    "end_session",
    "find_account",
    "grant_role",
    "keep_alive",
    "lapsed",
    "redeem",
    "revoke_role",
    "send_another",
    "send_sign_in_link",
    "session_of",
    "set_up_organisation",
    "visitor",
]
