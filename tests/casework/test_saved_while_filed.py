"""A draft saved between being read and being filed: what was read is not filed, and nothing is lost."""

import pytest
from sqlalchemy.orm.exc import StaleDataError

from disclosure.casework import reading
from disclosure.domain import completeness, interests
from disclosure.domain.completeness import Gap
from disclosure.domain.programme import Programme
from tests.casework.office import Office, company, state
from tests.cast import Cast


def test_a_draft_saved_anew_while_it_is_filed_is_left_whole_and_nothing_is_filed(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = office.prepare(cast.amina, company())
    looked = completeness.missing

    def saved_meanwhile(statement: interests.Statement, programme: Programme) -> list[Gap]:
        office.save(cast.amina, prepared, company(), over_version=2)
        return looked(statement, programme)

    monkeypatch.setattr(completeness, "missing", saved_meanwhile)
    opener, before = cast.keys.portal.opener, state(cast.amina.filing)
    with pytest.raises(StaleDataError):
        office.certify(cast.amina)
    office.db.refresh(cast.amina.filing)
    assert (state(cast.amina.filing), cast.amina.filing.version) == (before, 0)
    row, kept = reading.draft(office.db, opener, by=cast.amina.actor, filing=cast.amina.filing)
    assert (row.version, len(kept.items)) == (3, 1)
