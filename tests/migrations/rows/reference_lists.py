"""A reference list."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, STATEMENT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0024": {
        "reference_lists": {
            "id": 1,
            "organisation_id": UN,
            "code": "vendors",
            "kind": "vendor",
            "title": "Vendors",
            "version": 1,
            "in_force_at": AT,
        },
        "list_versions": {
            "id": some_id(121),
            "list_id": 1,
            "number": 1,
            "source": "vendors.csv",
            "first_entry": 2**60,
            "begun_at": AT,
            "in_force_at": AT,
            "added": 1,
            "changed": 0,
            "removed": 0,
            "screened_to": STATEMENT,
            "screened_at": AT,
        },
        "list_entries": {
            "id": 2**60,
            "list_id": 1,
            "key": "100001",
            "since": 1,
            "content": '{"key":"100001","name":"Nordvik Marine AS"}',
        },
        "listed_names": {"list_id": 1, "leads": True, "typed": b"nordvik marine as", "entry_id": 2**60},
    },
}
