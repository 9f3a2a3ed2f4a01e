"""Characters that a run names by font and code (`w:sym`) instead of holding them."""

from __future__ import annotations

from scr_publish.parsing.docx.data import symbols

_PRIVATE = 0xF000
"""Symbol fonts number their characters from here on (ISO/IEC 29500-1, 17.3.3.30)."""


def symbol(font: str, code: str) -> str:
    """The character: as Unicode where the font is an ordinary one, or where `symbols.toml` knows its looks."""
    try:
        value = int(code, 16)
    except ValueError:
        return "\ufffd"
    known = symbols().fonts.get(font.lower())
    if known is not None:
        return known.get(f"{value & 0xFF:02X}", "•")
    if _PRIVATE <= value <= _PRIVATE + 0xFF:
        value -= _PRIVATE
    return chr(value) if 0x20 <= value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
