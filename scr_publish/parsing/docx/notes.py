"""The stories beside the body: footnotes and endnotes, headers and footers, comments, building blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scr_publish.document import Kind, Surface
from scr_publish.parsing.builder import Run
from scr_publish.parsing.docx.content import Content
from scr_publish.parsing.docx.numbering import formatted
from scr_publish.parsing.docx.ooxml import Element, R, W, toggle
from scr_publish.parsing.docx.sections import is_shown
from scr_publish.parsing.docx.story import Place, Session, StoryReader
from scr_publish.parsing.docx.threads import read_threads

_AUTHORS = etree.XPath("descendant::*[not(self::w:comment)]/@w:author[normalize-space(.)]", namespaces={"w": W[1:-1]})
_HEADER_NAMES = {"first": "first-page ", "even": "even-page ", "default": ""}


@dataclass(frozen=True)
class _Furniture:
    """A header or footer and the first section that uses it."""

    part: str
    kind: Kind
    where: str
    used: bool = True


def read_story(session: Session, part: str, story: Element, parent: Element, path: str, place: Place) -> None:
    """Read a whole story, and report text in it that was not met."""
    reader = StoryReader(session, part, story)
    reader.read(parent, path, place)
    finish_story(session, reader, story, part)


def finish_story(session: Session, reader: StoryReader, story: Element, part: str) -> None:
    """Note the authors of a story's changes, and report a problem where it holds more text than was read: text in a
    place that Open XML does not give it."""
    session.authors.update(dict.fromkeys(_AUTHORS(story)))
    if reader.texts < sum(1 for _ in story.iter(W + "t", W + "delText")):
        session.builder.problem("DX205", f"text in an unusual place of {part}")
    if reader.unfinished:
        session.builder.problem("DX205", f"a field without an end in {part}")


def read_notes(session: Session, main: str, kind: str) -> None:
    """Add the footnotes (`kind` footnote) or endnotes in the order of their references, each with its number; then
    those that nothing refers to, which Word keeps but does not show."""
    for part in session.package.related(main, f"{kind}s"):
        root = session.package.xml(part)
        if root is None:
            continue
        reader = StoryReader(session, part, root)
        notes = {
            note.get(W + "id", ""): (note, f"{kind}s/{kind}[{i}]")
            for i, note in enumerate(root.iterchildren(W + kind), start=1)
        }
        referred = [identity for identity in session.notes[kind] if identity in notes]
        for count, identity in enumerate(referred, start=1):
            note, path = notes.pop(identity)
            shown = formatted(count, "decimal" if kind == "footnote" else "lowerRoman")
            reader.read(note, path, Place(f"{kind} {count}", Kind.FOOTNOTE, Surface.FOOTNOTE, number=shown))
        for note, path in notes.values():
            place = Place(f"{kind} that nothing refers to", Kind.FOOTNOTE, Surface.HIDDEN_TEXT, rule="HC109")
            reader.read(note, path, place)
        finish_story(session, reader, root, part)


def read_headers(session: Session, main: str, body: Element) -> None:
    """Add the headers and footers of every section, each part once; then those that no section uses."""
    for item in _furniture(session, main, body):
        root = session.package.xml(item.part)
        if root is None:
            continue
        name = item.part.rpartition("/")[2].removesuffix(".xml")
        surface = Surface.HEADER_FOOTER if item.used else Surface.HIDDEN_TEXT
        rule = "" if item.used else "HC109"
        read_story(session, item.part, root, root, name, Place(item.where, item.kind, surface, rule=rule))


def read_comments(session: Session, main: str) -> None:
    """Add the comments, one block each, that begins with who wrote it, so that names are checked."""
    for part in session.package.related(main, "comments"):
        root = session.package.xml(part)
        if root is None:
            continue
        reader = StoryReader(session, part, root)
        threads = read_threads(session.package, main, root)
        for i, comment in enumerate(root.iterchildren(W + "comment"), start=1):
            _read_comment(session, reader, comment, i, threads.get(i, ""))
        finish_story(session, reader, root, part)


def read_building_blocks(session: Session, main: str) -> None:
    """Add the building blocks that travel with the file (`w:glossaryDocument`), prompts of content controls left
    out."""
    for part in session.package.related(main, "glossaryDocument"):
        root = session.package.xml(part)
        if root is None:
            continue
        for i, block in enumerate(root.iter(W + "docPart"), start=1):
            body = block.find(W + "docPartBody")
            if body is not None and not _is_prompt(block):
                place = Place(f"building block {i}", Kind.METADATA, Surface.METADATA, rule="HC133")
                read_story(session, part, body, body, f"glossary/docPart[{i}]", place)


def _is_prompt(block: Element) -> bool:
    types = block.iterfind(f"{W}docPartPr/{W}types/{W}type")
    return any(kind.get(W + "val") == "bbPlcHdr" for kind in types)


def _read_comment(session: Session, reader: StoryReader, comment: Element, count: int, thread: str) -> None:
    path = f"comments/comment[{count}]"
    anchor = session.comments.get(comment.get(W + "id", ""))
    where = f"comment {count} on {anchor}" if anchor else f"comment {count}"
    day = re.match(r"\d{4}-\d\d-\d\d", comment.get(W + "date", ""))
    where += (f" of {day[0]}" if day else "") + thread
    contents = [
        reader.content(paragraph, f"{path}/p[{j}]") for j, paragraph in enumerate(comment.iter(W + "p"), start=1)
    ]
    runs = [Run(f"Comment by {_author(comment)}: ", path), *_joined(contents)]
    session.builder.add(Kind.COMMENT, runs, surface=Surface.COMMENT, path=path, where=where)
    for content in contents:
        reader.add_asides(content, Place(where, Kind.COMMENT, Surface.COMMENT))


def _has_even_pages(session: Session, main: str) -> bool:
    """Whether left and right pages have headers of their own; without settings, those that are there are shown."""
    for part in session.package.related(main, "settings"):
        root = session.package.xml(part)
        if root is not None:
            return bool(toggle(root, "evenAndOddHeaders"))
    return False


def _author(comment: Element) -> str:
    """The author with the initials where they add something: "Jo Bright (JB)"."""
    author = comment.get(W + "author", "").strip()
    initials = comment.get(W + "initials", "").strip()
    if not author:
        return initials or "an unnamed author"
    return f"{author} ({initials})" if initials and initials != author else author


def _joined(contents: list[Content]) -> Iterator[Run]:
    for i, content in enumerate(c for c in contents if c.runs):
        if i:
            yield Run("\n")
        yield from content.runs


def _furniture(session: Session, main: str, body: Element) -> Iterator[_Furniture]:
    relationships = session.package.relationships(main)
    even = _has_even_pages(session, main)
    seen: set[str] = set()
    for count, section in enumerate(body.iter(W + "sectPr"), start=1):
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            kind = Kind.HEADER if reference.tag == W + "headerReference" else Kind.FOOTER
            relationship = relationships.get(reference.get(R + "id", ""))
            if relationship is None or relationship.external or relationship.target in seen:
                continue
            seen.add(relationship.target)
            which = reference.get(W + "type", "default")
            used = is_shown(reference, body, even)
            where = f"{_HEADER_NAMES.get(which, '')}{kind.value} of section {count}"
            yield _Furniture(relationship.target, kind, where if used else f"{where}, not in use", used)
    for kind in (Kind.HEADER, Kind.FOOTER):
        for part in session.package.related(main, kind.value):
            if part not in seen:
                seen.add(part)
                yield _Furniture(part, kind, f"{kind.value} that no section uses", used=False)
