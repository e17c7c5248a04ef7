"""A batch that was cleared, and a statement that left it."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, FILING, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0018": {
        "batches": {
            "id": some_id(111),
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "account_id": ROSAS_ACCOUNT,
            "formed_at": AT,
            "cleared_at": AT,
            "row_version": 2,
        },
        "batch_members": {
            "id": some_id(112),
            "batch_id": some_id(111),
            "filing_id": FILING,
            "version": 1,
            "left_because": "amended",
        },
    },
}
