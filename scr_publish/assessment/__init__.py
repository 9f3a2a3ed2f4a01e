"""The assessment: all that one check found and decided about one document, and the one function that makes it."""

from scr_publish.assessment.assessing import check
from scr_publish.assessment.decision import Decision
from scr_publish.assessment.model import Assessment

__all__ = ["Assessment", "Decision", "check"]
