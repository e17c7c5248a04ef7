"""A pause of the reminder ladder."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0043": {
        "ladder_pauses": {
            "id": some_id(193),
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "reason": "The roster is being mended.",
            "paused_by_id": ROSAS_ACCOUNT,
            "paused_at": AT,
        },
    },
}
