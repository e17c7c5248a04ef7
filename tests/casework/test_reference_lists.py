"""A version of a reference list comes into force whole or not at all, and writes only what it changes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure.casework import listing
from disclosure.casework.listing import importing as import_module
from disclosure.db import transaction
from disclosure.domain.listed import Entry, ListKind
from disclosure.errors import BadInput, NotPermitted, Stale
from disclosure.models import LedgerEntry, ListedName, ListEntry, ListVersion, ReferenceList, Work
from disclosure.screening.sources_rows import Read
from tests.casework.lists import entry, importing, lines, names, opened, take_over
from tests.cast import Cast


@pytest.fixture(autouse=True)
def nobody_waits(db: Session, cast: Cast) -> None:
    """Leave the transaction in which the cast was read: an import opens its own."""
    db.commit()


def counted(engine: Engine, model: type) -> int:
    with transaction(engine, write=False) as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def suggested(engine: Engine, cast: Cast, typed: str, **how: int) -> list[str]:
    with transaction(engine, write=False) as db:
        return listing.suggest(db, by=cast.amina.actor, typed=typed, **how)


def test_the_first_version_brings_every_entry_into_force(engine: Engine, cast: Cast) -> None:
    found = take_over(engine, cast, entry("1"), entry("2"))
    assert (found.added, found.changed, found.removed, found.unchanged) == (2, 0, 0, 0)
    assert names(engine) == ["Firm 1", "Firm 2"]
    with transaction(engine, write=False) as db:
        (one,) = listing.standing(db, by=cast.olu.actor, organisation=cast.organisation)
        assert (one.row.version, one.entries, one.is_screened) == (1, 2, False)
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:imported")).one()
        assert told.facts == {"list_id": one.row.id, "version": 1, "added": 2, "changed": 0, "removed": 0}
        owed = db.scalars(select(Work).where(Work.kind == "list:rescreen")).one()
        assert (owed.queue, owed.subject_id) == ("review", one.newest.id if one.newest else None)


def test_the_next_version_changes_what_is_different_and_takes_out_what_is_missing(
    engine: Engine, cast: Cast
) -> None:
    take_over(engine, cast, entry("1"), entry("2"), entry("3"))
    found = take_over(engine, cast, entry("1"), entry("2", "Another"), entry("4"))
    assert (found.added, found.changed, found.removed, found.unchanged) == (1, 1, 1, 1)
    assert list(map(str, found.lines.lines)) == ["+ 4 Firm 4", "~ 2 Another: name", "- 3"]
    assert names(engine) == ["Another", "Firm 1", "Firm 4"]
    assert counted(engine, ListEntry) == 5


def test_the_same_file_again_writes_nothing(engine: Engine, cast: Cast) -> None:
    take_over(engine, cast, entry("1"), entry("2"))
    before = [counted(engine, model) for model in (ListEntry, ListVersion, ListedName, LedgerEntry, Work)]
    found = take_over(engine, cast, entry("2"), entry("1"))
    assert found.is_empty
    assert before == [
        counted(engine, model) for model in (ListEntry, ListVersion, ListedName, LedgerEntry, Work)
    ]


def test_an_entry_that_comes_back_after_it_left_is_in_force_once(engine: Engine, cast: Cast) -> None:
    take_over(engine, cast, entry("1"), entry("2"))
    take_over(engine, cast, entry("1"))
    take_over(engine, cast, entry("1"), entry("2"))
    take_over(engine, cast, entry("1", "Other"), entry("2"))
    assert names(engine) == ["Firm 2", "Other"]


def test_a_faulty_line_leaves_the_version_before_in_force(engine: Engine, cast: Cast) -> None:
    take_over(engine, cast, entry("1"))
    with pytest.raises(BadInput, match="Line 3: it is faulty"):
        take_over(engine, cast, entry("2"), "3", entry("4"))
    assert names(engine) == ["Firm 1"]
    assert counted(engine, ListEntry) == 1


def test_faults_after_pieces_that_were_staged_undo_them(
    engine: Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module, "PIECE", 2)
    take_over(engine, cast, entry("1"), entry("2"), entry("3"))
    with pytest.raises(BadInput):
        take_over(engine, cast, entry("1", "Changed"), entry("5"), entry("6"), "7")
    assert names(engine) == ["Firm 1", "Firm 2", "Firm 3"]
    assert counted(engine, ListEntry) == 3
    assert counted(engine, ListVersion) == 1
    assert suggested(engine, cast, "firm 5") == []


def test_faulty_lines_can_be_left_out_and_what_was_known_of_them_stays(engine: Engine, cast: Cast) -> None:
    take_over(engine, cast, entry("1"), entry("2"))
    found = take_over(engine, cast, entry("3"), "2", skip_faulty=True)
    assert (found.added, found.removed, found.faults.count) == (1, 1, 1)
    assert names(engine) == ["Firm 2", "Firm 3"]


def test_a_version_that_was_never_finished_is_cleared_up_by_the_next(
    engine: Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module, "PIECE", 2)
    take_over(engine, cast, entry("1"), entry("2"))

    def dies() -> Iterator[Read]:
        yield from lines([entry("1", "Changed"), entry("3")])
        raise ConnectionError

    with pytest.raises(ConnectionError):
        importing(engine, cast).run(dies())
    assert names(engine) == ["Firm 1", "Firm 2"]
    assert suggested(engine, cast, "firm") == ["Firm 1", "Firm 2"]
    take_over(engine, cast, entry("1"), entry("2"), entry("4"))
    assert names(engine) == ["Firm 1", "Firm 2", "Firm 4"]
    assert counted(engine, ListEntry) == 3


def test_of_two_imports_at_once_the_second_one_wins_and_the_first_is_told(
    engine: Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module, "PIECE", 1)

    def interrupted() -> Iterator[Read]:
        first, second = lines([entry("1"), entry("2")])
        yield first
        take_over(engine, cast, entry("3"))
        yield second

    with pytest.raises(Stale, match="import again"):
        importing(engine, cast).run(interrupted())
    assert names(engine) == ["Firm 3"]


def test_a_key_that_is_there_twice_is_taken_once_and_told(engine: Engine, cast: Cast) -> None:
    found = take_over(engine, cast, entry("1"), entry("1", "Again"))
    assert (found.added, found.left_out) == (1, 1)
    assert list(map(str, found.remarks.lines)) == ["Line 3: 1 is there already."]
    assert names(engine) == ["Firm 1"]


def test_an_empty_file_and_one_that_lost_most_of_the_list_are_refused(engine: Engine, cast: Cast) -> None:
    many = [entry(str(number)) for number in range(50)]
    take_over(engine, cast, *many)
    with pytest.raises(BadInput, match="holds no entries"):
        take_over(engine, cast)
    with pytest.raises(BadInput, match=r"40 of 50 entries are not in this file.*--shrink"):
        take_over(engine, cast, *many[:10], entry("new"))
    assert len(names(engine)) == 50
    take_over(engine, cast, *many[:10], shrink=True)
    assert len(names(engine)) == 10


def test_a_dry_run_tells_the_difference_and_changes_nothing(engine: Engine, cast: Cast) -> None:
    take_over(engine, cast, entry("1"), entry("2"))
    found = take_over(engine, cast, entry("2", "Other"), entry("3"), "4", dry_run=True)
    assert (found.added, found.changed, found.removed, found.faults.count) == (1, 1, 1, 1)
    assert names(engine) == ["Firm 1", "Firm 2"]
    assert counted(engine, ListVersion) == 1


def test_only_a_programme_officer_takes_a_list_over(engine: Engine, cast: Cast) -> None:
    row = opened(engine, cast)
    for member in (cast.rosa, cast.amina, cast.stranger):
        with transaction(engine) as db, pytest.raises(NotPermitted):
            listing.open_list(db, by=member.actor, organisation=cast.organisation, code="vendors")
        run = importing(engine, cast)
        run.by = member.actor
        with pytest.raises(NotPermitted):
            run.run(lines([entry("1")]))
    assert row.version == 0


def test_a_new_list_needs_its_kind_and_an_old_one_keeps_it(engine: Engine, cast: Cast) -> None:
    with transaction(engine) as db:
        with pytest.raises(BadInput, match="--kind"):
            listing.open_list(db, by=cast.olu.actor, organisation=cast.organisation, code="debarred")
        made = listing.open_list(
            db, by=cast.olu.actor, organisation=cast.organisation, code="debarred", kind="debarment"
        )
        assert (made.title, made.kind) == ("debarred", ListKind.DEBARMENT)
        with pytest.raises(BadInput, match="is of debarment"):
            listing.open_list(
                db, by=cast.olu.actor, organisation=cast.organisation, code="debarred", kind="vendor"
            )


def test_filers_are_offered_names_by_their_beginning_and_then_by_a_later_word(
    engine: Engine, cast: Cast
) -> None:
    take_over(
        engine,
        cast,
        entry("1", "Société Générale du Sahel"),
        entry("2", "Sahel Transport SARL"),
        entry("3", "华为技术有限公司", aliases=("Huawei Technologies",)),
    )
    assert suggested(engine, cast, "SAHEL") == ["Sahel Transport SARL", "Société Générale du Sahel"]
    assert suggested(engine, cast, "societe gen") == ["Société Générale du Sahel"]
    assert suggested(engine, cast, "技术") == ["华为技术有限公司"]
    assert suggested(engine, cast, "huaw") == ["Huawei Technologies"]
    assert suggested(engine, cast, "sahel", limit=1) == ["Sahel Transport SARL"]
    assert suggested(engine, cast, " .") == suggested(engine, cast, "zzz") == []


@pytest.mark.parametrize("kind", ["sanctions", "debarment"])
def test_names_under_sanctions_are_offered_to_nobody(engine: Engine, cast: Cast, kind: str) -> None:
    take_over(engine, cast, entry("1", "Acme"), code="bad", kind=kind)
    assert suggested(engine, cast, "acme") == []
    assert counted(engine, ListedName) == 0


def test_names_that_left_the_list_and_names_of_another_organisation_are_not_offered(
    engine: Engine, cast: Cast
) -> None:
    take_over(engine, cast, entry("1", "Acme"), entry("2", "Acme Two"))
    take_over(engine, cast, entry("2", "Acme Three"))
    assert suggested(engine, cast, "acme") == ["Acme Three"]
    with transaction(engine, write=False) as db:
        assert listing.suggest(db, by=cast.stranger.actor, typed="acme") == []


def test_only_newly_written_rows_hold_an_entry_as_it_reads_now(engine: Engine, cast: Cast) -> None:
    given = entry("1", "Nordvik", aliases=("NM",), countries=("NO",), note="x")
    take_over(engine, cast, given)
    with transaction(engine, write=False) as db:
        row = db.scalars(select(ListEntry)).one()
        assert Entry.decode(row.content) == given
        assert db.scalars(select(ReferenceList)).one().version == row.since == 1
