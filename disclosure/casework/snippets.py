"""Approved wording: proposed by one person, approved by another, used in texts, retired.

What ships is in force from the day an organisation is set up. A newer version
takes the place of the one before when somebody else approves it.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand, where
from disclosure.domain.actors import WORKER, Actor
from disclosure.domain.lifecycle import SnippetMove, SnippetState
from disclosure.domain.messages import message
from disclosure.domain.snippets import SnippetKind, Wording, digest, shipped
from disclosure.errors import BadInput, WrongState
from disclosure.models import Organisation, Snippet, SnippetUse, SnippetVersion

LONGEST_REASON = 1_000
"""Characters of the reason for which wording is returned."""


class Shelved(NamedTuple):
    """One piece of wording in the library: the version to be seen, and how often each was used."""

    version: SnippetVersion
    waiting: SnippetVersion | None
    """A newer version that is not in force yet."""
    uses: int
    """Of the version itself."""
    uses_in_all: int


def ship(db: Session, *, organisation: Organisation, by: Actor = WORKER) -> int:
    """Put the shipped wording in force in an organisation that has none yet; return how many pieces."""
    if db.scalar(select(Snippet.id).where(Snippet.organisation_id == organisation.id).limit(1)):
        raise WrongState("There is wording here already. Propose more, piece by piece.")
    for wording in shipped().values():
        snippet = _snippet(organisation, wording)
        db.add_all([snippet, _version(snippet, wording, number=1, state=SnippetState.APPROVED)])
    ledger.record(
        db,
        by,
        "snippets:shipped",
        organisation_id=organisation.id,
        snippets=len(shipped()),
        digest=digest(shipped()),
    )
    return len(shipped())


def take_over(db: Session, *, by: Actor, organisation: Organisation) -> int:
    """Put the shipped wording in force where an organisation was set up before it was shipped."""
    demand(by, Permission.SNIPPET_RETIRE, organisation)
    return ship(db, organisation=organisation, by=by)


def propose(
    db: Session, *, by: Actor, organisation: Organisation, wording: Wording, replaces: Snippet | None = None
) -> SnippetVersion:
    """Propose new wording, or a newer version of a piece. Raises BadInput with every fault.

    Returned wording is revised in its place; one version of a piece waits at a time.
    """
    demand(by, Permission.SNIPPET_PROPOSE, organisation)
    if faults := wording.faults():
        raise BadInput(faults)
    snippet = replaces or _snippet(organisation, wording)
    if snippet.kind is not wording.kind:
        raise BadInput(message("A question stays a question, and advice stays advice. Propose a new piece."))
    versions = versions_of(db, snippet)
    newest = versions[-1] if versions else None
    if newest is not None and newest.state is SnippetState.PROPOSED:
        raise WrongState("A newer version of this wording waits for approval already.")
    if newest is not None and newest.state is SnippetState.RETURNED:
        newest.move(SnippetMove.PROPOSE)
        version = newest
        _reword(version, wording)
    else:
        number = newest.version + 1 if newest else 1
        version = _version(snippet, wording, number=number, state=SnippetState.PROPOSED)
        db.add_all([snippet, version])
    version.proposed_by_id, version.proposed_at = by.named(), clock.now()
    _record(db, by, "snippet:proposed", version)
    return version


def approve(db: Session, *, by: Actor, version: SnippetVersion) -> None:
    """Put proposed wording in force, in place of the version before it. Never by who proposed it."""
    demand(by, Permission.SNIPPET_APPROVE, version)
    version.move(SnippetMove.APPROVE)
    version.approved_by_id, version.approved_at = by.named(), clock.now()
    version.returned_because = None
    for older in versions_of(db, version.snippet):
        if older.id != version.id and older.state is SnippetState.APPROVED:
            older.move(SnippetMove.RETIRE)
    _record(db, by, "snippet:approved", version)


def return_(db: Session, *, by: Actor, version: SnippetVersion, reason: str) -> None:
    """Return proposed wording to who proposed it. The reason is about wording: it names nobody."""
    demand(by, Permission.SNIPPET_APPROVE, version)
    if not reason.strip():
        raise BadInput(message("Write why you return it"))
    if len(reason) > LONGEST_REASON:
        raise BadInput(message("Shorten the reason to %(most)d characters.", most=LONGEST_REASON))
    version.move(SnippetMove.RETURN)
    version.returned_because = reason.strip()
    _record(db, by, "snippet:returned", version)


def retire(db: Session, *, by: Actor, version: SnippetVersion) -> None:
    """Take wording out of use, or a proposal off the table. What was sent with it stays as it was sent."""
    demand(by, Permission.SNIPPET_RETIRE, version)
    version.move(SnippetMove.RETIRE)
    _record(db, by, "snippet:retired", version)


def in_force(db: Session, *, by: Actor, kind: SnippetKind) -> list[SnippetVersion]:
    """Return the wording that may be used, in a steady order."""
    rows = (
        select(SnippetVersion)
        .join(Snippet, Snippet.id == SnippetVersion.snippet_id)
        .where(
            where(by, Permission.CASE_SEE, SnippetVersion),
            SnippetVersion.state == SnippetState.APPROVED,
            Snippet.kind == kind,
        )
    )
    return sorted(db.scalars(rows), key=_place)


def waiting(db: Session, *, by: Actor) -> int:
    """Return how much wording waits for this person to approve or return it."""
    rows = select(func.count()).where(
        SnippetVersion.state == SnippetState.PROPOSED, where(by, Permission.SNIPPET_APPROVE, SnippetVersion)
    )
    return db.scalar(rows) or 0


def library(db: Session, *, by: Actor) -> list[Shelved]:
    """Return every piece of wording that is in force or waits, with how often it was used."""
    rows = (
        select(SnippetVersion)
        .where(where(by, Permission.CASE_SEE, SnippetVersion))
        .order_by(SnippetVersion.version)
    )
    pieces: dict[UUID, list[SnippetVersion]] = {}
    for version in db.scalars(rows):
        pieces.setdefault(version.snippet_id, []).append(version)
    used = uses(db, [one for versions in pieces.values() for one in versions])
    shelved = [_shelved(versions, used) for versions in pieces.values()]
    standing = [one for one in shelved if one.version.state is not SnippetState.RETIRED]
    return sorted(standing, key=lambda one: _place(one.version))


def versions_of(db: Session, snippet: Snippet) -> list[SnippetVersion]:
    """Return every version of a piece of wording, the first one first."""
    rows = select(SnippetVersion).where(SnippetVersion.snippet_id == snippet.id)
    return list(db.scalars(rows.order_by(SnippetVersion.version)))


def uses(db: Session, versions: Sequence[SnippetVersion]) -> dict[UUID, int]:
    """Return by id how many texts were taken from each of these versions; one that has none is left out."""
    ids = [one.id for one in versions]
    rows = select(SnippetUse.version_id, func.count()).where(SnippetUse.version_id.in_(ids))
    return {row[0]: row[1] for row in db.execute(rows.group_by(SnippetUse.version_id))}


def note_use(db: Session, version: SnippetVersion) -> None:
    """Count that a text was taken from a version in force. Which text it was is sealed with it."""
    if version.state is not SnippetState.APPROVED:
        raise WrongState("This wording is not in force any more. Choose another, or write your own.")
    db.add(SnippetUse(version_id=version.id, used_on=clock.now().date()))


def wording_of(version: SnippetVersion) -> Wording:
    """Return what a version says, to look it over or to change it."""
    return Wording(
        kind=version.snippet.kind,
        titles=dict(version.titles),
        texts=dict(version.texts),
        advice=version.advice,
        owner=version.owner,
        proof=version.proof,
        days=version.days,
    )


def _shelved(versions: Sequence[SnippetVersion], used: dict[UUID, int]) -> Shelved:
    newest = versions[-1]
    standing = next((one for one in reversed(versions) if one.state is SnippetState.APPROVED), None)
    shown = standing or newest
    waits = newest.state in {SnippetState.PROPOSED, SnippetState.RETURNED}
    waiting = newest if waits and newest is not shown else None
    return Shelved(shown, waiting, used.get(shown.id, 0), sum(used.get(one.id, 0) for one in versions))


def _place(version: SnippetVersion) -> tuple[int, str]:
    """Return where wording stands in a list: what ships in its own order, then the rest by title."""
    title = version.titles["en"]
    titles = [wording.titles["en"] for wording in shipped().values()]
    return titles.index(title) if title in titles else len(titles), title


def _snippet(organisation: Organisation, wording: Wording) -> Snippet:
    return Snippet(id=uuid4(), organisation_id=organisation.id, kind=wording.kind, created_at=clock.now())


def _version(snippet: Snippet, wording: Wording, *, number: int, state: SnippetState) -> SnippetVersion:
    version = SnippetVersion(
        id=uuid4(),
        organisation_id=snippet.organisation_id,
        snippet=snippet,
        version=number,
        state=state,
        proposed_at=clock.now(),
    )
    _reword(version, wording)
    return version


def _reword(version: SnippetVersion, wording: Wording) -> None:
    version.titles = {language: text.strip() for language, text in wording.titles.items() if text.strip()}
    version.texts = {language: text.strip() for language, text in wording.texts.items() if text.strip()}
    version.advice, version.owner = wording.advice, wording.owner
    version.proof, version.days = wording.proof, wording.days


def _record(db: Session, by: Actor, kind: str, version: SnippetVersion) -> None:
    ledger.record(
        db,
        by,
        kind,
        organisation_id=version.organisation_id,
        snippet_id=version.snippet_id,
        version=version.version,
    )
