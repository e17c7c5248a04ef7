"""The file that says how people sign in with their organisation."""

from pathlib import Path

import pytest

from disclosure.credentials.provider import Provider
from disclosure.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name =", "is not right"),
        ('name = "x"', "missing required field"),
        ("{issuer}http://login.example.org", "https://"),
        (
            '{issuer}https://login.example.org"\n[[roles]]\ngroup = "g"\nrole = "entity-head',
            "focal points and heads",
        ),
        ('{issuer}https://login.example.org"\n[[roles]]\ngroup = "g"\nrole = "king', "is not right"),
        ('{issuer}https://login.example.org"\nscopes = ["email"]\nunknown = "', "is not right"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_name(tmp_path: Path, text: str, why: str) -> None:
    whole = 'name = "x"\nclient_id = "x"\norganisation = "UN"\nissuer = "'
    path = tmp_path / "provider.toml"
    path.write_text(text.replace("{issuer}", whole) + ('"' if "{issuer}" in text else ""))
    with pytest.raises(ConfigError, match=why):
        Provider.load(path)
