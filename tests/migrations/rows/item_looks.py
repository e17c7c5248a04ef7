"""A reviewer's tick beside an item."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, ROSAS_ACCOUNT, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0026": {
        "item_looks": {
            "id": some_id(126),
            "filing_id": FILING,
            "account_id": ROSAS_ACCOUNT,
            "item_id": "5f2c7d",
            "version": 1,
            "tick": "seen",
            "at": AT,
        },
    },
}
