"""What a report has to say: its sections by meaning, its recommendations, statements and their trace."""

from scr_publish.checks.content.section_checks import SECTIONS
from scr_publish.checks.content.statement_checks import STATEMENTS

__all__ = ["SECTIONS", "STATEMENTS"]
