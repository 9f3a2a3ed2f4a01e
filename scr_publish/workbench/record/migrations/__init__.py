"""Alembic's migrations of the record. `env.py` runs them; each file in `versions` is one step and never changes."""
