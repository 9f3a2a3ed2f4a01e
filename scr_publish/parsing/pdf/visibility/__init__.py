"""Text that is in a PDF and that nobody sees on its pages.

propose (geometry, one small picture) ─▶ confirm (pictures with and without the text) ─▶ judge (a reason for each
character, whole words)"""

from scr_publish.parsing.pdf.visibility.gaps import gaps
from scr_publish.parsing.pdf.visibility.judging import Concealed, find_concealed
from scr_publish.parsing.pdf.visibility.objects import painted
from scr_publish.parsing.pdf.visibility.pictures import cut_pictures
from scr_publish.parsing.pdf.visibility.reasons import ACCOUNTS, OFF_PAGE, Account, Reason

__all__ = [
    "ACCOUNTS",
    "OFF_PAGE",
    "Account",
    "Concealed",
    "Reason",
    "cut_pictures",
    "find_concealed",
    "gaps",
    "painted",
]
