"""A call that the office noted."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, ROSAS_ACCOUNT, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0040": {
        "contacts": {
            "id": some_id(191),
            "filing_id": FILING,
            "kind": "call",
            "said": "Will file on Monday.",
            "written_by_id": ROSAS_ACCOUNT,
            "written_at": AT,
        },
    },
}
