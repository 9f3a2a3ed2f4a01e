"""Hostile text, Markdown, HTML and RTF."""

from __future__ import annotations

import os
from random import Random

from tests.builders.hostile import GOOD, READ, Hostile

_MANY = 100_000


def _rtf(body: str) -> bytes:
    return f"{{\\rtf1\\ansi {GOOD}\\par {body}}}".encode("latin-1")


def _html(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{GOOD}</p>{body}</body></html>".encode()


def _md(body: str) -> bytes:
    return f"{GOOD}\n\n{body}\n".encode()


def _txt(body: str) -> bytes:
    return f"{GOOD}\n\n{body}\n".encode()


def _utf7(html: bool) -> bytes:
    words = "+ADw-script+AD4-x+ADw-/script+AD4-"
    return _html(words, '<meta charset="utf-7">') if html else _txt(words)


_LOOP = "<table>" * 3000

TEXTS = (
    Hostile("RTF: data longer than the file", "a.rtf", lambda: _rtf("{\\pict\\bin2000000000 xx}"), "DX104|DX205|read"),
    Hostile("RTF: data of negative length", "a.rtf", lambda: _rtf("{\\pict\\bin-5 xx}"), READ),
    Hostile("RTF: data without a length", "a.rtf", lambda: _rtf("{\\pict\\bin xx}"), READ),
    Hostile("RTF: a number of 100,000 digits", "a.rtf", lambda: _rtf(f"\\fs{'9' * _MANY} x\\u{'9' * _MANY}?"), READ),
    Hostile("RTF: deep", "a.rtf", lambda: _rtf("{" * _MANY + "}" * _MANY), "DX106"),
    Hostile("RTF: a million closing braces", "a.rtf", lambda: _rtf("}" * 1_000_000), "DX104|read"),
    Hostile("RTF: 50,000 groups", "a.rtf", lambda: _rtf("{\\b a}" * 50_000), READ),
    Hostile("RTF: 100,000 fonts", "a.rtf", lambda: _rtf("{\\fonttbl" + "".join(f"{{\\f{n} F;}}" for n in range(_MANY)) + "}"), READ),
    Hostile("RTF: 100,000 cells in a row", "a.rtf", lambda: _rtf("\\trowd" + "".join(f"\\cellx{n}" for n in range(1, _MANY)) + "\\intbl a" + "\\cell" * _MANY + "\\row"), READ),
    Hostile("RTF: an object whose data is no object", "a.rtf", lambda: _rtf("{\\object\\objemb{\\*\\objdata " + "ff" * _MANY + "}}"), "DX205"),
    Hostile("RTF: bytes that skip each other", "a.rtf", lambda: _rtf("\\uc32767\\u65?" * 20_000), READ),
    Hostile("HTML: a million open tags", "a.html", lambda: _html("<b>" * 1_000_000), "DX205"),
    Hostile("HTML: deep", "a.html", lambda: _html("<div>" * _MANY + "x" + "</div>" * _MANY), "DX205"),
    Hostile("HTML: tables in tables", "a.html", lambda: _html(_LOOP), "DX205"),
    Hostile("HTML: formatting that is never closed", "a.html", lambda: _html("<p><a><b><i>" * 20_000), "DX205"),
    Hostile("HTML: an element with 100,000 attributes", "a.html", lambda: _html("<p " + " ".join(f"a{n}=x" for n in range(_MANY)) + ">x</p>"), "DX106"),
    Hostile("HTML: a comment that never ends", "a.html", lambda: _html("<!--" + "<!-" * 300_000), READ),
    Hostile("HTML: a million entities", "a.html", lambda: _html("&amp" * 1_000_000), READ),
    Hostile("HTML: a cell across a billion columns", "a.html", lambda: _html('<table><tr><td colspan="1000000000" rowspan="1000000000">x</td></tr></table>'), READ),
    Hostile("HTML: a style of 100,000 selectors", "a.html", lambda: _html("<p class=a>x</p>", "<style>" + "a,b>c~d " * _MANY + "{display:none}</style>"), READ),
    Hostile("HTML: pictures and frames elsewhere", "a.html", lambda: _html('<img src="http://127.0.0.1:9/a.png"><iframe src="file:///etc/passwd"></iframe>', '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><base href="file:///">'), READ),
    Hostile("HTML: entities of its own", "a.html", lambda: b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>' + GOOD.encode() + b"&a;</p></body></html>", READ),
    Hostile("HTML: in UTF-7", "a.html", lambda: _utf7(html=True), "DX107|read"),
    Hostile("HTML: a PDF too", "a.html", lambda: _html("x").replace(b"<html>", b"<html><!--%PDF-1.7\n1 0 obj\n<<>>\nendobj\n-->"), READ + "|DX104"),
    Hostile("HTML: data in a link, packed again and again", "a.html", lambda: _html('<img src="data:image/png;base64,' + "A" * 4_000_000 + '">'), READ + "|DX205"),
    Hostile("Markdown: brackets that open", "a.md", lambda: _md("[" * _MANY), READ),
    Hostile("Markdown: links in links", "a.md", lambda: _md("[a](" * 50_000), READ),
    Hostile("Markdown: pictures in pictures", "a.md", lambda: _md("![" * 50_000), READ),
    Hostile("Markdown: stars", "a.md", lambda: _md("*a_ " * 50_000), READ),
    Hostile("Markdown: stars without words", "a.md", lambda: _md("*" * _MANY + "a" + "*" * _MANY), READ),
    Hostile("Markdown: emphasis of two kinds", "a.md", lambda: _md("**x *" * 50_000), READ),
    Hostile("Markdown: code marks of growing length", "a.md", lambda: _md("".join("e" + "`" * n for n in range(600))), READ),
    Hostile("Markdown: pointed brackets", "a.md", lambda: _md("<" * _MANY + "<!--" * 20_000 + "<?" * 20_000 + "<!A " * 20_000), READ),
    Hostile("Markdown: quotations in quotations", "a.md", lambda: _md(">" * 50_000 + " a"), READ),
    Hostile("Markdown: lists in lists", "a.md", lambda: _md("- " * 20_000 + "a"), READ),
    Hostile("Markdown: lists on deeper and deeper lines", "a.md", lambda: _md("\n".join("  " * n + "- a" for n in range(1500))), READ),
    Hostile("Markdown: a table of 100,000 columns", "a.md", lambda: _md("|" * _MANY + "\n" + "|-" * _MANY + "|\n" + "|a" * _MANY), READ),
    Hostile("Markdown: wide head, many short rows", "a.md", lambda: _md("|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "|b|\n" * 20_000), READ),
    Hostile("Markdown: references to references", "a.md", lambda: _md("".join(f"[a{n}]: /x\n" for n in range(50_000)) + "[a1]" * 50_000), READ),
    Hostile("Markdown: dollar and backslash", "a.md", lambda: _md("\\" * _MANY + "$" * _MANY), READ),
    Hostile("Markdown: footnotes in footnotes", "a.md", lambda: _md("[^1]" * 20_000 + "\n\n[^1]: [^1] a" + "[^1" * 3000), READ),
    Hostile("Markdown: HTML that opens", "a.md", lambda: _md("<b>" * _MANY + "\n\n" + "<div>\n" * 50_000), "DX106|read"),
    Hostile("text: a line of 20 MB", "a.txt", lambda: _txt("word " * 4_000_000), READ),
    Hostile("text: a word of 20 MB", "a.txt", lambda: _txt("a" * 20_000_000), READ),
    Hostile("text: two million line ends", "a.txt", lambda: _txt("\r" * 1_000_000 + "a\n" * 500_000), READ),
    Hostile("text: zeros between the words", "a.txt", lambda: _txt("Kester\x00Orrell " * 1000), "DX107"),
    Hostile("text: UTF-16 that breaks off", "a.txt", lambda: b"\xff\xfe" + _txt("x").decode().encode("utf-16-le")[:-1], "DX107|read"),
    Hostile("text: UTF-16 with halves of letters", "a.txt", lambda: b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8" * 500, "DX107|read"),
    Hostile("text: UTF-16 without a mark", "a.txt", lambda: (GOOD * 50).encode("utf-16-le"), "DX107|read"),
    Hostile("text: UTF-7", "a.txt", lambda: _utf7(html=False), READ),
    Hostile("text: overlong UTF-8", "a.txt", lambda: _txt("x").replace(b"x", b"\xc0\xaf" * 500), "DX107|read"),
    Hostile("text: a million joining marks", "a.txt", lambda: _txt("a" + "\u0301" * 500_000), READ),
    Hostile("text: turned about", "a.txt", lambda: _txt("\u202e\u2066" * _MANY), READ),
    Hostile("text: noise", "a.txt", lambda: Random(3).randbytes(200_000), "DX107"),
    Hostile("text: with a Word file's name", "a.docx", lambda: _txt("x"), "DX109"),
    Hostile("text: a cut zip by its first bytes", "a.docx", lambda: b"PK\x03\x04" + os.urandom(2000), "DX104"),
)  # fmt: skip
