"""The table on the terminal, and docs/performance.md with how it was made."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks import machine
from benchmarks.figures import Row
from benchmarks.profiling import Shares
from benchmarks.sampled import LAYERS

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
HEAD = ("work", "ours", "limit", "ratio", "p50", "p99", "goal", "met")
METHOD = """\
# Performance

Written by `make bench`; do not edit. Every line measures our program and the bare limit of the same work in
one run, in turns, and shows the medians. **Only ratios travel**: an absolute figure is that of one machine
on one day.

## What is compared

- **file a statement**: the POST that certifies and files, with session, CSRF token, one-time token, access
  rules, completeness of twelve items, opening the draft, sealing to two recipients, case, receipt letter,
  work owed and ledger, all in one durable transaction. Limit: Flask takes a form of 20 kB, seals it under a
  fresh key that is wrapped twice (HPKE, MLKEM768-X25519), and keeps row, wraps and audit row in one durable
  transaction; no session, no rule, no check, no letter. On SQLite its audit row carries the SHA-256 of the
  row before it and of itself; on PostgreSQL it carries none, because everybody would wait for one lock. Our
  own ledger is chained afterwards, by the worker. Every request is another filer with a draft of 20 kB and
  a session of their own. Its processor time is what both workers and their master had of a processor,
  over all the requests of the lines above it: it says what a request costs when other work takes the cores.
- **sign in by password**: the POST of address and password of another person each time, until the session
  stands: counting of guesses, hash, session, ledger, in durable transactions. Limit: the bare Argon2id
  library, in as many processes as hash at once. **Other pages** are a filer's home while as many people sign
  in as the bare library hashes. Limit: the same page while nobody does.
- **open a case**: the reviewer's whole page of a statement of 20 kB: access, ledger lines, opening
  statement, flags and texts, HTML. Limit: Flask takes a form and keeps one row durably.
- **advise and approve**: every request of a reviewer who starts the next case, reads it, takes approved
  wording and proposes advice, and of the approver, one at a time. Limit: the 400 ms that 95 of 100 may take.
- **queue**: a page of 50 cases with the counts of all lists, from clear columns. Limit: Flask says hello, or
  the same page among 5,904, which may show fewer cases.
- **counts, figures, lists**: the acts behind the pages and files of the compliance site, with access rules,
  and for the lists the ledger and cells made harmless. Limit: the same rows by bare SQL and the bare CSV
  writer.
- **reminders**: a step of the ladder for everybody, from finding out who is due to the last letter at the
  mail server, each letter claimed before and marked after. Limit: as many letters, made beforehand, by SMTP
  alone, 200 over a connection, to the same server: one that has each letter on its disk before it says that
  it took it, as a mail server must (RFC 5321 section 6.1), and beside it one that keeps none.
- **backup, restore**: the copy with its manifest, and its way into a new instance, compared, brought up to
  date and its ledger verified; of an instance with a statement of 20 kB of everybody, and of the lists of a
  million. Limit: SQLite's own copy of the file, once on the disk.
- **draw**: scoring and choosing a twentieth. Limit: HMAC of every token and one sort; for the whole, which
  verifies what it publishes, two.
- **seal, open**: the vault's functions. Limit: the primitives alone.

Both servers are gunicorn with two sync workers and the `gunicorn.conf.py` of this folder on this machine,
asked by one client process with prepared requests over loopback, c at a time, a connection each. p50 and
p99 are ours : limit. Latencies count from connecting to the end of the answer. Any other answer than the
right one is an error; a line with errors does not meet its goal. SQLite runs with a write-ahead log and
synchronous FULL, PostgreSQL with its own durable defaults.
"""


STANDS_IN_THE_WAY = """\
## What stands in the way

Where the processor time of a request goes, sampled in the workers that answer it, by the innermost layer at
work; the standard library counts for whoever called it. The last column is how many times the processor
time of the bare limit a request would cost if **all that is our own took no time**: below it no rule, act or
page of ours can bring it, as long as sessions, forms, templates and rows are those of Flask, WTForms, Jinja
and SQLAlchemy, which the bare limit does without.
"""
OTHERS = """\
What else takes longer than its goal, and what it does that its limit does not; shares are of a profile taken
apart from this run:

- **filing on PostgreSQL**: each of fourteen statements is a way to the server and back, where SQLite is in
  the process; the bare submit has four.
- **sign in**: beside its hash a sign-in has sixteen statements, two commits and what Flask does for a form,
  a third as much processor time as the hash, on processors that are full. **Other pages** wait when more
  sign in than the machine hashes: a hash yields nine parts in ten to them, what is around it yields nothing.
- **reminders**: of ours a third puts letters into words, three parts in ten are the commits without which one
  could be sent twice, a seventh finds out who is due and writes the rows, and a sixth is SMTP. Several
  processes may send at once; the line has one.
- **backup**: each page of the copy is read once more to see that it is whole, and once for its digest. The
  office of the bench has no mail server and keeps 5,904 letters as files: copying, digesting and flushing
  each takes four fifths of the smaller backup. **Restore** compares the digests of all and brings them back,
  too. The bare copy has the database alone.
"""


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the table in Markdown, columns of one width."""
    yield from _in_columns([HEAD, *(_cells(row) for row in rows)])


def table_of_shares(shares: Iterable[Shares]) -> Iterator[str]:
    """Yield the lines of the table of what each layer has, in Markdown."""
    yield from _in_columns([("work", "ours", *LAYERS, "limit", "without ours"), *map(_shared, shares)])


def page(rows: Sequence[Row], shares: Sequence[Shares], *, day: date, load: float) -> str:
    """Return the whole document."""
    noise = (
        "Nothing else of weight was running."
        if machine.is_quiet(load)
        else "Other work was running beside it: read the ratios with care."
    )
    lines = [
        METHOD,
        "## Machine",
        "",
        *(f"- {line}" for line in machine.described()),
        f"- {day:%-d %B %Y}, load {load:.1f} when it began. {noise}",
        "",
        "## Figures",
        "",
        *table(rows),
        "",
        STANDS_IN_THE_WAY,
        *table_of_shares(shares),
        "",
        OTHERS,
    ]
    return "\n".join(lines)


def write(text: str, *, to: Path = PAGE) -> None:
    """Write the document."""
    to.write_text(text, encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    met = {True: "yes", False: "no", None: ""}[row.met]
    if row.errors:
        met = f"{met or 'no'}, {row.errors} errors"
    return (row.work, row.ours, row.limit, ratio, row.p50, row.p99, row.goal, met)


def _shared(one: Shares) -> tuple[str, ...]:
    parts = (f"{one.parts[layer]:.0%}" for layer in LAYERS)
    return (one.work, f"{one.ours * 1e3:.1f} ms", *parts, f"{one.limit * 1e3:.2f} ms", f"{one.least:.1f} x")


def _in_columns(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a head and what is under it in columns of one width; nothing where there is nothing under it."""
    if len(lines) == 1:
        return
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for number, line in enumerate(lines):
        yield _line(line, widths)
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
