"""Rows of what officials publish."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, FILING, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0012": {
        "public_summaries": {
            "id": some_id(71),
            "filing_id": FILING,
            "state": "published-in-detail",
            "name": "Rosa Ñáñez",
            "title": "Chief",
            "content": '{"schema":1}',
            "statement_version": 1,
            "consent_version": "1",
            "consent_language": "es",
            "published_at": AT,
            "row_version": 2,
        },
    },
}
