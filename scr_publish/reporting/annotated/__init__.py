"""Copies of the draft with the findings written into them."""
