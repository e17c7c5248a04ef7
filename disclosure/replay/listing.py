"""The reference lists of the replay: organisations and people that do not exist, in many scripts."""

from pathlib import Path

from disclosure.casework.listing import Import, open_list
from disclosure.domain.actors import Role
from disclosure.domain.listed import ListKind
from disclosure.replay.stage import Stage, day
from disclosure.screening.sources import read_list

FOLDER = Path(__file__).with_name("lists")
LISTS = {
    "vendors.csv": (ListKind.VENDOR, "Vendors (demonstration)"),
    "partners.csv": (ListKind.IMPLEMENTING_PARTNER, "Implementing partners (demonstration)"),
    "donors.csv": (ListKind.DONOR, "Donors (demonstration)"),
    "sanctions.jsonl": (ListKind.SANCTIONS, "Sanctions (demonstration)"),
    "debarred.csv": (ListKind.DEBARMENT, "Debarred firms (demonstration)"),
}


def take_over(stage: Stage, *, year: int) -> None:
    """Take the lists over in January, before anybody files."""
    at = day(year, 1, 15)

    by = stage.first(Role.PROGRAMME_OFFICER)
    for file, (kind, title) in LISTS.items():
        code = file.partition(".")[0]
        with stage.at(at) as db:
            row = open_list(
                db, by=by, organisation=stage.organisation(db), code=code, kind=kind.value, title=title
            )
        Import(lambda _write: stage.at(at), by, row, source=file).run(read_list(FOLDER / file))
