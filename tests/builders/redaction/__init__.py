"""Pages on which somebody tried to hide a name, and pages that only look like it, by several makers of PDFs."""
