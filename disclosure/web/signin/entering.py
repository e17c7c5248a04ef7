"""Letting people in: from the first factor to the second, and from there to the page they wanted."""

from datetime import datetime, timedelta
from typing import Any

from flask import after_this_request, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from disclosure.casework import accounts
from disclosure.casework.accounts import devices, factors, steps
from disclosure.casework.accounts.guessing import Source
from disclosure.domain.messages import Counted, ngettext
from disclosure.errors import NotPermitted
from disclosure.models import Account
from disclosure.web.signin.visitors import (
    DEMO,
    SignedInAccount,
    is_ours,
    session_of,
    settings,
    visitor_of,
)

STEP = "step"
"""The cookie's key for a sign-in that waits for its second factor."""
SID = "sid"
"""The cookie's key for the name that the organisation's own sign-in has for what goes on."""
NEXT = "next"
YEAR = timedelta(days=365)
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")


def arrive(
    account: Account, *, method: str, provider_sid: str | None = None, proved_at: datetime | None = None
) -> ResponseReturnValue:
    """Lead on whoever proved the first factor: to the second, to setting one up, or in.

    What the organisation's own sign-in calls the session is kept on the way: it ends it by that.
    """
    has_app = factors.has_app(g.db, account.id)
    if not has_app and not settings().second_factor:
        return begin(account, method=method, provider_sid=provider_sid, proved_at=proved_at)
    session[SID] = provider_sid
    session[STEP] = steps.begin_step(g.db, account, site=settings().site, method=method)
    return redirect(url_for("signin.code" if has_app else "signin.enrol"), 303)


def begin(
    account: Account, *, method: str, provider_sid: str | None = None, proved_at: datetime | None = None
) -> ResponseReturnValue:
    """Begin a session of `account` under a new id, and lead to where they wanted to go."""
    return redirect(let_in(account, method=method, provider_sid=provider_sid, proved_at=proved_at), 303)


def let_in(
    account: Account, *, method: str, provider_sid: str | None = None, proved_at: datetime | None = None
) -> str:
    """Begin a session of `account` under a new id; return the address that they wanted.

    They proved who they are just now, or at `proved_at` where another says so. A session that
    this browser had is over: its old cookie is worth nothing.
    """
    end_own_session()
    wanted = session.get(NEXT)
    kept_language = session.get("language")
    session.clear()
    if kept_language:
        session["language"] = kept_language
    site = settings()
    token = accounts.begin_session(
        g.db,
        account,
        site=site.site,
        method=method,
        absolute_hours=site.absolute_hours,
        agent=_agent(),
        provider_sid=provider_sid,
        proved_at=proved_at,
    )
    begun = visitor_of(g.db.connection(), token)
    if begun is None:
        raise NotPermitted("This session was over before it began. Ask the programme office.")
    login_user(SignedInAccount(token, begun, idle_minutes=site.idle_minutes))
    if method != DEMO:
        _keep_device(devices.remember(g.db, account=account, device=request.cookies.get(_device_cookie())))
    return wanted if is_ours(wanted) else url_for("home.index")


def end_own_session() -> None:
    """End the session that this browser has, if it has one."""
    found = session_of(g.db, current_user.token) if current_user.is_authenticated else None
    if found is not None:
        accounts.end_session(g.db, found)


def own() -> Account:
    """Return the account of whoever is signed in, in the transaction of the request."""
    account: Account = g.db.get_one(Account, g.actor.account_id)
    return account


def source() -> Source:
    """Return where this request comes from."""
    return Source(request.remote_addr or "", request.cookies.get(_device_cookie()))


def waiting(wait: timedelta) -> Counted:
    """Return the sentence that says how long to wait."""
    seconds = int(wait.total_seconds()) + 1
    if seconds <= 60:  # noqa: PLR2004
        return ngettext(
            "There were too many tries. Wait %(num)s second before the next one.",
            "There were too many tries. Wait %(num)s seconds before the next one.",
            seconds,
        )
    return ngettext(
        "There were too many tries. Wait %(num)s minute before the next one.",
        "There were too many tries. Wait %(num)s minutes before the next one.",
        -(-seconds // 60),
    )


def note_wanted() -> None:
    """Keep where they want to go, if the address says so and it is on this site."""
    wanted = request.args.get("next")
    if request.method == "GET" and is_ours(wanted):
        session[NEXT] = request.script_root + wanted


def _keep_device(device: str) -> None:
    site = settings()

    @after_this_request
    def keep(answer: Response) -> Response:
        manners: dict[str, Any] = {"httponly": True, "secure": site.https, "samesite": "Lax", "path": "/"}
        answer.set_cookie(_device_cookie(), device, max_age=YEAR, **manners)
        return answer


def _device_cookie() -> str:
    site = settings()
    return f"{'__Host-' if site.https else ''}{site.site}-device"


def _agent() -> str:
    """Return browser and system in a few words, by which people know their own devices."""
    told = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS.items() if mark in told), "")
    system = next((name for name in _SYSTEMS if name in told), "")
    return ", ".join(part for part in (browser, system) if part)
