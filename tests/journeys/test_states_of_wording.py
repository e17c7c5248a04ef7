"""Every state of the library of wording: proposed, approved by somebody else, in force, retired; or none."""

from sqlalchemy import delete

from disclosure.casework import accounts
from disclosure.domain.actors import Role
from disclosure.models import Snippet, SnippetVersion
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance
from tests.journeys.people import ANA, ROSA, Colleague

ADA = Colleague("ada@example.net")
"""Approves in the other organisation."""
WORDS = {
    "en-title": "Who pays?",
    "en-text": "Who pays you for {item}?",
    "fr-title": "Qui paie ?",
    "fr-text": "Qui vous paie pour {item} ?",
}


def test_wording_is_proposed_by_one_and_approved_by_another(go: Go) -> None:
    rosa = go(ROSA, OFFICE, site="review").open("/review/snippets/new")
    rosa.send("main form .btn-primary").shows("24 refused")
    assert rosa.problems
    rosa.choose(kind="question")
    for name, words in WORDS.items():
        rosa.fill(name, words)
    rosa.send("main form .btn-primary").shows("24 own proposal")
    assert "You proposed this, so somebody else approves it." in rosa.text
    assert rosa.page.locator("main button").count() == 0
    ana = go(ANA, OFFICE, site="review").open("/review/snippets").shows("24 missing language")
    ana.follow("Who pays?").shows("24 to approve")
    ana.send('main form[action$="/approve"] button')
    ana.follow("Who pays?").shows("24 in force")
    ana.send('main form[action$="/retire"] button')
    assert "The wording is retired." in ana.page.locator("body").inner_text()
    assert ana.page.get_by_role("link", name="Who pays?").count() == 0


def test_an_organisation_without_wording_takes_the_starter_set_over(go: Go, instance: Instance) -> None:
    with instance.office() as office:
        sana, elsewhere = office.cast.sana.actor, office.cast.elsewhere
        ada = accounts.create_account(
            office.db, by=sana, organisation=elsewhere, email=ADA.email, name="Ada North"
        )
        accounts.grant_role(office.db, by=sana, account=ada, role=Role.APPROVER)
        office.db.execute(delete(SnippetVersion).where(SnippetVersion.organisation_id == elsewhere.id))
        office.db.execute(delete(Snippet).where(Snippet.organisation_id == elsewhere.id))
    journey = go(ADA, OFFICE, site="review").open("/review/snippets").shows("24 starter set")
    journey.send('main form[action$="/starter"] button')
    assert "The starter set is in force" in journey.page.locator("body").inner_text()
