"""Identifiers planted in a clean report, in each place and way of writing, and how many of them the check finds."""
