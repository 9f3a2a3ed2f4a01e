"""Word files without what they hide."""

from __future__ import annotations

from scr_publish.parsing.opening import Input
from scr_publish.rewriting.clean.docx.media import clean_crops, clean_pictures
from scr_publish.rewriting.clean.docx.metadata import clean_properties, clean_settings, clean_styles
from scr_publish.rewriting.clean.docx.names import Names
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.stories import Stories
from scr_publish.rewriting.clean.report import Log


def clean_docx(given: Input, log: Log) -> bytes:
    """The file anew: its stories without marks and hidden text, its settings and properties bare, its pictures without
    data about themselves, and only parts of kinds that a page needs."""
    parts = Parts(given.data, given.name)
    stories = Stories(parts, log)
    stories.clean()
    names = Names(parts, stories.roots, log)
    names.clean()
    clean_styles(parts, stories.roots, log)
    clean_settings(parts, log)
    clean_properties(parts, log)
    clean_crops(parts, stories.roots, log)
    parts.prune(log)
    clean_pictures(parts, log)
    return parts.packed()


__all__ = ["clean_docx"]
