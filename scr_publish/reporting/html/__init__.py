"""The assessment as one self-contained HTML page, for a screen, a telephone, a printer and a screen reader."""

from scr_publish.reporting.html.page import style_tokens, to_html

__all__ = ["style_tokens", "to_html"]
