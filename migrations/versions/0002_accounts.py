"""Accounts, the roles they hold, and how they are signed in."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "accounts",
        key(),
        refers("organisation_id", "organisations"),
        refers("person_id", "people", required=False, unique=True),
        plain("email", sa.String(320)),
        plain("name", sa.String(300)),
        plain("language", sa.String(8)),
        instant("created_at"),
        instant("disabled_at", required=False),
        sa.UniqueConstraint("organisation_id", "email"),
    )
    op.create_table(
        "grants",
        key(),
        refers("account_id", "accounts"),
        refers("organisation_id", "organisations"),
        refers("entity_id", "entities", required=False),
        choice(
            "role",
            "role",
            "reviewer",
            "approver",
            "ethics-officer",
            "programme-officer",
            "focal-point",
            "entity-head",
            "auditor",
            "administrator",
        ),
        instant("granted_at"),
        instant("revoked_at", required=False),
        sa.CheckConstraint(
            "(role IN ('entity-head', 'focal-point')) = (entity_id IS NOT NULL)",
            name="entity_roles_name_one",
        ),
        sa.Index(None, "account_id"),
        sa.Index(None, "organisation_id", "role", "entity_id"),
    )
    op.create_table(
        "delegations",
        key(),
        refers("person_id", "people"),
        refers("delegate_id", "accounts"),
        instant("granted_at"),
        instant("revoked_at", required=False),
        sa.Index(None, "delegate_id"),
        sa.Index(None, "person_id"),
    )
    op.create_table(
        "sign_in_links",
        key(),
        refers("account_id", "accounts"),
        plain("token_hash", sa.LargeBinary(32), unique=True),
        plain("site", sa.String(20)),
        instant("created_at"),
        instant("expires_at"),
        instant("used_at", required=False),
    )
    op.create_table(
        "signed_in",
        key(),
        refers("account_id", "accounts"),
        plain("token_hash", sa.LargeBinary(32), unique=True),
        plain("site", sa.String(20)),
        plain("method", sa.String(40)),
        instant("created_at"),
        instant("seen_at"),
        instant("ends_at"),
        instant("ended_at", required=False),
        sa.Index(None, "account_id"),
    )
    op.create_table(
        "form_tokens",
        sa.Column("token", sa.String(64), primary_key=True),
        refers("account_id", "accounts"),
        plain("answer", sa.String(500)),
        instant("at"),
    )


def downgrade() -> None:
    for table in ("form_tokens", "signed_in", "sign_in_links", "delegations", "grants", "accounts"):
        op.drop_table(table)
