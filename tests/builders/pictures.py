"""Small pictures that say things about themselves."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, PngImagePlugin

TEXT_TAGS = {"description": 0x010E, "artist": 0x013B}


def picture(form: str = "JPEG", size: tuple[int, int] = (80, 60), **options: object) -> bytes:
    """A picture of bands of colour, so that every part of it differs."""
    image = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            image.putpixel((x, y), (x * 255 // size[0], y * 255 // size[1], 120))
    out = BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def with_exif(artist: str = "", *, position: bool = False, comment: str = "", form: str = "JPEG") -> bytes:
    """A picture with EXIF data."""
    exif = Image.Exif()
    if artist:
        exif[0x013B] = artist
    if comment:
        exif.get_ifd(0x8769)[0x9286] = b"ASCII\x00\x00\x00" + comment.encode()
    if position:
        exif[0x8825] = {1: "N", 2: (53.0, 22.0, 51.96), 3: "W", 4: (1.0, 28.0, 12.36)}
    return picture(form, exif=exif.tobytes())


def with_preview() -> bytes:
    """A JPEG whose EXIF data hold a small copy of it, as cameras write it."""
    small = picture(size=(16, 12))
    head = b"MM\x00*\x00\x00\x00\x08"
    first = struct.pack(">HHHII", 1, 0x0112, 3, 1, 1 << 16) + struct.pack(">I", 26)
    at = 8 + len(first) + 2 + 2 * 12 + 4
    second = struct.pack(">HHHIIHHIII", 2, 0x0201, 4, 1, at, 0x0202, 4, 1, len(small), 0)
    body = b"Exif\x00\x00" + head + first + second + small
    plain = picture()
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def with_note(text: str) -> bytes:
    """A PNG with a text chunk."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", text)
    return picture("PNG", pnginfo=notes)


def with_xmp(text: str) -> bytes:
    """A JPEG with an XMP packet that names its creator."""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
        f"{text}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return picture(xmp=packet.encode())
