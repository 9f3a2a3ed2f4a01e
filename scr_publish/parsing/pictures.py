"""What pictures say about themselves: EXIF, XMP, IPTC, comments, where they were taken, the small preview in them.

Only headers are read; no picture is unpacked. Pillow knows the formats and keeps to its own limits."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from scr_publish.document import Kind, Surface
from scr_publish.parsing.builder import DocumentBuilder

_EXIF_IFD, _GPS_IFD, _PREVIEW_IFD = 0x8769, 0x8825, -1
"""Directories of tags, as Pillow numbers them (`PIL.ExifTags.IFD`)."""
_TEXT_TAGS = {
    0x010E: "description",
    0x010D: "name of the document",
    0x013B: "artist",
    0x013C: "computer",
    0x8298: "copyright",
    0x9C9B: "title",
    0x9C9C: "comment",
    0x9C9D: "author",
    0x9C9E: "keywords",
    0x9C9F: "subject",
    0x010F: "maker of the camera",
    0x0110: "camera",
    0x0131: "program",
    0x0132: "time of the last change",
}
_PHOTO_TAGS = {
    0x9003: "time of the photograph",
    0x9286: "comment",
    0xA430: "owner of the camera",
    0xA431: "serial number of the camera",
    0xA435: "serial number of the lens",
    0xA420: "number of the picture",
    0x927C: "maker's notes",
}
"""Tags of EXIF 2.32 that tell of people, machines, times and places."""
_PREVIEW_BYTES = 0x0201
_HARMLESS = frozenset({"time of the last change"})
_HARMLESS_NOTES = frozenset(
    {
        "compression",
        "version",
        "Software",
        "software",
        "dpi",
        "srgb",
        "gamma",
        "date:create",
        "date:modify",
        "date:timestamp",
    }
)
_XMP_WORDS = re.compile(r"[^\W\d_]{2}")
_XMP_TAGS = re.compile(
    r"(?:\{[^}]*\})?(?:creator|li|rights|description|title|subject|credit|source|city|location|sublocation|state|country|"
    r"owner(?:name)?|artist|authorsposition|captionwriter|headline|instructions|serialnumber|personinimage|by-?line|"
    r"creatorcontactinfo|ciemailwork|ciadrextadr|documentancestors|filepath|manifest|derivedfrom|usercomment|label)\Z",
    re.IGNORECASE,
)
_LONGEST = 2000
"""Characters of one value that are kept: an XMP packet may hold a whole history."""


@dataclass
class PictureData:
    """What a picture says of itself. `words` are (what it is, text); `position` degrees north and east, or empty;
    `preview` is true where it holds a small copy of itself, `other` what it holds without words."""

    words: list[tuple[str, str]] = field(default_factory=list)
    position: str = ""
    preview: bool = False
    other: list[str] = field(default_factory=list)
    size: tuple[int, int] | None = None


def picture_data(data: bytes) -> PictureData | None:
    """What a picture says of itself; None where it is none that can be read."""
    from PIL import Image

    found = PictureData()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as image:
                found.size = image.size
                _read_exif(image.getexif(), found)
                _read_info(image, found)
    except Exception:
        return None
    found.words = list(dict.fromkeys(found.words))
    return found


def read_picture(builder: DocumentBuilder, data: bytes, path: str, where: str) -> None:
    """Add what a picture says of itself, a block for each value, with the rules that it breaks."""
    found = picture_data(data)
    if found is None:
        return
    for what, text in found.words:
        block = builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=path, where=f"{where}, {what}")
        if block is not None:
            builder.trace("HC112", block, detail=f"{where}, {what}")
    for what in found.other:
        builder.trace("HC112", detail=f"{where}, {what}", where=where, path=path)
    if found.position:
        place = f"{where}, where it was taken"
        block = builder.add(Kind.METADATA, found.position, surface=Surface.METADATA, path=path, where=place)
        builder.trace("HC113", block, detail=where)
    if found.preview:
        builder.trace("HC115", detail=where, where=where, path=path)


def _read_exif(exif: Any, found: PictureData) -> None:
    photo = exif.get_ifd(_EXIF_IFD)
    for tags, names in ((exif, _TEXT_TAGS), (photo, _PHOTO_TAGS)):
        for tag, name in names.items():
            if tag not in tags:
                continue
            text = _text(tags[tag])
            if text and name not in _HARMLESS and name != "maker's notes":
                found.words.append((name, text))
            elif name == "maker's notes":
                found.other.append(name)
    found.position = _position(exif.get_ifd(_GPS_IFD))
    found.preview = _PREVIEW_BYTES in exif.get_ifd(_PREVIEW_IFD)


def _read_info(image: Any, found: PictureData) -> None:
    for name, value in {**getattr(image, "text", {}), **image.info}.items():
        if name in ("comment", "Comment") or (isinstance(value, str) and name not in _HARMLESS_NOTES):
            if "xmp" in str(name).lower():
                continue
            text = _text(value)
            if re.search(r"\w", text):
                found.words.append((f"note “{str(name)[:30]}”", text))
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or ""
    found.words += [("XMP data", text) for text in dict.fromkeys(_xmp(packet))]
    if image.format in ("JPEG", "TIFF"):
        from PIL import IptcImagePlugin

        iptc = IptcImagePlugin.getiptcinfo(image) or {}
        for key, value in iptc.items():
            for item in value if isinstance(value, list) else [value]:
                text = _text(item)
                if key[0] == 2 and _XMP_WORDS.search(text):
                    found.words.append(("IPTC data", text))


def _xmp(packet: bytes | str) -> Iterator[str]:
    """The values of an XMP packet that tell of people, places and files."""
    from lxml import etree

    raw = packet.encode() if isinstance(packet, str) else packet
    if not raw:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(raw.strip(b"\x00 \r\n"), parser)
    for element in root.iter() if root is not None else ():
        if not isinstance(element.tag, str):
            continue
        if _XMP_TAGS.match(element.tag) and _XMP_WORDS.search(element.text or ""):
            yield _text(element.text)
        for name, value in element.attrib.items():
            if _XMP_TAGS.match(name) and _XMP_WORDS.search(value):
                yield _text(value)


def _text(value: Any) -> str:
    """A tag's value as text. Windows' own tags are UTF-16; user comments begin with eight bytes of their encoding."""
    if isinstance(value, bytes):
        if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8):
            value = value[8:]
        wide = len(value) > 1 and value[1::2].count(0) > len(value) // 4
        value = value.decode("utf-16-le" if wide else "utf-8", "replace")
    elif isinstance(value, tuple):
        return _text(bytes(value)) if value and all(isinstance(n, int) and 0 <= n < 256 for n in value) else ""
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in str(value))
    return " ".join(text.split())[:_LONGEST]


def _position(gps: Any) -> str:
    """Latitude and longitude in degrees, as "53.3811 N 1.4701 W"; empty where there are none."""
    try:
        parts = []
        for value, side, default in ((2, 1, "N"), (4, 3, "E")):
            degrees, minutes, seconds = (float(part) for part in gps[value])
            parts.append(f"{degrees + minutes / 60 + seconds / 3600:.4f} {gps.get(side, default)}")
        return " ".join(parts)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
