"""Web pages, one for each thing that they can hide."""

from __future__ import annotations

import base64

from scr_publish.document import Surface
from tests.builders.pictures import picture, with_exif
from tests.hidden.rows import NAME, Row


def page(body: str = "", head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Child H</title>{head}</head>'
        f"<body><h1>What happened</h1><p>Child H was seen at school.</p>{body}</body></html>"
    ).encode()


def shown(data: bytes) -> str:
    return f'<img alt="A house" src="data:image/jpeg;base64,{base64.b64encode(data).decode()}">'


def _rows() -> list[Row]:
    plain = page()
    word = f"<!--[if gte mso 9]><xml><o:Author>{NAME}</o:Author></xml><![endif]-->"
    return [
        Row("comment", page(f"<!-- ask {NAME} -->"), plain, "HC101", Surface.COMMENT),
        Row("deletion", page(f"<p>Seen <del>with {NAME}</del>.</p>"), plain, "HC102", Surface.REVISION),
        Row("hidden element", page(f'<p style="display:none">{NAME}</p>'), page('<p style="display:block">Words.</p>'),
            "HC103", Surface.HIDDEN_TEXT),
        Row("hidden by a style sheet", page(f'<p class="n">{NAME}</p>', "<style>.n { visibility: hidden }</style>"),
            page('<p class="n">Words.</p>', "<style>.n { color: #333 }</style>"), "HC103", Surface.HIDDEN_TEXT),
        Row("white text", page(f'<p>Seen <span style="color:#fff">{NAME}</span>.</p>'),
            page('<div style="background:#203864"><p style="color:white">White on blue.</p></div>'), "HC105",
            Surface.HIDDEN_TEXT),
        Row("text of one pixel", page(f'<p style="font-size:1px">{NAME}</p>'), page('<p style="font-size:11px">Words.</p>'),
            "HC106", Surface.HIDDEN_TEXT),
        Row("text off the page", page(f'<p style="position:absolute; left:-9999px">{NAME}</p>'),
            page('<p class="visually-hidden" style="position:absolute; left:-9999px">Skip to content</p>'), "HC108",
            Surface.OFF_PAGE),
        Row("author", page(head=f'<meta name="author" content="{NAME}">'), page(head='<meta name="viewport" '
            'content="width=device-width">'), "HC104", Surface.METADATA),
        Row("keywords", page(head=f'<meta name="keywords" content="{NAME}">'), plain, "HC135", Surface.METADATA),
        Row("meta tag", page(head=f'<meta name="case-worker" content="{NAME}">'), plain, "HC137", Surface.METADATA),
        Row("data attribute", page(f'<p data-client="{NAME}">Words.</p>'), page('<p class="client">Words.</p>'), "HC137",
            Surface.METADATA),
        Row("note in a style sheet", page(head=f"<style>/* ask {NAME} */ p {{ margin: 1em }}</style>"),
            page(head="<style>p { margin: 1em }</style>"), "HC137", Surface.METADATA),
        Row("script", page(f'<script>var client = "{NAME}";</script>'), plain, "HC138", Surface.METADATA),
        Row("script of an event", page(f'<p onclick="show(\'{NAME}\')">Words.</p>'), plain, "HC138", Surface.METADATA),
        Row("tool tip", page(f'<p title="{NAME}">Words.</p>'), plain, "HC139", Surface.ALT_TEXT),
        Row("Word's data", page(word), plain, "HC140", Surface.METADATA),
        Row("link to a folder", page(f'<p><a href="file:///C:/Cases/{NAME}/plan.docx">the plan</a></p>'),
            page('<p><a href="plan.docx">the plan</a></p>'), "HC123", Surface.LINK),
        Row("hidden form field", page(f'<form><input type="hidden" value="{NAME}"></form>'), plain, "HC136",
            Surface.FORM_FIELD),
        Row("picture's EXIF", page(shown(with_exif(NAME))), page(shown(picture())), "HC112", Surface.METADATA),
        Row("picture's position", page(shown(with_exif(position=True))), page(shown(picture())), "HC113",
            Surface.METADATA, name="53.3811 N"),
    ]  # fmt: skip


HTML_ROWS = [Row(**{**row.__dict__, "format": "html"}) for row in _rows()]
