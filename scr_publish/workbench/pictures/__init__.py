"""The pages of a draft as pictures, and where on them the findings stand.

A draft may be hostile: it is drawn in a confined process of its own (`scr_publish.parsing.isolated`), never here."""
