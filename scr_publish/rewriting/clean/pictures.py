"""Pictures without what they say about themselves, and cropped for real.

The picture itself is not encoded anew unless it is cropped: whole segments and chunks go."""

from __future__ import annotations

import struct
from io import BytesIO
from math import ceil, floor
from typing import Any

from scr_publish.parsing.pictures import picture_data

_ORIENTATION = 0x0112
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
     b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
"""Chunks that decide how the picture looks (PNG specification, third edition)."""
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_QUALITY = 95


class CannotCropError(ValueError):
    """A picture of a kind, or of a size, that cannot be cut."""


def stripped(data: bytes) -> bytes:
    """The picture without its data about itself; the same bytes where there is nothing to take out, or where its kind
    is not known."""
    if data.startswith(b"\xff\xd8"):
        return _stripped_jpeg(data)
    if data.startswith(_PNG_MAGIC):
        return _stripped_png(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _stripped_gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _stripped_webp(data)
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return _stripped_tiff(data)
    return data


def says_something(data: bytes) -> bool:
    """Whether a picture still says something about itself."""
    found = picture_data(data)
    return found is not None and bool(found.words or found.position or found.preview or found.other)


def cropped(data: bytes, sides: tuple[float, float, float, float]) -> tuple[bytes, tuple[float, float, float, float]]:
    """The picture without what is cut off left, top, right and bottom (shares of its width and height), to the nearest
    whole pixel outwards, and the shares of the new picture that are still to be cut off. Raises CannotCropError."""
    from PIL import Image

    out = BytesIO()
    try:
        with Image.open(BytesIO(data)) as image:
            box, rest = _box(image, sides)
            image.crop(box).save(out, image.format, **_saving(image))
    except CannotCropError:
        raise
    except Exception as error:
        raise CannotCropError("it cannot be read") from error
    return stripped(out.getvalue()), rest


def _box(
    image: Any, sides: tuple[float, float, float, float]
) -> tuple[tuple[int, int, int, int], tuple[float, float, float, float]]:
    """The whole pixels that stay (left, top, right, bottom), and the shares of them that are still to be cut off."""
    if getattr(image, "n_frames", 1) > 1 or image.format not in ("JPEG", "PNG", "BMP", "TIFF", "GIF"):
        raise CannotCropError("it is not a single picture of a common kind")
    width, height = image.size
    left, top, right, bottom = sides[0] * width, sides[1] * height, (1 - sides[2]) * width, (1 - sides[3]) * height
    box = (floor(left), floor(top), ceil(right), ceil(bottom))
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        raise CannotCropError("nothing of it is left")
    return box, ((left - box[0]) / wide, (top - box[1]) / high, (box[2] - right) / wide, (box[3] - bottom) / high)


def _saving(image: Any) -> dict[str, Any]:
    """How to write a cut picture so that it looks the same."""
    options: dict[str, Any] = {}
    if image.info.get("icc_profile"):
        options["icc_profile"] = image.info["icc_profile"]
    if image.info.get("dpi"):
        options["dpi"] = image.info["dpi"]
    if image.format == "JPEG":
        options |= {"quality": _JPEG_QUALITY, "subsampling": 0}
    return options


def _stripped_jpeg(data: bytes) -> bytes:
    out = bytearray(b"\xff\xd8")
    at = 2
    if 1 < (turn := _orientation(data)) <= 8:
        out += _orientation_segment(turn)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        if marker in _STANDALONE:
            out += data[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        at += 2 + length
        if marker == 0xE0 and segment[4:9] == b"JFIF\x00":
            out += segment[:2] + struct.pack(">H", 16) + segment[4:16] + b"\x00\x00"  # without its own small preview
        elif _is_kept(marker, segment):
            out += segment
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            out += data[at:end]
            at = end
    return bytes(out + b"\xff\xd9")


def _is_kept(marker: int, segment: bytes) -> bool:
    """Colours stay (ICC profile, Adobe's transform); every other application segment and comment goes."""
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\x00"
    if marker == 0xEE:
        return segment[4:9] == b"Adobe"
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the compressed data of a scan end: at the next marker that is no restart and no stuffed byte."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] != 0 and data[at + 1] not in _STANDALONE and data[at + 1] != 0xFF:
            return at
        at += 1
    return len(data)


def _orientation(data: bytes) -> int:
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _orientation_segment(turn: int) -> bytes:
    """A segment that holds nothing but how the picture is turned."""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0) + b"\x00" * 4
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _stripped_png(data: bytes) -> bytes:
    out = bytearray(_PNG_MAGIC)
    at = len(_PNG_MAGIC)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        if kind in _PNG_KEPT:
            out += data[at : at + 12 + length]
        at += 12 + length
        if kind == b"IEND":
            break
    return bytes(out)


def _stripped_gif(data: bytes) -> bytes:
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    out = bytearray(data[:at])
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            kind = data[at + 1]
            at = _after_blocks(data, at + 2)
            is_loop = kind == 0xFF and data[start + 3 : start + 11] in (b"NETSCAPE", b"ANIMEXTS")
            if kind == 0xF9 or is_loop:
                out += data[start:at]
        elif data[at] == 0x2C:
            local = data[at + 9]
            at = _after_blocks(data, at + 11 + (3 << ((local & 7) + 1) if local & 0x80 else 0))
            out += data[start:at]
        else:
            break
    return bytes(out + b"\x3b")


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _stripped_webp(data: bytes) -> bytes:
    out = bytearray()
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if kind not in (b"EXIF", b"XMP "):
            chunk = bytearray(data[at:end])
            if kind == b"VP8X":
                chunk[8] &= 0xFF ^ 0x0C
            out += chunk
        at = end
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


def _stripped_tiff(data: bytes) -> bytes:
    """Written anew without loss; one of several pages stays as it is, and is reported."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) > 1:
                return data
            out = BytesIO()
            bare = Image.frombytes(image.mode, image.size, image.tobytes())
            if image.mode == "P":
                bare.putpalette(image.getpalette() or [])
            bare.save(out, "TIFF", compression="tiff_lzw", dpi=image.info.get("dpi", (96, 96)))
            return out.getvalue()
    except Exception:
        return data
