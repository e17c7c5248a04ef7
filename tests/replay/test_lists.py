"""The lists of the demonstration: names like those that people declare, and never just the same."""

import tomllib
from pathlib import Path

from disclosure import replay
from disclosure.replay.declaring.parties import ENOUGH_WORDS

HERE = Path(replay.__file__).parent
SHORTEST = 12
"""Characters. A shorter word may stand in two names by chance."""


def declared() -> set[str]:
    parties = tomllib.loads((HERE / "declaring" / "parties.toml").read_text(encoding="utf-8"))
    lines = [line for group in _lists(parties) for line in group]
    whole = {part.strip() for line in lines for part in line.split("|")}
    short = {" ".join(name.split()[:-1]) for name in whole if len(name.split()) >= ENOUGH_WORDS}
    return {name for name in whole | short if len(name) >= SHORTEST}


def _lists(found: object) -> list[list[str]]:
    if isinstance(found, dict):
        return [one for value in found.values() for one in _lists(value)]
    return [found] if isinstance(found, list) else []


def test_no_list_has_a_name_as_somebody_declares_it() -> None:
    """A search of the instance for what was declared then finds nothing, lists included."""
    names = declared()
    assert len(names) > 50
    written = "".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "lists").iterdir()))
    assert [name for name in names if name in written] == []
