"""The destinations of RTF: the groups whose text is not, or not only, that of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_publish.document import Kind, Surface


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the text of a group goes.

    `skipped` groups hold no text of the document; `reopens` names the destinations that count inside one even so.
    `kind` and `surface` are those of the blocks; `fresh` destinations have paragraphs of their own, the others are
    gathered whole into one block; `inherits` takes the text for the paragraph that the group stands in. `rule` is the
    one that the text breaks by being in the file."""

    name: str
    kind: Kind = Kind.PARAGRAPH
    surface: Surface = Surface.VISIBLE
    where: str = ""
    skipped: bool = False
    fresh: bool = False
    inherits: bool = False
    rule: str = ""
    reopens: frozenset[str] = frozenset()


def _properties(*names: str, rule: str = "") -> dict[str, Destination]:
    return {
        name: Destination(name, Kind.METADATA, Surface.METADATA, f"document properties, {name}", rule=rule)
        for name in names
    }


def _data(rule: str, where: str, *names: str) -> dict[str, Destination]:
    return {name: Destination(name, Kind.METADATA, Surface.METADATA, where, rule=rule) for name in names}


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

_FURNITURE = frozenset(
    {"cs", "ts", "ds", "tsrowd", "shppict", "shpinst", "shprslt", "do", "listpicture", "pgdsctbl", "defchp", "defpap",
     "hyphen", "mmath", "moMath", "pntxta", "pntxtb", "protstart", "protend", "xmlopen", "xmlclose", "xmlname",
     "writereservhash", "docfmt", "gridtbl", "ebcstart", "ebcend", "mailmerge", "lsdlockedexcept", "userprops",
     "mmodso", "mmodsofldmpdata", "mmodsorecipdata", "svb", "keycode", "pgdsc", "flid", "ftncn", "aftncn", "listname",
     "liststylename", "levelpicture", "rsid", "fldtype", "formfield", "field", "picscaled", "ffl", "objalias",
     "objsect", "levelmarker", "outlinelevel", "charscalex", "cellxnum", "tblsbkg", "xform"}
)  # fmt: skip
"""Starred groups without words of a person that Word and LibreOffice write."""


def unknown(name: str) -> Destination:
    """The destination of a starred group that is not in the list: passed over where programs write it, else read."""
    if name in _FURNITURE or re.fullmatch(r"m[A-Z]\w*|mm\w+|pn\w+|list\w+", name):
        return IGNORED
    return Destination(f"*{name}", Kind.METADATA, Surface.METADATA, f"a group of unknown kind ({name})", rule="HC140")


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
    **_data("", "document properties, a name", "propname"),
    **_data("HC134", "document properties, a value", "staticval", "linkval"),
    **_data("HC117", "a document variable", "docvar"),
    **_data("HC118", "settings of a mail merge", "mmconnectstr", "mmconnectstrdata", "mmquery", "mmdatasource",
            "mmheadersource", "mmaddfieldname", "mmmailsubject", "mmodsoudldata", "mmodsosrc", "mmodsotable"),
    **_data("HC120", "name of a bookmark", "bkmkstart"),
    **_data("HC119", "custom data", "xmlattrvalue", "xmlattrname"),
    **_data("HC123", "a file of the text", "fname"),
    "ffdeftext": Destination("ffdeftext", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffname": Destination("ffname", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "ffhelptext": Destination("ffhelptext", Kind.FIELD, Surface.FORM_FIELD, "a form field", rule="HC136"),
    "ffstattext": Destination("ffstattext", Kind.FIELD, Surface.FORM_FIELD, "a form field", rule="HC136"),
    "ffl": Destination("ffl", Kind.FIELD, Surface.FORM_FIELD, "a form field"),
    "sn": Destination("sn", Kind.FIELD, Surface.ALT_TEXT, "the name of a drawing's property"),
    "sv": Destination("sv", Kind.FIELD, Surface.ALT_TEXT, "alternative text"),
    "pict": Destination("pict", skipped=True, reopens=frozenset({"sn", "sv"})),
    "xe": Destination("xe", Kind.FIELD, Surface.HIDDEN_TEXT, "an entry of the index", rule="HC122"),
    "tc": Destination("tc", Kind.FIELD, Surface.HIDDEN_TEXT, "an entry of the contents", rule="HC122"),
    "objdata": Destination("objdata", skipped=True),
    **_running("header", Kind.HEADER),
    **_running("footer", Kind.FOOTER),
    **_properties(*_INFO),
    **_properties("subject", "category", "keywords", "comment", "doccomm", rule="HC135"),
    **_properties("template", rule="HC124"),
    **_properties("hlinkbase", rule="HC123"),
    **_skipped(
        "colortbl", "listtable", "listoverridetable", "objclass", "objname", "themedata", "datastore",
        "colorschememapping", "xmlnstbl", "rsidtbl", "generator", "mmathPr", "latentstyles", "bkmkend", "nonshppict",
        "blipuid", "picprop", "datafield", "atnref", "atndate", "atrfstart", "atrfend", "atntime", "atnparent",
        "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "pnseclvl", "pgptbl", "wgrffmtfilter", "passwordhash",
        "protusertbl", "panose", "falt", "fontemb", "creatim", "revtim", "printim", "buptim", "background",
        "nesttableprops", "nonesttables", "factoidname", "oldcprops", "oldpprops", "oldtprops", "oldsprops",
        "htmltag", "pn",
    ),
}  # fmt: skip
"""Every destination whose text matters, or that has to be passed over though it lacks the `\\*`."""
