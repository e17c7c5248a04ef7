"""Read a programme file: from those that ship, from a path, or from the text a cycle kept."""

import hashlib
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

import msgspec

from disclosure.domain.programme.coherence import coherence_faults
from disclosure.domain.programme.programme import Programme, ProgrammeFile
from disclosure.domain.programme.shape import Fault, shape_faults
from disclosure.errors import ConfigError

SHIPPED = "disclosure.programmes"


class FaultyProgramme(ConfigError):
    """A programme file that cannot be used. `faults` lists all that was found, one sentence each in `str`."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(f"In {source}, `{fault.path}`: {fault.fix}." for fault in faults))


def available() -> list[str]:
    """Return the names of the programmes that ship, in alphabetical order."""
    files = (Path(file.name) for file in resources.files(SHIPPED).iterdir())
    return sorted(file.stem for file in files if file.suffix == ".toml")


def load(name_or_path: str | Path) -> Programme:
    """Read a shipped programme by name ("unops"), or a file by path.

    Raises ConfigError where there is no such file, or where it has faults.
    """
    name = str(name_or_path)
    try:
        text = _shipped(name) or Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"The programme file {name} cannot be read ({error.strerror}); "
            f"give the path of a TOML file or one of {', '.join(available())}."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"The programme file {name} is not UTF-8 text; save it as UTF-8.") from error
    return parse(text, source=name)


@cache
def _shipped(name: str) -> str | None:
    """Return the text of a shipped programme, read once: it does not change while this release runs."""
    if name not in available():
        return None
    return resources.files(SHIPPED).joinpath(f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def parse(text: str, *, source: str) -> Programme:
    """Read a programme from its text; `source` names it in errors.

    Raises FaultyProgramme (a ConfigError) that lists every fault found.
    """
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source} is not TOML: {error}; correct that place.") from error
    if faults := list(shape_faults(found, ProgrammeFile)):
        raise FaultyProgramme(source, faults)
    digest = hashlib.sha256(text.encode()).hexdigest()
    programme = msgspec.convert({**found, "text": text, "digest": digest}, Programme)
    if faults := list(coherence_faults(programme)):
        raise FaultyProgramme(source, faults)
    return programme
