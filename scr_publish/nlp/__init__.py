"""The language pass: the pipeline, loaded once and run once over a document."""
