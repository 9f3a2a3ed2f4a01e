"""Work in the background: checks, each in a process of its own, in a queue that survives a restart."""
