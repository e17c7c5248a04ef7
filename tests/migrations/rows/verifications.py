"""A verification that a second person confirmed."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, ROSAS_ACCOUNT, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0027": {
        "verifications": {
            "id": some_id(171),
            "filing_id": FILING,
            "state": "to-confirm",
            "verified_by_id": ROSAS_ACCOUNT,
            "handed_over_at": AT,
            "row_version": 1,
        },
    },
}
