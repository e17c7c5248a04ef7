"""A copy of the office made larger and further on, by few statements of SQL: for lists and counts alone.

Nothing sealed is added: lists and counts read clear columns. SQLite only.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

_TWIN = "substr({0}, 1, 20) || printf('%012x', i)"
"""The id of the i-th twin of a row: the same for the row and for whatever refers to it."""
_TWINS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "id": _TWIN.format("id"),
        "index_number": "index_number || '-' || i",
        "email": "i || '.' || email",
    },
    "designations": {"id": _TWIN.format("id"), "person_id": _TWIN.format("person_id")},
    "filings": {
        "id": _TWIN.format("id"),
        "person_id": _TWIN.format("person_id"),
        "designation_id": _TWIN.format("designation_id"),
        "token": _TWIN.format("token"),
    },
}
_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {last})"
_FILE = """
UPDATE filings SET
    state = CASE rowid % 5 WHEN 0 THEN 'in-review' WHEN 1 THEN 'closed' ELSE 'filed' END,
    turn_since = datetime('2020-03-02', (rowid * 997 % 1500000) || ' seconds') || '.000000',
    filed_at = datetime('2020-03-02', (rowid * 997 % 1500000) || ' seconds') || '.000000',
    closed_at = CASE rowid % 5 WHEN 1 THEN '2020-03-20 09:00:00.000000' END,
    outcome = CASE rowid % 5 WHEN 1 THEN 'nothing-to-disclose' END,
    reference = token, version = 1, nil = 1
WHERE state = 'due' AND rowid % 10 <> 0
"""
_OPEN_CASES = """
WITH reviewers(place, account_id) AS (
    SELECT row_number() OVER (ORDER BY account_id) - 1, account_id FROM grants WHERE role = 'reviewer'
)
INSERT INTO cases (id, filing_id, organisation_id, reviewer_id, priority, opened_at, row_version)
SELECT lower(hex(randomblob(16))), filings.id, filings.organisation_id, reviewers.account_id,
    filings.rowid % 7, filings.filed_at, 1
FROM filings LEFT JOIN cases ON cases.filing_id = filings.id
LEFT JOIN reviewers ON filings.state = 'in-review'
    AND place = filings.rowid / 10 % (SELECT count(*) FROM reviewers)
WHERE filings.filed_at IS NOT NULL AND cases.id IS NULL
"""

_RECKON = """
UPDATE docket_lines SET
    reckoned = 1,
    late_at = datetime(turn_since, '+9 days') || '.000000',
    rank = CASE WHEN turn_since < '2020-03-10' THEN rank - 11 ELSE rank END,
    not_sure = rowid % 50 = 1,
    dropped_to_nil = rowid % 70 = 2,
    senior = rowid % 90 = 3,
    sampled = rowid % 20 = 4,
    flag_count = rowid % 7
WHERE reckoned = 0
"""
_WORDS = """
INSERT OR IGNORE INTO docket_words (organisation_id, word, filing_id)
SELECT docket_lines.organisation_id, lower(substr(name, 1, instr(name || ' ', ' ') - 1)), filing_id
FROM docket_lines JOIN people ON people.id = docket_lines.person_id
UNION ALL
SELECT docket_lines.organisation_id, lower(reference), filing_id
FROM docket_lines JOIN filings ON filings.id = filing_id
"""


def enlarge(database: Path, times: int) -> int:
    """Give everybody `times` - 1 twins, each with a filing that is due; return how many filings there are."""
    with _opened(database) as connection:
        for table, changed in _TWINS.items() if times > 1 else ():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
            which = "WHERE state = 'due'" if table == "filings" else ""
            connection.execute(
                f"{_NUMBERS.format(last=times - 1)} "  # noqa: S608 - our own names
                f"INSERT INTO {table} SELECT {values} FROM {table}, numbers {which}"
            )
        counted: int = connection.execute("SELECT count(*) FROM filings").fetchone()[0]
    connection.close()
    return counted


def fill(database: Path) -> None:
    """Let nine in ten of those who had not begun have filed; a fifth is in review, a fifth closed.

    What the docket says of them is made up here too: reckoning a million turns
    one by one is not what lists are measured by.
    """
    with _opened(database) as connection:
        connection.execute(_FILE)
        connection.execute(_OPEN_CASES)
        connection.execute(_RECKON)
        connection.execute(_WORDS)
    connection.close()


def _opened(database: Path) -> sqlite3.Connection:
    """Open a copy, which can be made anew: room in memory for its indexes, no waiting for disks."""
    connection = sqlite3.connect(database)
    for pragma in ("synchronous=OFF", "temp_store=MEMORY", "cache_size=-1500000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
