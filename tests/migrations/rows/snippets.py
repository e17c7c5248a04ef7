"""A piece of wording, its first version and one use of it."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, DAY, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0020": {},
    "0021": {},
    "0022": {
        "snippets": {
            "id": some_id(121),
            "organisation_id": UN,
            "kind": "advice",
            "created_at": AT,
        },
        "snippet_versions": {
            "id": some_id(122),
            "organisation_id": UN,
            "snippet_id": some_id(121),
            "version": 1,
            "state": "proposed",
            "titles": {"en": "Step aside"},
            "texts": {"en": "Please step aside from {item}."},
            "advice": "step-aside",
            "owner": "filer",
            "proof": "supervisor-note",
            "days": 10,
            "proposed_by_id": ROSAS_ACCOUNT,
            "proposed_at": AT,
            "row_version": 1,
        },
        "snippet_uses": {"id": some_id(123), "version_id": some_id(122), "used_on": DAY},
    },
}
