"""Reading a file in a process of its own: a file that attacks, crashes or never ends takes nothing else with it."""

from scr_publish.parsing.isolated.reading import Reading, open_isolated

__all__ = ["Reading", "open_isolated"]
