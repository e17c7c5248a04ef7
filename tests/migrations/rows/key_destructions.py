"""A destruction of keys that waits for a second person."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSAS_ACCOUNT, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0031": {
        "key_destructions": {
            "id": some_id(181),
            "cycle_id": CYCLE,
            "proposed_by_id": ROSAS_ACCOUNT,
            "proposed_at": AT,
            "row_version": 1,
        },
    },
}
