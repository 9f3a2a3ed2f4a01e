"""The dates of a review as a chart: in the terminal, and as an SVG picture."""

from scr_publish.checks.process.chart import Chart, chart_of
from scr_publish.reporting.timeline.console import to_console
from scr_publish.reporting.timeline.svg import to_svg

__all__ = ["Chart", "chart_of", "to_console", "to_svg"]
