def find_known(subject, lines): return []
