"""Which headers and footers a document's sections show."""

from __future__ import annotations

from scr_publish.parsing.docx.ooxml import Element, W, toggle


def is_shown(reference: Element, body: Element, even_pages: bool) -> bool:
    """Whether a section's reference to a header or footer is shown: by its own section, or by a later one that has none
    of that kind and so takes it over (ISO/IEC 29500-1, 17.10.2). `even_pages` says whether left and right pages have
    headers of their own."""
    kind = reference.get(W + "type", "default")
    if kind == "even":
        return even_pages
    if kind != "first":
        return True
    own = reference.getparent()
    after = False
    for section in body.iter(W + "sectPr"):
        if section is own:
            after = True
        elif after and any(r.get(W + "type") == kind for r in section.iterchildren(reference.tag)):
            return False
        if after and toggle(section, "titlePg"):
            return True
    return False
