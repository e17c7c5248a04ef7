"""Records of earlier years: what was published before the installation counted."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework.reporting import earlier
from disclosure.domain.actors import Role
from disclosure.domain.programme import load
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import EarlierFigure, LedgerEntry
from tests.casework.population import Served, cycle_of, serve
from tests.casework.reports import ENTITIES

HEADER = "year,figure,part,number,source"
A_YEAR = f"""\
{HEADER}
2019,required,,6157,A/76/76
2019,required,bodies,3200,A/75/82
2019,conflict-filers,,211,A/76/76
"""


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


def read(text: str) -> list[earlier.EarlierRow]:
    return earlier.read(text.encode(), programme=load("un-secretariat"))


def bring(db: Session, un: Served, text: str) -> list[int]:
    return earlier.bring(db, by=un.officer, organisation=un.organisation, rows=read(text))


def test_a_year_is_told_with_where_it_was_published(db: Session, un: Served) -> None:
    assert bring(db, un, A_YEAR) == [2019]
    source, numbers = earlier.figures_of(db, un.organisation.id, years=range(2016, 2020))[2019]
    assert source == "A/76/76; A/75/82"
    assert numbers == {
        "required/year/2019": 6157,
        "required/year/2019/group/bodies": 3200,
        "conflict-filers/year/2019": 211,
    }


def test_a_year_brought_again_is_replaced_as_a_whole_and_each_time_is_in_the_ledger(
    db: Session, un: Served
) -> None:
    bring(db, un, A_YEAR)
    bring(db, un, f"{HEADER}\n2019,required,,6158,corrigendum\n")
    assert [(one.figure, one.number) for one in db.scalars(select(EarlierFigure))] == [("required", 6158)]
    told = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "earlier-figures:brought")).all()
    assert sorted(one.facts["figures"] for one in told) == [1, 3]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("last year,required,,1,A", "is not a year"),
        ("2019,outcome,,1,A", "there is no figure “outcome”"),
        ("2019,required,moon,1,A", "no part “moon”"),
        ("2019,filed,bodies,1,A", "no part “bodies”"),
        ("2019,required,,-1,A", "not a whole number"),
        ("2019,required,,1.5,A", "not a whole number"),
        ("2019,required,,1,", "say where it was published"),
        ("2019,required,,1", "another number of cells"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, fault: str) -> None:
    with pytest.raises(BadInput, match=f"Line 3: .*{fault}"):
        read(f"{HEADER}\n2018,required,,1,A\n{line}\n")


def test_the_same_figure_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="Line 3: required/year/2019 is there twice"):
        read(f"{HEADER}\n2019,required,,1,A\n2019,required,,2,A\n")


@pytest.mark.parametrize(
    "lines",
    [
        "2019,required,,10,A\n2019,filed,,11,A",
        "2019,filed,,11,A",
        "2019,required,,10,A\n2019,required,bodies,11,A",
        "2019,required,,10,A\n2019,filed,,8,A\n2019,conflict-filers,,9,A",
    ],
)
def test_figures_that_contradict_each_other_are_refused(db: Session, un: Served, lines: str) -> None:
    with pytest.raises(BadInput, match="2019: "):
        bring(db, un, f"{HEADER}\n{lines}\n")


def test_a_year_that_is_counted_here_takes_no_record(db: Session, un: Served) -> None:
    cycle_of(db, un, 2019)
    with pytest.raises(BadInput, match="The cycle of 2019 is here"):
        bring(db, un, A_YEAR)


def test_records_are_the_officers_and_no_other_organisations(db: Session, un: Served) -> None:
    bring(db, un, A_YEAR)
    other = serve(db, ENTITIES)
    assert earlier.figures_of(db, other.organisation.id, years=[2019]) == {}
    for by in (un.holder(Role.AUDITOR), other.officer):
        with pytest.raises(NotPermitted):
            earlier.bring(db, by=by, organisation=un.organisation, rows=read(A_YEAR))
