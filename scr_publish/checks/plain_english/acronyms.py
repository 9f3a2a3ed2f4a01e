"""Acronyms: where each is used and where it is explained, and the glossary of the document.

An explanation is "Multi-Agency Safeguarding Hub (MASH)", "MASH (Multi-Agency Safeguarding Hub)", or an entry of the
document's own glossary. Whether words spell an acronym is decided as Schwartz and Hearst do (A simple algorithm for
identifying abbreviation definitions in biomedical text, 2003): its letters, from the last to the first, are found in
order in the words before it, the first letter at the start of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.prose import Prose, ProsePassage, under_heading
from scr_publish.checks.plain_english.settings import load_data, settings
from scr_publish.config.toml import Settings
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Passage

ACRONYM = r"(?:[A-Z]{2,7}|[A-Z][a-z]?[A-Z]{1,5}|[A-Z]&[A-Z])"
_USE = re.compile(rf"(?<![\w&.@/-])(?<!\d )({ACRONYM})(?:'?s)?(?![\w&@])(?![- /]\d)")
_AFTER_WORDS = re.compile(rf"\(\s*(?:the |or |an? )?[\"']?({ACRONYM})(?:'?s)?[\"']?(?:\s*[;,][^)]*)?\s*\)")
_BEFORE_WORDS = re.compile(rf"(?<![\w&])({ACRONYM})(?:'?s)?\s+\(([^()]{{5,90}})\)")
_ENTRY = re.compile(rf"^({ACRONYM})(?:'?s)?\s*(?:[:=\u2013\u2014-]|\t|\s{{2,}})\s*(\S.{{3,120}})$")
_ROMAN = re.compile(r"^(?:X{0,3})(?:IX|IV|V?I{0,3})$")
_SHOUT_BEFORE = re.compile(r"\b[A-Z]{3,} $")
_SHOUT_AFTER = re.compile(r" [A-Z]{3,}\b")


class AcronymData(Settings):
    """All of `acronyms.toml`."""

    known: frozenset[str]
    words: frozenset[str]
    code_words: frozenset[str]
    sector: dict[str, str]


@cache
def acronym_data() -> AcronymData:
    """The acronyms that ship with the program. Keys of `sector` are in capitals."""
    return load_data("acronyms.toml", AcronymData)


@dataclass(frozen=True)
class Explanation:
    """What an acronym stands for, as the document says it, and where (linear offsets of words and acronym)."""

    words: str
    start: int
    end: int
    in_glossary: bool = False

    @property
    def folded(self) -> str:
        """The words for comparison: case, hyphens, plurals and "the" do not make a second meaning."""
        words = re.sub(r"[^\w\s]", " ", self.words.replace("'s", "s").casefold()).split()
        return " ".join(word.rstrip("s") for word in words if word not in ("the", "a", "an", "and", "of"))

    def differs_from(self, other: Explanation) -> bool:
        """Whether the two are two meanings: not where one only adds a word ("… panel", "… plan") to the other."""
        return self.folded not in other.folded and other.folded not in self.folded


@dataclass
class Acronym:
    """An acronym of the document: where prose uses it without explaining it, and what it is said to stand for."""

    name: str
    uses: list[tuple[int, int]] = field(default_factory=list)
    explained: list[Explanation] = field(default_factory=list)

    @property
    def meaning(self) -> str:
        """What the document says that it stands for, else what it stands for in safeguarding work, else nothing."""
        if self.explained:
            return self.explained[0].words
        return acronym_data().sector.get(self.name.upper(), "")


def acronyms_of(subject: Subject, prose: Prose) -> dict[str, Acronym]:
    """Every acronym that prose uses or the document explains, by its name, in the order of the document."""
    found: dict[str, Acronym] = {}
    glossary_blocks = _glossary_blocks(subject)
    for passage in subject.language.passages:
        block = passage.block
        if not block.is_printed or block.kind is Kind.TOC:
            continue
        for name, explanation in _explanations(passage, in_glossary=block.start in glossary_blocks):
            found.setdefault(name, Acronym(name)).explained.append(explanation)
    for name, explanation in _table_entries(subject):
        found.setdefault(name, Acronym(name)).explained.append(explanation)
    codes = _codes(subject)
    for prose_passage in prose.passages:
        for name, start, end in _uses(prose_passage, codes):
            acronym = found.setdefault(name, Acronym(name))
            if not any(e.start <= start < e.end for e in acronym.explained):
                acronym.uses.append((start, end))
    for acronym in found.values():
        acronym.explained.sort(key=lambda e: e.start)
    return dict(sorted(found.items(), key=lambda item: _first_place(item[1])))


def _first_place(acronym: Acronym) -> int:
    return min([start for start, _ in acronym.uses] + [e.start for e in acronym.explained], default=0)


def _glossary_blocks(subject: Subject) -> set[int]:
    headings = settings().prose.glossary_headings
    sections = (s for s in subject.document.sections if under_heading(subject.document, s, headings))
    return {block.start for section in sections for block in section.blocks}


def _explanations(passage: Passage, *, in_glossary: bool) -> Iterator[tuple[str, Explanation]]:
    text = passage.text
    if "(" in text:
        for match in _AFTER_WORDS.finditer(text):
            start = spelled_from(match[1], text[: match.start()].rstrip())
            if start is not None:
                span = passage.source_span(start, match.end())
                yield match[1], Explanation(text[start : match.start()].rstrip(" \"'"), *span, in_glossary)
        for match in _BEFORE_WORDS.finditer(text):
            if spelled_from(match[1], match[2]) == 0:
                yield match[1], Explanation(match[2].strip(), *passage.source_span(*match.span()), in_glossary)
    if in_glossary:
        entry = _ENTRY.match(text)
        if entry:
            yield entry[1], Explanation(entry[2].strip(), *passage.source_span(*entry.span()), in_glossary)


def _table_entries(subject: Subject) -> Iterator[tuple[str, Explanation]]:
    """Rows of a table whose first cell is an acronym that the second one spells."""
    for cells in subject.document.tables:
        for first, second in pairwise(cells):
            if not (first.cell and second.cell) or first.cell.row != second.cell.row or first.cell.column != 1:
                continue
            name, words = subject.document.plain(first), subject.document.plain(second)
            if re.fullmatch(ACRONYM, name) and spelled_from(name, words[:120]) == 0:
                yield name, Explanation(words, first.start, second.end, in_glossary=True)


def spelled_from(acronym: str, words: str) -> int | None:
    """Where the words that spell an acronym begin, at the end of some text; None where they do not spell it.

    No more words than twice its letters are looked at, as Schwartz and Hearst do."""
    letters = [c for c in acronym.lower() if c.isalnum()]
    window = list(re.finditer(r"[\w'&]+", words))[-min(len(letters) + 5, len(letters) * 2) :]
    if len(window) < 2:
        return None
    lower, at = words.lower(), len(words)
    for i in range(len(letters) - 1, -1, -1):
        while True:
            at -= 1
            if at < window[0].start():
                return None
            starts_word = at == 0 or not (lower[at - 1].isalnum() or lower[at - 1] == "'")
            if lower[at] == letters[i] and (i > 0 or starts_word):
                break
    spelled = [match for match in window if match.start() >= at]
    initials = sum(match[0][0].lower() in letters for match in spelled)
    return at if len(spelled) >= 2 and initials * 2 >= len(letters) else None


def _codes(subject: Subject) -> frozenset[str]:
    """Capitals that stand for people or places of the case: those after "Child", "Family" and the like anywhere in the
    document, and the names that the case file declares."""
    words = "|".join(sorted(acronym_data().code_words))
    text = subject.document.text
    found = set()
    for match in re.finditer(rf"(?i:\b(?:{words})) ((?:[A-Z]{{1,3}}\d?(?:, | and | or |\b))+)(?![a-z])", text):
        found |= set(re.findall(r"[A-Z]{1,3}", match[1]))
    if subject.case:
        declared = (*subject.case.pseudonyms, *subject.case.pseudonyms.values())
        shown = (identity.shown_as for identity in subject.case.identities)
        found |= {part for name in (*declared, *shown) for part in name.split() if part.isupper()}
    return frozenset(found - set(acronym_data().sector))


def _uses(passage: ProsePassage, codes: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Each use of an acronym in a passage of prose. Words in capitals for stress, numbers of chapters, codes of people
    and what everybody knows are left out."""
    text, data = passage.text, acronym_data()
    for match in _USE.finditer(text):
        name = match[1]
        if name in data.known or name in data.words or name in codes or _ROMAN.match(name):
            continue
        if name.upper() not in data.sector and _is_no_acronym(passage.passage, text, match):
            continue
        yield name, *passage.passage.source_span(match.start(1), match.end(1))


def _is_no_acronym(passage: Passage, text: str, match: re.Match[str]) -> bool:
    """For capitals that no list knows: a shouted sentence, two letters (more often a
    person than a service), a mixed name, or by the language pass
    the name of anything but an organisation, or a part of a longer one."""
    if _SHOUT_BEFORE.search(text, max(0, match.start() - 60), match.start()) or _SHOUT_AFTER.match(text, match.end()):
        return True
    if len(match[1]) == 2 or any(c.islower() for c in match[1]):
        return True
    span = passage.doc.char_span(match.start(1), match.end(1))
    if span is None or not span[0].ent_type_:
        return False
    return span[0].ent_type_ not in ("ORG", "HEALTHCARE") or span[0].ent_iob_ == "I"
