"""The store: one SQLite file that holds what scans found. `schema.sql` is its documentation."""
