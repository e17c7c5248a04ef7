"""What Alembic runs: every step on the one connection that `migrations` has opened."""

from alembic import context
from sqlalchemy import MetaData

from migrations import NAMES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=MetaData(naming_convention=NAMES),
    transactional_ddl=True,
)
context.run_migrations()
