"""The ledger verifies as it is, and names the row that somebody with the database in hand has edited."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from tests.acceptance.instance import DATABASE, ask, copied, told


def sound(instance: Path) -> str:
    """Verify the ledger as the replay left it."""
    said = told(instance, "ledger", "verify").strip()
    sealed, waiting = (int(word) for word in said.replace(";", "").split() if word.isdigit())
    assert sealed > waiting == 0, f"The replay left entries unsealed. {said}"
    return said


def edit_is_named(instance: Path) -> str:
    """Edit one row of a copy behind the program's back: verifying must fail and name that row."""
    with TemporaryDirectory() as place:
        copy = copied(instance, Path(place) / "copy")
        edited = _edit(copy / DATABASE)
        answer = ask(copy, "ledger", "verify")
    assert answer.returncode == 1, f"Entry {edited} was edited and the ledger still verifies."
    assert str(edited) in answer.stderr, (
        f"Not entry {edited} is named, which was edited, but: {answer.stderr}"
    )
    return f"An edited row is named: {answer.stderr.strip()}"


def _edit(database: Path) -> UUID:
    """Say of a late statement that it came in time, past the trigger that forbids it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        [(row_id,)] = db.execute(
            "SELECT id FROM ledger_entries WHERE kind = 'statement:filed' AND json_extract(facts, '$.late') "
            "ORDER BY at LIMIT 1"
        )
        edit = "UPDATE ledger_entries SET facts = json_set(facts, '$.late', json('false')) WHERE id = ?"
        try:
            db.execute(edit, [row_id])
        except sqlite3.IntegrityError:
            db.execute("DROP TRIGGER ledger_entries_no_update")
        else:
            raise AssertionError("The database let an entry of the ledger be edited.")
        assert db.execute(edit, [row_id]).rowcount == 1
    return UUID(row_id)
