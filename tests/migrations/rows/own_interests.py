"""What a reviewer declared about themselves."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSAS_ACCOUNT, SEALED, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0019": {
        "own_interests": {
            "id": some_id(97),
            "organisation_id": UN,
            "account_id": ROSAS_ACCOUNT,
            "cycle_id": CYCLE,
            "version": 1,
            "sealed": SEALED,
            "declared_at": AT,
        },
    },
}
