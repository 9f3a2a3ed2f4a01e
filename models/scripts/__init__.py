"""How the language model is made: corpora in, a measured spaCy pipeline out."""
