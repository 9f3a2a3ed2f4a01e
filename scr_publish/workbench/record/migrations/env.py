"""Runs migrations on the connection that `migrate.bring_up_to_date` gives."""

from alembic import context

from scr_publish.workbench.record.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
