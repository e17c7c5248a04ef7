"""A record that the office holds."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, CYCLE, ROSA, SEALED, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0016": {
        "office_records": {
            "id": some_id(91),
            "organisation_id": UN,
            "cycle_id": CYCLE,
            "person_id": ROSA,
            "reference": "OA-2019/17",
            "sealed": SEALED,
            "brought_at": AT,
        },
    },
}
