"""A word by which a case is found, a list of one's own, a case put aside; the database makes the rest."""

from collections.abc import Mapping

from tests.migrations.rows.ids import AT, DAY, FILING, ROSAS_ACCOUNT, UN, some_id

ROWS: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0023": {"docket_words": {"organisation_id": UN, "word": "amina", "filing_id": FILING}},
}
OWN: dict[str, Mapping[str, Mapping[str, object]]] = {
    "0025": {
        "saved_lists": {
            "id": some_id(131),
            "organisation_id": UN,
            "account_id": ROSAS_ACCOUNT,
            "name": "Late in Nairobi",
            "query": "view=late&entity=UNON",
            "saved_at": AT,
        },
        "pauses": {
            "id": some_id(132),
            "filing_id": FILING,
            "account_id": ROSAS_ACCOUNT,
            "reason": "absence",
            "began_at": AT,
            "until": DAY,
            "ended_at": AT,
        },
    },
}
