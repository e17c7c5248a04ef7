"""What is looked up at every sign-in, question, minute and batch of letters is found without reading whole tables.

An address is given before it is known of which organisation it is; links are counted for each account; leases
that ended are looked for every minute; questions from the help page are counted by the hour. Of letters, those
that wait are found among all that ever went, in their order and by their kind, and those whose sending was
broken off.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

LEASED = sa.text("leased_until IS NOT NULL")
ASKED = sa.text("kind = 'help-question'")
WAITING = sa.text("sent_at IS NULL AND refused IS NULL AND claimed_at IS NULL")
CLAIMED = sa.text("sent_at IS NULL AND refused IS NULL AND claimed_at IS NOT NULL")
OF_LETTERS = (
    ("ix_letters_asked", ["written_at"], ASKED),
    ("ix_letters_waiting", ["written_at", "id"], WAITING),
    ("ix_letters_waiting_by_kind", ["kind"], WAITING),
    ("ix_letters_claimed", ["claimed_at"], CLAIMED),
)


def upgrade() -> None:
    op.create_index("ix_accounts_email", "accounts", ["email"])
    op.create_index("ix_sign_in_links_account_id", "sign_in_links", ["account_id"])
    op.create_index(
        "ix_cases_leased", "cases", ["leased_until"], sqlite_where=LEASED, postgresql_where=LEASED
    )
    for name, columns, which in OF_LETTERS:
        op.create_index(name, "letters", columns, sqlite_where=which, postgresql_where=which)
    op.drop_index("ix_letters_sent_at", "letters")


def downgrade() -> None:
    op.create_index("ix_letters_sent_at", "letters", ["sent_at"])
    for name, _columns, _which in OF_LETTERS:
        op.drop_index(name, "letters")
    op.drop_index("ix_cases_leased", "cases")
    op.drop_index("ix_sign_in_links_account_id", "sign_in_links")
    op.drop_index("ix_accounts_email", "accounts")
