"""What a web page's own styles hide: the `style` attribute, and simple rules of its style sheets. Hidden is also what
has its background's colour, a speck's size, or a place far off the page.

Only rules whose selector is one element, class or id are followed; no browser's cascade is rebuilt."""

from __future__ import annotations

import re
from typing import Any

from scr_publish.parsing.docx.appearance import OFF_PAGE, SAME_COLOUR, TINY, Unseen
from scr_publish.parsing.docx.colours import LEAST_CONTRAST, contrast

_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$|})|"
    r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$|}))",
    re.IGNORECASE,
)
_OFF_PAGE = re.compile(
    r"(?:^|[;{\s])(?:(?:left|top|right|margin-left|text-indent)\s*:\s*-\d{4,}(?:\.\d+)?(?:px|pt|em|rem)?)",
    re.IGNORECASE,
)
_TINY = re.compile(
    r"(?:^|[;{\s])font-size\s*:\s*(?:[012](?:\.\d+)?(?:px|pt)|0?\.1\d*(?:em|rem))\s*(?:;|!|$|})", re.IGNORECASE
)
_COLOUR = re.compile(r"(?:^|[;{\s])color\s*:\s*([^;!}]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|[;{\s])background(?:-color)?\s*:\s*([^;!}]+)", re.IGNORECASE)
_FOR_READERS = re.compile(r"visually-?hidden|sr-only|screen-?reader|assistive|a11y", re.IGNORECASE)
"""Classes of text that is meant for screen readers and so is kept off the screen."""
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z][\w-]*)?(?:\.([\w-]+)|#([\w-]+))?", re.IGNORECASE)


class HiddenStyles:
    """Tells whether an element of one page is hidden by itself; what stands in it is hidden with it."""

    def __init__(self, root: Any) -> None:
        self._rules: list[tuple[tuple[str, str, str], str]] = []
        for sheet in root.iter("style"):
            for selectors, body in _RULE.findall(sheet.text_content() or ""):
                self._rules += [(found, body) for one in selectors.split(",") if (found := _simple(one.strip()))]

    def hides(self, node: Any) -> bool:
        """Whether the element has the attribute `hidden`, or a style that hides it."""
        if node.get("hidden") is not None or _HIDING.search(node.get("style", "")):
            return True
        if node.tag == "input" and node.get("type", "").lower() == "hidden":
            return True
        return any(_HIDING.search(body) for body in self._bodies(node))

    def unseen(self, node: Any) -> Unseen | None:
        """Why the text of an element that is not hidden cannot be seen; None where it can. Only what the element and
        the elements round it say themselves is known."""
        styles = [*self._bodies(node), node.get("style", "")]
        if any(_OFF_PAGE.search(style) for style in styles):
            return None if _FOR_READERS.search(node.get("class", "")) else OFF_PAGE
        if any(_TINY.search(style) for style in styles):
            return TINY
        own = next((c for style in reversed(styles) if (c := _found(_COLOUR, style))), "") or _digits(
            node.get("color", "")
        )
        if not own:
            return None
        behind = self._behind(node)
        return SAME_COLOUR if behind and contrast(own, behind) < LEAST_CONTRAST else None

    def _behind(self, node: Any) -> str:
        """The colour behind an element: the nearest one that is set, white where none is, empty where it is a picture
        or a name that is not known."""
        while node is not None and isinstance(node.tag, str):
            for style in (node.get("style", ""), *reversed(self._bodies(node))):
                said = _BACKGROUND.search(style)
                if said and said[1].strip().lower() not in ("none", "transparent", "inherit", "initial"):
                    return _found(_BACKGROUND, style)
            if node.get("bgcolor"):
                return _digits(node.get("bgcolor"))
            node = node.getparent()
        return "FFFFFF"

    def _bodies(self, node: Any) -> list[str]:
        """The rules of the page's style sheets that meet an element."""
        if not self._rules:
            return []
        tag, classes, name = node.tag, node.get("class", "").split(), node.get("id", "")
        return [
            body
            for (rule_tag, rule_class, rule_id), body in self._rules
            if (not rule_tag or rule_tag == tag)
            and (not rule_class or rule_class in classes)
            and (not rule_id or rule_id == name)
        ]


def _found(pattern: re.Pattern[str], style: str) -> str:
    said = pattern.search(style)
    return _digits(said[1].strip()) if said else ""


def _digits(colour: str) -> str:
    """A colour's six hexadecimal digits; empty where it is one that is not known here."""
    colour = colour.strip().lower()
    if colour in ("white", "black"):
        return {"white": "FFFFFF", "black": "000000"}[colour]
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return "".join(digit * 2 for digit in colour[1:]).upper()
    if re.fullmatch(r"#[0-9a-f]{6}", colour):
        return colour[1:].upper()
    found = re.fullmatch(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+1?)?\s*\)", colour)
    return "".join(f"{min(255, int(part)):02X}" for part in found.groups()) if found else ""


def _simple(selector: str) -> tuple[str, str, str] | None:
    found = _SELECTOR.fullmatch(selector)
    if not found or not selector:
        return None
    return (found[1] or "").lower(), found[2] or "", found[3] or ""
