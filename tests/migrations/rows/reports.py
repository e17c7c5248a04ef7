"""What a report was frozen as, who signed it, and a figure of an earlier year."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSAS_ACCOUNT, SEALED, UN, some_id

SNAPSHOT = some_id(131)

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0029": {
        "earlier_figures": {
            "id": some_id(130),
            "organisation_id": UN,
            "year": 2019,
            "figure": "required",
            "part": "",
            "number": 6157,
            "source": "A/76/76",
        },
    },
    "0030": {
        "report_snapshots": {
            "id": SNAPSHOT,
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "number": 1,
            "content": '{"form":1}',
            "digest": "0" * 64,
            "frozen_at": AT,
            "frozen_by_id": ROSAS_ACCOUNT,
        },
        "report_signatures": {
            "id": some_id(132),
            "snapshot_id": SNAPSHOT,
            "key_id": "1" * 64,
            "signature": SEALED,
            "signed_at": AT,
        },
    },
}
