"""Other rules that one officer proposed for a cycle."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0041": {
        "rule_changes": {
            "id": some_id(192),
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "text": "code = 'un-secretariat'",
            "digest": "0" * 64,
            "proposed_by_id": ROSAS_ACCOUNT,
            "proposed_at": AT,
        },
    },
}
