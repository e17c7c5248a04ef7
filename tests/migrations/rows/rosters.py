"""A source of rosters whose columns are known, and an entity's list that somebody stands for."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, DSS, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0032": {
        "roster_sources": {
            "id": some_id(141),
            "organisation_id": UN,
            "name": "Umoja",
            "columns": {"index_number": "Staff No", "name": "Full name"},
            "changed_at": AT,
        },
        "sign_offs": {
            "id": some_id(142),
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "entity_id": DSS,
            "signed_by_id": ROSAS_ACCOUNT,
            "signed_at": AT,
            "people": 12,
            "digest": "0" * 64,
        },
    },
}
