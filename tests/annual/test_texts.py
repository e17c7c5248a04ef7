"""Every sentence of a report is in the catalogues: one that nobody gathers is in English in every copy."""

import pytest

from disclosure.annual import LANGUAGES, Edition, set_out
from disclosure.annual.tongue import Tongue
from disclosure.catalogues import catalogue
from disclosure.domain.annual import Price
from tests.annual.numbers import STAMP, annual

PATTERNS = {"%(name)s %(number)s", "%(number)s (%(share)s)", "%(name)s %(number)s (%(share)s)"}
"""What may be the same in every language: a name and its figures."""
SAME = {"fr": {"Source"}}
"""Words of English that are words of a language, too."""
Asked = set[tuple[str, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The texts that a report asks for; of those that go with a number, both forms."""
    said: Asked = set()
    plain, counted = Tongue.gettext, Tongue.ngettext

    def gettext(self: Tongue, msgid: str, /, **params: object) -> str:
        said.add((msgid, ""))
        return plain(self, msgid, **params)

    def ngettext(self: Tongue, one: str, many: str, number: int, /, **params: object) -> str:
        said.add((one, many))
        return counted(self, one, many, number, **params)

    monkeypatch.setattr(Tongue, "gettext", gettext)
    monkeypatch.setattr(Tongue, "ngettext", ngettext)
    return said


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_report_is_written_in_its_language_and_in_no_other(asked: Asked, language: str) -> None:
    for edition in Edition:
        for price in (None, Price(currency="USD", per_filer=40)):
            set_out(annual(price), language=language, edition=edition, stamp=STAMP)
    assert len(asked) > 60
    texts = catalogue(language)
    missing = [
        one
        for one, many in asked
        if (texts.ngettext(one, many, 7) == many if many else texts.gettext(one) == one)
    ]
    assert set(missing) - PATTERNS == SAME.get(language, set())
