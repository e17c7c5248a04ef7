"""A file on its way."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, ROSAS_ACCOUNT, SEALED, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0017": {
        "uploads": {
            "id": some_id(101),
            "filing_id": FILING,
            "subject_id": some_id(102),
            "account_id": ROSAS_ACCOUNT,
            "mark": "f" * 64,
            "size": 2**33,
            "begun_at": AT,
            "kept_id": some_id(103),
        },
        "upload_pieces": {
            "id": some_id(104),
            "upload_id": some_id(101),
            "start": 2**32,
            "size": 64,
            "sealed": SEALED,
        },
    },
}
