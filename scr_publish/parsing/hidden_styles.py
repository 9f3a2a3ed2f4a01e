"""What a web page's own styles hide: the `style` attribute, and simple rules of its style sheets.

Only rules whose selector is one element, class or id are followed; no browser's cascade is rebuilt."""

from __future__ import annotations

import re
from typing import Any

_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$|})|"
    r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$|}))",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z][\w-]*)?(?:\.([\w-]+)|#([\w-]+))?", re.IGNORECASE)


class HiddenStyles:
    """Tells whether an element of one page is hidden by itself; what stands in it is hidden with it."""

    def __init__(self, root: Any) -> None:
        self._rules: set[tuple[str, str, str]] = set()
        for sheet in root.iter("style"):
            for selectors, body in _RULE.findall(sheet.text_content() or ""):
                if _HIDING.search(body):
                    self._rules |= {found for one in selectors.split(",") if (found := _simple(one.strip()))}

    def hides(self, node: Any) -> bool:
        """Whether the element has the attribute `hidden`, or a style that hides it."""
        if node.get("hidden") is not None or _HIDING.search(node.get("style", "")):
            return True
        if node.tag == "input" and node.get("type", "").lower() == "hidden":
            return True
        if not self._rules:
            return False
        tag, classes, name = node.tag, node.get("class", "").split(), node.get("id", "")
        return any(
            (not rule_tag or rule_tag == tag)
            and (not rule_class or rule_class in classes)
            and (not rule_id or rule_id == name)
            for rule_tag, rule_class, rule_id in self._rules
        )


def _simple(selector: str) -> tuple[str, str, str] | None:
    found = _SELECTOR.fullmatch(selector)
    if not found or not selector:
        return None
    return (found[1] or "").lower(), found[2] or "", found[3] or ""
