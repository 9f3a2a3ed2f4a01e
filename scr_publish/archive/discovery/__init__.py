"""Discovery: which documents of a source are reports, which belong to them, and which are the same or nearly so."""
