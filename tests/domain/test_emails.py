import pytest

from disclosure.domain import emails


@pytest.mark.parametrize(
    "address", ["amina@example.org", "a.b+c@sub.example.org", "борис@пример.рф", "o'neil@example.ie"]
)
def test_an_address_looks_like_one(address: str) -> None:
    assert emails.is_shaped(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "amina",
        "amina@",
        "@example.org",
        "amina@example",
        "amina@example.org, boris@example.org",
        "amina@exa mple.org",
        "amina@example.org\r\nBcc: all@example.org",
        "Amina <amina@example.org>",
        "a" * 65 + "@example.org",
        "a@" + "b" * 320 + ".org",
    ],
)
def test_what_mail_could_not_reach_is_refused(address: str) -> None:
    assert not emails.is_shaped(address)


def test_addresses_are_compared_without_capitals_and_blanks() -> None:
    assert emails.folded(" Amina@Example.ORG\n") == "amina@example.org"
