"""Timings and memory, as ratios in one run against what a user would otherwise glue together: `make bench`."""
