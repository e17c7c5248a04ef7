"""Nothing that was declared lies anywhere in the instance in the clear.

The statements of some people are written once more from the seed, compared
with what the filing site's key opens, and what they name is then looked for in
every file: the database with its log, the mail (decoded), the attachments, the ledger.
What officials chose to publish is public, and so are its words.
"""

import email
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import mail
from disclosure.casework import reading
from disclosure.db import make_engine, transaction
from disclosure.domain import interests
from disclosure.domain.actors import Actor
from disclosure.domain.programme import Programme, load
from disclosure.models import Account, Cycle, Filing, Person
from disclosure.replay.declaring import statement
from disclosure.replay.population import Part, PublicWish, entities_csv, office, parts, people, roster_csv
from tests.acceptance.instance import copied, settings

SEED, SCALE, YEAR = 1, 1, 2020
PEOPLE = 200
SHORTEST = 12
"""Characters. Shorter words may stand in the clear by chance."""
PROGRAMME = "un-secretariat"
LETTERS = Path(mail.__file__).with_name("letters")
_CODE = re.compile(r"[a-z0-9-]+")
"""What is no word of the filer's: an id, a choice, a band, a date."""


def nothing_in_the_clear(instance: Path) -> str:
    """Look for what people declared, after proving that looking finds what is there."""
    roster = people(SEED, SCALE)
    filing = [part for part in parts(roster, SEED, SCALE) if part.files and part.item_count]
    published = [part for part in filing if part.public is PublicWish.PUBLISH]
    declaring = [part for part in filing if part not in published][:PEOPLE]
    with TemporaryDirectory() as place:
        folder = Path(place)
        copy = copied(instance, folder / "copy")
        declared = _declared(copy, declaring, programme=load(PROGRAMME))
        declared -= _declared(copy, published, programme=load(PROGRAMME))
        clear = _clear(roster_csv(roster))
        sought = {word for word in declared if word not in clear}
        assert len(sought) > PEOPLE, f"Only {len(sought)} words are left to look for."
        known = {person.name for person in roster if len(person.name) >= SHORTEST}
        files = [path for path in instance.rglob("*") if path.is_file()]
        letters = _decoded(instance / "mail", folder / "mail.txt")
        assert _found(known, [instance / "disclosure.sqlite"], folder), "Looking does not find what is there."
        assert _found(known, [letters], folder), "Looking does not find what letters say."
        found = _found(sought, [*files, letters], folder)
    assert not found, f"In the clear: {'; '.join(sorted(found)[:5])}"
    return f"{len(sought)} words that {len(declaring)} people declared are nowhere in {len(files)} files."


def _declared(copy: Path, cast: list[Part], *, programme: Programme) -> set[str]:
    """Return the words of statements written anew from the seed, which must be those that were filed."""
    config = settings(copy)
    opener = reading.keys_in(config.keys_of("portal")).opener
    words: set[str] = set()
    with transaction(make_engine(config.database_url)) as db:
        for part in cast:
            filed = _filed(db, opener, part)
            again = statement(
                part,
                seed=SEED,
                year=YEAR,
                covers_from=filed.covers_from,
                covers_to=filed.covers_to,
                programme=programme,
            )
            assert again.items == filed.items, f"{part.person.index_number} filed something else."
            assert again.household == filed.household, f"{part.person.index_number} has another household."
            words |= set(_words(msgspec.to_builtins([again.items, again.household, again.duties_note])))
    return words


def _filed(db: Session, opener: reading.Opener, part: Part) -> interests.Statement:
    filing, account = db.execute(
        select(Filing, Account)
        .join(Person, Person.id == Filing.person_id)
        .join(Account, Account.person_id == Person.id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(Person.index_number == part.person.index_number, Cycle.year == YEAR)
    ).one()
    by = Actor(account.id, account.person_id)
    return reading.statement(db, opener, by=by, filing=filing, why=reading.Why.OWN_COPY)[1]


def _words(content: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Give every text in it that a person wrote and that is long enough to be told from chance."""
    match content:
        case dict():
            yield from (word for value in content.values() for word in _words(value))
        case list() | tuple():
            yield from (word for value in content for word in _words(value))
        case str() if len(content) >= SHORTEST and not _CODE.fullmatch(content):
            yield content


def _clear(roster: str) -> str:
    """Return what may stand in the clear: roster, entities, office, programme file, wording of letters."""
    staff = "\n".join(one.name for one in office())
    letters = "\n".join(path.read_text(encoding="utf-8") for path in LETTERS.glob("*.txt"))
    return f"{roster}\n{entities_csv()}\n{staff}\n{load(PROGRAMME).text}\n{letters}"


def _decoded(folder: Path, target: Path) -> Path:
    """Write the bodies of all letters into one file, as their readers see them."""
    with target.open("wb") as file:
        for path in folder.glob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes())
            body = letter.get_payload(decode=True)
            assert isinstance(body, bytes), f"{path} is not a plain letter."
            file.write(body + b"\n")
    return target


def _found(words: set[str], files: list[Path], folder: Path) -> set[str]:
    """Return which words occur, as they are or escaped as in JSON. `grep` reads all in one pass."""
    escaped = {json.dumps(word)[1:-1] for word in words}
    patterns, names = folder / "words.txt", b"\0".join(bytes(path) for path in files)
    patterns.write_text("\n".join(sorted(words | escaped)) + "\n", encoding="utf-8")
    command = ["xargs", "-0", "grep", "--text", "--only-matching", "--no-filename", "--fixed-strings"]
    answer = subprocess.run(
        [*command, f"--file={patterns}", "--"],
        input=names,
        capture_output=True,
        env={"LC_ALL": "C"},
        check=False,
    )
    assert not answer.stderr, answer.stderr.decode()
    return set(answer.stdout.decode().splitlines())
