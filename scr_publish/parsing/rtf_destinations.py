"""The destinations of RTF: the groups whose text is not, or not only, that of the body."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.document import Kind, Surface


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the text of a group goes.

    `skipped` groups hold no text of the document; `reopens` names the destinations that count inside one even so.
    `kind` and `surface` are those of the blocks; `fresh` destinations have paragraphs of their own, the others are
    gathered whole into one block; `inherits` takes the text for the paragraph that the group stands in."""

    name: str
    kind: Kind = Kind.PARAGRAPH
    surface: Surface = Surface.VISIBLE
    where: str = ""
    skipped: bool = False
    fresh: bool = False
    inherits: bool = False
    reopens: frozenset[str] = frozenset()


def _properties(*names: str) -> dict[str, Destination]:
    return {name: Destination(name, Kind.METADATA, Surface.METADATA, f"document properties, {name}") for name in names}


def _running(name: str, kind: Kind) -> dict[str, Destination]:
    """A header or footer: of all pages, left ones, right ones, the first."""
    return {
        name + page: Destination(name + page, kind, Surface.HEADER_FOOTER, name, fresh=True)
        for page in ("", "l", "r", "f")
    }


def _skipped(*names: str) -> dict[str, Destination]:
    return {name: Destination(name, skipped=True) for name in names}


_INFO = (
    "title", "subject", "author", "manager", "company", "operator", "category", "keywords", "comment", "doccomm",
    "hlinkbase",
)  # fmt: skip

IGNORED = Destination("*", skipped=True, reopens=frozenset({"ud", "shptxt", "sv", "sn"}))
"""A group that begins with `\\*` and a word that is not known here: its text is none of the document's."""

DESTINATIONS: dict[str, Destination] = {
    "rtf": Destination("rtf"),
    "footnote": Destination("footnote", Kind.FOOTNOTE, Surface.FOOTNOTE, "a footnote", fresh=True),
    "annotation": Destination("annotation", Kind.COMMENT, Surface.COMMENT, "a comment", fresh=True),
    "shptxt": Destination("shptxt", Kind.TEXT_BOX, Surface.VISIBLE, "a text box", fresh=True),
    "atnauthor": Destination("atnauthor", Kind.METADATA, Surface.COMMENT, "author of a comment"),
    "atnid": Destination("atnid", Kind.METADATA, Surface.COMMENT, "author of a comment"),
    "revtbl": Destination("revtbl", Kind.METADATA, Surface.REVISION, "author of a tracked change"),
    "fldinst": Destination("fldinst", Kind.FIELD, Surface.LINK, "the target of a link"),
    "fldrslt": Destination("fldrslt", inherits=True),
    "listtext": Destination("listtext"),
    "pntext": Destination("pntext"),
    "stylesheet": Destination("stylesheet"),
    "fonttbl": Destination("fonttbl"),
    "info": Destination("info", skipped=True, reopens=frozenset({*_INFO, "upr", "ud"})),
    "upr": Destination("upr", skipped=True, reopens=frozenset({"ud"})),
    "ud": Destination("ud", inherits=True),
    "userprops": Destination("userprops", skipped=True, reopens=frozenset({"propname", "staticval"})),
    "propname": Destination("propname", Kind.METADATA, Surface.METADATA, "document properties, a name"),
    "staticval": Destination("staticval", Kind.METADATA, Surface.METADATA, "document properties, a value"),
    "ffdeftext": Destination("ffdeftext", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffname": Destination("ffname", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffhelptext": Destination("ffhelptext", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffstattext": Destination("ffstattext", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffl": Destination("ffl", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "sn": Destination("sn", Kind.FIELD, Surface.ALT_TEXT, "the name of a drawing's property"),
    "sv": Destination("sv", Kind.FIELD, Surface.ALT_TEXT, "alternative text"),
    "pict": Destination("pict", skipped=True, reopens=frozenset({"sn", "sv"})),
    "xe": Destination("xe", Kind.FIELD, Surface.HIDDEN_TEXT, "an entry of the index"),
    "tc": Destination("tc", Kind.FIELD, Surface.HIDDEN_TEXT, "an entry of the contents"),
    "template": Destination("template", Kind.METADATA, Surface.METADATA, "document properties, template"),
    **_running("header", Kind.HEADER),
    **_running("footer", Kind.FOOTER),
    **_properties(*_INFO),
    **_skipped(
        "colortbl", "listtable", "listoverridetable", "objdata", "objclass", "objname", "themedata", "datastore",
        "colorschememapping", "xmlnstbl", "rsidtbl", "generator", "mmathPr", "latentstyles", "filetbl", "bkmkstart",
        "bkmkend", "nonshppict", "blipuid", "picprop", "datafield", "atnref", "atndate", "atrfstart", "atrfend",
        "atntime", "atnparent", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "pnseclvl", "pgptbl", "wgrffmtfilter",
        "passwordhash", "protusertbl", "panose", "falt", "fontemb", "creatim", "revtim", "printim", "buptim",
        "background", "nesttableprops", "nonesttables", "factoidname", "oldcprops", "oldpprops", "oldtprops",
        "oldsprops", "htmltag", "pn",
    ),
}  # fmt: skip
"""Every destination whose text matters, or that has to be passed over though it lacks the `\\*`."""
