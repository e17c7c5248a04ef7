"""Which route opens to whom is written down for all of them; tests/security asks whether it is so."""

import pytest
from flask import Flask

from tests.access import matrix
from tests.access.matrix import ANEW, OCCASION, SITES, described, frozen
from tests.access.relations import ROLES
from tests.web.sites import make_site


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """The three sites. Their routes are looked at; nobody asks them anything."""
    folder = tmp_path_factory.mktemp("sites")
    return {site: make_site(site, folder, "sqlite://") for site in SITES}


def test_every_route_is_in_the_file_with_what_it_needs_and_nothing_else_is(sites: dict[str, Flask]) -> None:
    written = [{name: row[name] for name in list(row)[:5]} for row in frozen()]
    found = [described(route) for site, app in sites.items() for route in matrix.routes(site, app)]
    new = [row for row in found if row not in written]
    gone = [row for row in written if row not in found]
    assert (new, gone) == ([], []), ANEW


def test_the_pages_of_an_occasion_are_those_of_the_year(sites: dict[str, Flask]) -> None:
    """One rule stands for all in the file, so none may be there that has no twin."""
    for app in sites.values():
        ways = {
            (rule.rule, rule.endpoint, frozenset(rule.methods or ())) for rule in app.url_map.iter_rules()
        }
        for rule, endpoint, methods in ways:
            assert (rule.replace(OCCASION, ""), endpoint, methods) in ways, rule


def test_the_file_speaks_of_every_role() -> None:
    assert list(frozen()[0])[5:] == list(ROLES)
