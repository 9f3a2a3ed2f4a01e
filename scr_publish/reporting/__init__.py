"""Reports: everything a person or a machine reads, all from one `Assessment`."""
