"""New files made from a draft, never the draft itself: without what it hides (`clean`), or with the wording that the
findings propose (`redact`)."""
