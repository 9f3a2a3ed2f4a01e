"""Fields become their results where their instruction gives something away, or would show nothing any more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scr_publish.parsing.docx.data import fields
from scr_publish.parsing.docx.fields import Field, link_of
from scr_publish.parsing.docx.ooxml import Element, W, attribute, integer
from scr_publish.parsing.places import is_local
from scr_publish.rewriting.clean.docx.trees import remove, remove_run_child, unwrap
from scr_publish.rewriting.clean.report import Log

_FROM_PROPERTIES = frozenset(
    {"AUTHOR", "COMMENTS", "CREATEDATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "FILENAME", "FILESIZE", "INFO",
     "KEYWORDS", "LASTSAVEDBY", "NUMCHARS", "NUMWORDS", "PRINTDATE", "REVNUM", "SAVEDATE", "SUBJECT", "TEMPLATE",
     "TITLE", "USERADDRESS", "USERINITIALS", "USERNAME", "BIBLIOGRAPHY", "CITATION", "EMBED", "SHAPE", "RD"}
)  # fmt: skip
"""Fields that a program makes anew from properties that are no longer there, or from the reader's own settings."""
_TIP = re.compile(r'\\o\s+(?:"(?:[^"\\]|\\.)*"|\S+)', re.IGNORECASE)


@dataclass
class _Open:
    """A field while its marks are gone through: the marks and the content of its instruction."""

    begin: Element
    marks: list[Element]
    instruction: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    shown: bool = False


def clean_fields(story: Element, where: str, log: Log) -> None:
    """Take the instructions of a story's fields out where they say too much; the results stay."""
    for simple in list(story.iter(W + "fldSimple")):
        if _goes(simple.get(W + "instr", "")):
            log.removed("fields (their results stay)", where)
            unwrap(simple, leave=frozenset({W + "fldData"}))
    marks = list(story.iter(W + "fldChar", W + "instrText", W + "t", W + "drawing", W + "pict", W + "sym", W + "tab"))
    open_fields: list[_Open] = []
    done: list[_Open] = []
    for element in marks:
        kind = element.get(W + "fldCharType") if element.tag == W + "fldChar" else ""
        if kind == "begin":
            for outer in open_fields:
                if not outer.shown:
                    outer.instruction.append(element)
            open_fields.append(_Open(element, [element]))
        elif kind == "separate" and open_fields:
            _inside(open_fields[:-1], element)
            open_fields[-1].shown = True
            open_fields[-1].marks.append(element)
        elif kind == "end" and open_fields:
            last = open_fields.pop()
            _inside(open_fields, element)
            last.marks.append(element)
            done.append(last)
        else:
            _inside(open_fields, element)
            if open_fields and not open_fields[-1].shown and element.tag == W + "instrText":
                open_fields[-1].words.append(element.text or "")
    for item in done:
        _clean_field(item, where, log)


def _inside(open_fields: list[_Open], element: Element) -> None:
    for outer in open_fields:
        if not outer.shown:
            outer.instruction.append(element)


def _clean_field(item: _Open, where: str, log: Log) -> None:
    instruction = "".join(item.words)
    _clean_form(item, where, log)
    if _goes(instruction):
        log.removed("fields (their results stay)", where)
        for element in [*item.instruction, *item.marks]:
            if element.getparent() is not None:
                remove_run_child(element)
    elif _TIP.search(instruction) and instruction.split()[0].upper() == "HYPERLINK":
        log.removed("tips of links", where)
        texts = [e for e in item.instruction if e.tag == W + "instrText"]
        texts[0].text = _TIP.sub("", instruction)
        for other in texts[1:]:
            other.text = ""


def _goes(instruction: str) -> bool:
    read = Field([instruction])
    if read.name == "HYPERLINK":
        return is_local(link_of(read)[0])
    return read.name in _FROM_PROPERTIES or not (read.name in fields().silent or read.name.startswith("="))


def _clean_form(item: _Open, where: str, log: Log) -> None:
    """A form field of the old kind keeps what shows: the choice of a list becomes text, help and names go."""
    data = item.begin.find(W + "ffData")
    if data is None:
        return
    choices = data.find(W + "ddList")
    if choices is not None:
        entries = [entry.get(W + "val", "") for entry in choices.iterchildren(W + "listEntry")]
        chosen = integer(attribute(choices, "result")) or 0
        run = item.begin.getparent()
        if run is not None and chosen < len(entries):
            text = run.makeelement(W + "t")
            text.text = entries[chosen]
            run.insert(run.index(item.begin), text)
        for element in [*item.instruction, *item.marks[1:]]:
            if element.getparent() is not None:
                remove_run_child(element)
        remove(item.begin)
        log.removed("lists of form fields (the choice stays)", where)
        return
    for name in ("name", "helpText", "statusText", "entryMacro", "exitMacro"):
        for child in list(data.iterchildren(W + name)):
            if name != "name":
                log.removed("helps of form fields", where)
            remove(child)
    for default in list(data.iterfind(f"{W}textInput/{W}default")):
        log.removed("defaults of form fields", where)
        remove(default)
