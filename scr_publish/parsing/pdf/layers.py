"""Optional-content layers (ISO 32000-1, 8.11): which are off when the file is opened."""

from __future__ import annotations

import pikepdf


def layers_off(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The optional-content groups that the default configuration switches off."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return []
    groups = properties.get("/OCGs")
    default = properties.get("/D")
    if not isinstance(groups, pikepdf.Array) or not isinstance(default, pikepdf.Dictionary):
        return []
    if default.get("/BaseState") == pikepdf.Name.OFF:
        on = {group.objgen for group in default.get("/ON") or () if isinstance(group, pikepdf.Dictionary)}
        return [group for group in groups if group.objgen not in on]
    off = default.get("/OFF")
    return [group for group in off if isinstance(group, pikepdf.Dictionary)] if isinstance(off, pikepdf.Array) else []
