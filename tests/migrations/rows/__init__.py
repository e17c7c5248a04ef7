"""One row for every table, by the revision that made the table.

They are written out, as models change and history does not. A revision that
adds a table or a required column comes with its row here.
"""

from collections.abc import Mapping

from tests.migrations.rows import (
    batches,
    contacts,
    credentials,
    docket,
    filing,
    item_looks,
    key_destructions,
    ladder_pauses,
    office_records,
    own_interests,
    publishing,
    reference_lists,
    reports,
    review,
    rosters,
    rule_changes,
    snippets,
    uploads,
    verifications,
)

ROWS: Mapping[str, Mapping[str, Mapping[str, object]]] = (
    filing.ROWS
    | review.ROWS
    | publishing.ROWS
    | {"0013": {}, "0014": {}}
    | review.RATES
    | office_records.ROWS
    | uploads.ROWS
    | batches.ROWS
    | own_interests.ROWS
    | snippets.ROWS
    | docket.ROWS
    | reference_lists.ROWS
    | docket.OWN
    | item_looks.ROWS
    | verifications.ROWS
    | {"0028": {}}
    | reports.ROWS
    | key_destructions.ROWS
    | rosters.ROWS
    | {"0033": {}, "0034": {}}
    | credentials.ROWS
    | {"0039": {}}
    | contacts.ROWS
    | rule_changes.ROWS
    | {"0042": {}}
    | ladder_pauses.ROWS
    | {"0044": {}, "0045": {}}
)
