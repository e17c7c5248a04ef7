"""The library of wording on pages: proposed by one, approved by another, used with a count, retired."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from disclosure.domain.lifecycle import SnippetState
from disclosure.models import Snippet, SnippetUse, SnippetVersion
from tests.casework.office import Office
from tests.cast import Cast, Member
from tests.reviewer.browsing import Answers, Browser

Visit = Callable[[Member], Browser]
QUESTION: Answers = {
    "kind": "question",
    "en-title": "Who pays?",
    "en-text": "Who pays you for {item}?",
    "fr-title": "Qui paie ?",
    "fr-text": "Qui vous paie pour {item} ?",
}


def newest(office: Office) -> SnippetVersion:
    return office.db.scalars(select(SnippetVersion).where(SnippetVersion.proposed_by_id.is_not(None))).one()


def test_the_starter_set_is_listed_with_versions_and_uses(cast: Cast, rosa: Browser) -> None:
    page = rosa.opens("/snippets")
    for title in ("Step aside from decisions", "Give up an outside role", "What is your part in it?"):
        assert title in page.text
    rows = page.all("tr")
    assert len(rows) == 14 + 2
    assert all(row.text.endswith("None") for row in rows if row.all("td"))


def test_rosa_proposes_and_cannot_approve_while_ana_can(
    office: Office, cast: Cast, rosa: Browser, ana: Browser
) -> None:
    page = rosa.sends("/snippets/new", **QUESTION)
    version = newest(office)
    assert "You proposed this, so somebody else approves it." in page.text
    assert not page.one("main").all("button")
    assert rosa.posts(f"/snippets/{version.id}/approve", {"version": "1"}).status_code == 404
    assert version.state is SnippetState.PROPOSED
    assert "1 piece of wording waits for you too" in ana.opens("/approvals").text
    assert "waits for you too" not in rosa.opens("/approvals").text
    page = ana.opens(f"/snippets/{version.id}")
    assert "Approve this wording" in page.text
    assert page.text.count("There is no text in this language yet.") == 4
    assert ana.posts(f"/snippets/{version.id}/approve", {"version": "1"}).status_code == 303
    assert version.state.value == "approved"
    [row] = [one for one in ana.opens("/snippets").all("tr") if "Who pays?" in one.text]
    assert [one.text for one in row.all("span", lang="es")] == ["Español"]
    assert row.all("span", lang="fr") == []


def test_a_proposal_that_was_changed_meanwhile_is_not_approved(
    office: Office, cast: Cast, rosa: Browser, ana: Browser
) -> None:
    rosa.sends("/snippets/new", **QUESTION)
    version = newest(office)
    ana.posts(f"/snippets/{version.id}/return", {"version": "1", "reason": "Say what for."})
    rosa.sends(f"/snippets/{version.id}/change", **{"en-text": "Who pays you for {item}, and how much?"})
    answer = ana.posts(f"/snippets/{version.id}/approve", {"version": "1"})
    assert answer.status_code == 409
    assert "changed by somebody else" in answer.text
    assert version.state is SnippetState.PROPOSED


def test_what_is_wrong_with_wording_is_told_and_nothing_is_kept(office: Office, rosa: Browser) -> None:
    page = rosa.sends("/snippets/new", **QUESTION | {"fr-text": "Qui vous paie, {name} ?"})
    told = page.one("div", role="alert").text
    assert "{name} is no place that a case fills in." in told
    assert "Use the same places" in told
    assert "Who pays you for {item}?" in page.text
    assert office.db.scalar(select(func.count()).select_from(Snippet)) == 2 * 14


def test_a_proposal_is_returned_only_with_a_reason(
    office: Office, cast: Cast, rosa: Browser, ana: Browser
) -> None:
    rosa.sends("/snippets/new", **QUESTION)
    version = newest(office)
    ana.posts(f"/snippets/{version.id}/return", {"version": "1", "reason": " "})
    assert version.state is SnippetState.PROPOSED
    ana.posts(f"/snippets/{version.id}/return", {"version": "1", "reason": "Say what for."})
    assert version.state.value == "returned"
    assert "Say what for." in rosa.opens(f"/snippets/{version.id}").text


def test_a_newer_version_shows_what_changed_and_takes_the_place_of_the_one_before(
    office: Office, cast: Cast, rosa: Browser, ana: Browser
) -> None:
    old = office.db.scalars(
        select(SnippetVersion).where(
            SnippetVersion.organisation_id == cast.organisation.id, SnippetVersion.days == 40
        )
    ).one()
    text = old.texts["en"].replace("Please sell", "Please sell or transfer")
    rosa.sends(f"/snippets/{old.id}/change", **{"en-text": text})
    new = newest(office)
    page = ana.opens(f"/snippets/{new.id}")
    assert [one.text for one in page.all("ins")] == ["put in: or transfer"]
    ana.posts(f"/snippets/{new.id}/approve", {"version": "1"})
    assert (old.state, new.state, new.version) == (SnippetState.RETIRED, SnippetState.APPROVED, 2)


def test_only_who_approves_retires(office: Office, cast: Cast, rosa: Browser, ana: Browser) -> None:
    version = office.db.scalars(
        select(SnippetVersion).where(SnippetVersion.organisation_id == cast.organisation.id)
    ).first()
    assert version is not None
    assert rosa.posts(f"/snippets/{version.id}/retire", {"version": "1"}).status_code == 404
    assert ana.posts(f"/snippets/{version.id}/retire", {"version": "1"}).status_code == 303
    assert version.state is SnippetState.RETIRED


def test_an_organisation_without_wording_takes_the_starter_set_over(
    office: Office, cast: Cast, ana: Browser, rosa: Browser
) -> None:
    for table in (SnippetUse, SnippetVersion, Snippet):
        office.db.execute(delete(table))
    assert "Put the starter set in force" not in rosa.opens("/snippets").text
    page = ana.sends("/snippets")
    assert "The starter set is in force: 14 pieces." in page.text


@pytest.mark.parametrize("name", ["olu", "ida", "amina", "adam"])
def test_the_library_is_no_business_of_others(cast: Cast, visit: Visit, name: str) -> None:
    assert visit(getattr(cast, name)).asks("/snippets").status_code == 404
