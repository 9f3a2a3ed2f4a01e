"""What a Word file says about itself: properties, variables, custom data, authors, targets outside the file."""

from __future__ import annotations

import re

from scr_publish.document import ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import Run
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.docx.ooxml import Element, R, W, local
from scr_publish.parsing.docx.story import Session
from scr_publish.parsing.places import is_local

_SCHEMA_ROOTS = frozenset({"contentTypeSchema", "FormTemplates"})
"""Custom data in which SharePoint keeps the shape of its properties, not their values."""

_WORDS = re.compile(r"[^\W\d_]{2}")
_ANYTHING = re.compile(r"\w")
_NO_TEXT = re.compile(
    r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|true|false|[\d:.,+-]+T[\d:.,+-]+Z?|0x[0-9a-f]+", re.IGNORECASE
)
"""Identifiers, flags and moments in time."""


def read_properties(session: Session, main: str) -> None:
    """Add the document's properties, variables, custom data and people, a block for each value."""
    known = properties()
    for kind, names in (("core", known.core), ("extended", known.extended)):
        for part in session.package.related("", f"{kind}-properties"):
            _read_known(session, part, names)
    for part in session.package.related("", "custom-properties"):
        _read_custom(session, part)
    for part in session.package.related(main, "settings"):
        _read_settings(session, part)
    for part in [*session.package.related(main, "people"), *session.package.related(main, "documenttasks")]:
        _read_people(session, part)
    _read_custom_xml(session)


def read_targets(session: Session) -> None:
    """Add the addresses outside the file that no hyperlink in the text has named: templates, linked pictures."""
    said: set[str] = set()
    for part, relationship in session.package.unfollowed_targets():
        if relationship.target in said:
            continue
        said.add(relationship.target)
        block = session.builder.add(
            Kind.FIELD,
            relationship.target,
            surface=Surface.LINK,
            path=f"{part}/relationship",
            where=f"address outside the file ({relationship.kind})",
        )
        rule = "HC124" if relationship.kind == "attachedTemplate" else "HC123" if is_local(relationship.target) else ""
        if rule and block is not None and not _is_default_template(relationship.target):
            session.builder.trace(rule, block, detail=relationship.kind)


def _is_default_template(target: str) -> bool:
    r"""Word's own template, wherever it lies, unless the path names somebody (`C:\Users\…`)."""
    name = re.split(r"[\\/]", target)[-1].lower()
    return name in properties().default["Template"] and name == target.lower()


def read_style_names(session: Session) -> None:
    """Add the names of styles that are not the program's own."""
    for name in session.styles.own_names():
        if properties().is_own_style(name):
            _add(session, name, "styles/style", "name of a style", "HC121")


def add_authors(session: Session) -> None:
    """Add the authors of tracked changes, each once, so that their names are checked.

    Where all that an author changed is without text (a table's row, a page's margins), the block of the name stands
    for those changes."""
    with_text = {change.revision.author for change in session.builder.changes}
    for author in session.authors:
        revision = None if author.strip() in with_text else Revision(ChangeKind.FORMATTING, author.strip())
        session.builder.add(
            Kind.METADATA,
            [Run(author, "revisions/author", revision=revision)],
            surface=Surface.METADATA,
            path="revisions/author",
            where="author of tracked changes",
        )


def _add(session: Session, text: str, path: str, where: str, rule: str = "", pattern: re.Pattern[str] = _WORDS) -> None:
    if pattern.search(text) and not _NO_TEXT.fullmatch(text.strip()):
        block = session.builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=path, where=where)
        if rule and block is not None:
            session.builder.trace(rule, block, detail=where)


def _read_known(session: Session, part: str, names: dict[str, str]) -> None:
    """Core or extended properties; dates, counts and the program's name are left out."""
    root = session.package.xml(part)
    defaults = properties().default
    for element in root if root is not None else ():
        name = local(element)
        for text in element.itertext() if name in names else ():
            if text.strip().lower() not in defaults.get(name, ()):
                rule = properties().rules.get(name, "")
                _add(session, text, f"properties/{name}", f"document properties: {names[name]}", rule)


def _read_custom(session: Session, part: str) -> None:
    root = session.package.xml(part)
    for element in root if root is not None else ():
        name = element.get("name", "")
        for text in element.itertext() if name not in properties().written_by_program else ():
            where = f"custom document property {name}"
            _add(session, text, f"properties/custom/{name}", where, "HC134", _ANYTHING)


def _read_settings(session: Session, part: str) -> None:
    """Document variables, the source of a mail merge, the numbers of editing sessions."""
    root = session.package.xml(part)
    if root is None:
        return
    for variable in root.iter(W + "docVar"):
        name = variable.get(W + "name", "")
        where = f"document variable {name}"
        _add(session, variable.get(W + "val", ""), f"settings/docVar/{name}", where, "HC117", _ANYTHING)
    for merge in root.iter(W + "mailMerge"):
        for element in merge:
            if element.get(R + "id") is None:
                _add_merge(session, element)
    sessions = len(root.findall(f"{W}rsids/{W}rsid"))
    if sessions:
        detail = f"random numbers of {sessions} editing session{'s' if sessions > 1 else ''}"
        session.builder.trace("HC126", detail=detail, path="settings/rsids")


def _add_merge(session: Session, element: Element) -> None:
    if local(element) in ("connectString", "query", "addressFieldName", "mailSubject"):
        text = element.get(W + "val", "")
        _add(session, text, f"settings/mailMerge/{local(element)}", "settings of a mail merge", "HC118")


def _read_people(session: Session, part: str) -> None:
    """Who wrote comments and changes or was given tasks, with the account that they were signed in to."""
    root = session.package.xml(part)
    if root is not None:
        values = [
            value
            for e in root.iter()
            for name, value in e.attrib.items()
            if not name.endswith(("roviderId", "rovider"))
        ]
        for value in dict.fromkeys(values):
            _add(session, value, "people/person", "people who wrote in the file", "HC125")


def _read_custom_xml(session: Session) -> None:
    """The values of custom data: cover-page fields, SharePoint columns, sources of a bibliography."""
    for name in session.package.names():
        if not re.fullmatch(r"customxml/item\d*\.xml", name):
            continue
        root = session.package.xml(name)
        if root is None or local(root) in _SCHEMA_ROOTS:
            continue
        for element in root.iter():
            _add(session, element.text or "", f"{name}/{local(element)}", "custom data in the file", "HC119")
            for value in element.attrib.values() if local(element) != "Sources" else ():  # that names a citation style
                if " " in value.strip():
                    _add(session, value, f"{name}/{local(element)}", "custom data in the file", "HC119")
