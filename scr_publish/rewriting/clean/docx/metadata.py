"""Settings, styles and properties: what is left says how the page looks, its title and its language."""

from __future__ import annotations

from lxml import etree

from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.docx.ooxml import Element, R, W, attribute, local
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.trees import remove
from scr_publish.rewriting.clean.report import Log

_SETTINGS = {
    "rsids": "random numbers of editing",
    "docVars": "document variables",
    "mailMerge": "settings of a mail merge",
    "attachedTemplate": "names of templates",
    "trackRevisions": "",
    "docId": "",
    "attachedSchema": "custom data",
    "schemaLibrary": "custom data",
    "smartTagType": "smart tags (their text stays)",
    "saveThroughXslt": "names of files",
    "writeProtection": "passwords",
    "activeWritingStyle": "",
    "linkStyles": "",
    "proofState": "",
    "revisionView": "",
}
"""Elements of the settings that go, and what they are called."""
_KEPT_PROPERTIES = ("title", "language")
_STYLE_REFERENCES = frozenset(
    W + name
    for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink", "style",
                 "clickAndTypeStyle", "defaultTableStyle")
)  # fmt: skip


def clean_settings(parts: Parts, log: Log) -> None:
    """Take out of the settings what does not bear on the page, and keep Word from writing names again."""
    for part in parts.related(parts.main, "settings"):
        root = parts.root(part)
        for element in list(root):
            if local(element) in _SETTINGS:
                words = _SETTINGS[local(element)]
                if words:
                    log.removed(words, "the settings", max(1, len(element)) if len(element) else 1)
                remove(element)
        first = sum(1 for element in root if local(element) in ("view", "zoom"))
        if root.find(W + "removePersonalInformation") is None:
            root.insert(first, root.makeelement(W + "removePersonalInformation"))
        for identity, relationship in parts.relationships(part).items():
            if relationship.get("TargetMode") == "External":
                parts.drop(part, identity)
    for part in parts.related(parts.main, "numbering"):
        for element in list(parts.root(part).iter(W + "nsid", W + "tmpl", W + "name")):
            if element.tag == W + "name":
                log.removed("names of lists", "the styles")
            remove(element)
    for part in parts.related(parts.main, "webSettings"):
        for element in [e for e in parts.root(part) if local(e) in ("divs", "frameset") or e.get(R + "id")]:
            remove(element)


def clean_styles(parts: Parts, roots: dict[str, Element], log: Log) -> None:
    """Give neutral names to styles that people named, wherever they are used; take out random numbers."""
    new_names: dict[str, str] = {}
    new_ids: dict[str, str] = {}
    for part in parts.related(parts.main, "styles"):
        root = parts.root(part)
        for style in root.iterchildren(W + "style"):
            for element in list(style.iter(W + "rsid", W + "aliases")):
                remove(element)
            name = attribute(style, "name") or ""
            own = style.get(W + "customStyle") in ("1", "true", "on")
            if own and properties().is_own_style(name):
                number = len(new_names) + 1
                new_names[name], new_ids[style.get(W + "styleId", "")] = f"Style {900 + number}", f"Style{900 + number}"
                log.removed("names of styles (now neutral)", "the styles")
    if not new_ids:
        return
    others = [
        r for kind in ("styles", "numbering", "settings") for r in map(parts.root, parts.related(parts.main, kind))
    ]
    for root in [*roots.values(), *others]:
        _rename(root, new_names, new_ids)


def _rename(root: Element, names: dict[str, str], ids: dict[str, str]) -> None:
    for element in root.iter(*_STYLE_REFERENCES):
        value = element.get(W + "val", "")
        if value in ids:
            element.set(W + "val", ids[value])
        if element.get(W + "styleId", "") in ids:
            element.set(W + "styleId", ids[element.get(W + "styleId", "")])
            name = element.find(W + "name")
            if name is not None and name.get(W + "val", "") in names:
                name.set(W + "val", names[name.get(W + "val", "")])
    for text in root.iter(W + "instrText"):
        for old, new in names.items():
            text.text = (text.text or "").replace(f'"{old}', f'"{new}').replace(f",{old},", f",{new},")


def clean_properties(parts: Parts, log: Log) -> None:
    """Keep the title and the language, which readers' programs use; everything else goes."""
    for part in parts.related("", "core-properties"):
        root = parts.root(part)
        for element in list(root):
            if local(element) in _KEPT_PROPERTIES:
                if local(element) == "title" and (element.text or "").strip():
                    log.note("The file's title stays, since readers' programs show it: look at what it says.")
                continue
            if (element.text or "").strip():
                log.removed("properties", "the file's properties")
            remove(element)
        etree.cleanup_namespaces(root)
