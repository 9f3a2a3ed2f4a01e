"""The severity that a finding had when it was decided about: a justification of advice is none of a blocker."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("severity", sa.String(length=10), server_default="", nullable=False))
