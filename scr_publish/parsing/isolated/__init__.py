"""Work on a file in a process of its own: one that attacks, crashes or never ends takes nothing else with it."""

from scr_publish.parsing.isolated.process import Confined, Limits
from scr_publish.parsing.isolated.reading import Reading, open_isolated
from scr_publish.parsing.isolated.wire import NewFile

__all__ = ["Confined", "Limits", "NewFile", "Reading", "open_isolated"]
