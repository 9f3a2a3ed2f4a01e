"""Which characters of a Markdown paragraph are notation and which are words.

markdown-it gives the pieces of a paragraph in order but not where they stand. Each piece has a known form in the
source, so a walk along the source finds them again. What the walk cannot explain stays words: better an asterisk too
many in a sentence than a name that no check reads.

The address in `[words](address)` stays in the paragraph as words, with its round brackets: an identifier in it
("…/jo.bloggs") is found, in its place. Only an address inside the document ("#findings") is notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Span = tuple[int, int]

_NOTATION = re.compile(r"[\\`*_\[\]<&!~]|  \n")
_AFTER_LINK = re.compile(
    r"\]\((?P<inner>\s*(?P<target><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?\s*)\)"
)
_REFERENCE = re.compile(r"\](?:\[[^\[\]]*\])?")
_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


class Inline:
    """Finds the notation in paragraphs of one document; `env` holds its link and footnote definitions."""

    def __init__(self, md: MarkdownIt, env: dict[str, Any]) -> None:
        self._md = md
        self._env = env

    def notation(self, content: str) -> tuple[list[Span], list[Span]]:
        """The spans of `content` that are notation, and those of forced line breaks (`<br>`), both in order."""
        if not _NOTATION.search(content):
            return [], []
        tokens: list[Token] = []
        self._md.inline.parse(content, self._md, self._env, tokens)
        walk = _Walk(content)
        walk.follow(tokens)
        return list(_merged(walk.spans)), walk.breaks

    def only_image(self, content: str) -> Span | None:
        """The span of the alternative text where a paragraph is one picture and nothing else."""
        if not content.startswith("!["):
            return None
        tokens: list[Token] = []
        self._md.inline.parse(content, self._md, self._env, tokens)
        if len(tokens) != 1 or tokens[0].type != "image":
            return None
        return 2, max(2, 2 + _label_end(content, 2))


def _label_end(content: str, start: int) -> int:
    """The length of a link's label: up to the bracket that closes it."""
    depth = 0
    at = start
    while at < len(content):
        if content[at] == "\\":
            at += 1
        elif content[at] == "[":
            depth += 1
        elif content[at] == "]":
            if depth == 0:
                return at - start
            depth -= 1
        at += 1
    return len(content) - start


class _Walk:
    def __init__(self, content: str) -> None:
        self.content = content
        self.at = 0
        self.spans: list[Span] = []
        self.breaks: list[Span] = []

    def follow(self, tokens: Sequence[Token]) -> None:
        """Walk along the source as the tokens go."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "link_open" and token.info == "auto":
                self._autolink()
                while tokens[i].type != "link_close":
                    i += 1
            else:
                self._step(token)
            i += 1

    def _step(self, token: Token) -> None:
        match token.type:
            case "text":
                self._words(token.content)
            case "text_special":
                self._special(token)
            case "html_inline":
                self._html(token.content)
            case "code_inline":
                self._code(token.markup)
            case "link_open":
                self._mark("[")
            case "link_close":
                self._after_link()
            case "image":
                self._mark("![")
                self.follow(token.children or [])
                self._after_link()
            case "footnote_ref":
                self._mark(f"[^{token.meta['label']}]")
            case "hardbreak":
                self._mark("\\")
            case "softbreak":
                pass
            case _:
                self._mark(token.markup)

    def _mark(self, notation: str) -> None:
        """Notation that stands here, or a little further on after white space or what could not be explained."""
        if not notation:
            return
        found = self.content.find(notation, self.at, self.at + 200)
        if found >= 0 and not self.content[self.at : found].strip():
            self.spans.append((found, found + len(notation)))
            self.at = found + len(notation)

    def _words(self, words: str) -> None:
        if words:
            found = self.content.find(words, self.at)
            if found >= 0:
                self.at = found + len(words)

    def _special(self, token: Token) -> None:
        """An escape: its backslash is notation. An entity (`&amp;`) stays as it is written."""
        found = self.content.find(token.markup, self.at)
        if found >= 0:
            if token.info == "escape":
                self.spans.append((found, found + 1))
            self.at = found + len(token.markup)

    def _html(self, tag: str) -> None:
        found = self.content.find(tag, self.at)
        if found < 0:
            return
        self.at = found + len(tag)
        if _BREAK.match(tag):
            self.breaks.append((found, self.at))
        self.spans += [(found + start, found + end) for start, end in tag_notation(tag)]

    def _code(self, ticks: str) -> None:
        self._mark(ticks)
        close = re.compile(rf"(?<!`){ticks}(?!`)").search(self.content, self.at)
        if close:
            self.spans.append(close.span())
            self.at = close.end()

    def _autolink(self) -> None:
        self._mark("<")
        close = self.content.find(">", self.at)
        if close >= 0:
            self.spans.append((close, close + 1))
            self.at = close + 1

    def _after_link(self) -> None:
        at = self.content.find("]", self.at)
        if at < 0:
            return
        found = _AFTER_LINK.match(self.content, at)
        if found:
            if found["target"].startswith("#"):
                self.spans.append(found.span())
            else:
                self.spans.append((at, at + 1))
        else:
            found = _REFERENCE.match(self.content, at)
            assert found
            self.spans.append(found.span())
        self.at = found.end()


_WORDED = re.compile(
    r"""\b(?:alt|title|href|src|content|cite|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


def tag_notation(tag: str) -> Iterator[Span]:
    """The parts of an HTML tag or comment that are notation: all of it but a comment's words and the values of
    attributes that hold words or addresses."""
    if tag.startswith("<!--"):
        yield 0, 4
        yield len(tag) - 3, len(tag)
        return
    at = 0
    for found in _WORDED.finditer(tag):
        group = found.lastindex or 0
        yield at, found.start(group)
        at = found.end(group)
    yield at, len(tag)


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Spans in order, with those that touch made one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if end <= start:
            continue
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
