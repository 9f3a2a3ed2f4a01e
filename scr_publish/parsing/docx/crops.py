"""Cropped pictures whose cut-away parts are still in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.parsing.docx.ooxml import A, Element, O, R, V, integer, local
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.package import shown_name

_LEAST = 1000
"""A crop of under 1 % of a side (thousandths of a per cent) is the rounding of some program."""
_SIDES = {"l": "left", "t": "top", "r": "right", "b": "bottom"}


@dataclass(frozen=True)
class Crop:
    """A picture and what is cut off each side, in parts of its width or height; `words` say so to a person."""

    part: str
    picture: str
    sides: tuple[float, float, float, float]
    words: str


def crop_of(fill: Element) -> tuple[float, float, float, float] | None:
    """What a picture's fill (`pic:blipFill`) cuts off left, top, right and bottom; None where it cuts nothing off.
    Negative values add a margin (ISO/IEC 29500-1, 20.1.8.55)."""
    rectangle = fill.find(A + "srcRect")
    if rectangle is None:
        return None
    sides = [integer(rectangle.get(side)) or 0 for side in _SIDES]
    if all(side < _LEAST for side in sides):
        return None
    left, top, right, bottom = (max(0, side) / 100_000 for side in sides)
    return left, top, right, bottom


def vml_crop_of(image: Element) -> tuple[float, float, float, float] | None:
    """The same for a VML picture (`v:imagedata`), whose values are fractions, or 65536ths with an "f"."""
    sides = []
    for side in ("cropleft", "croptop", "cropright", "cropbottom"):
        value = image.get(side, "0")
        try:
            number = float(value.removesuffix("f")) / (65536 if value.endswith("f") else 1)
        except ValueError:
            number = 0.0
        sides.append(max(0.0, number))
    if all(side * 100_000 < _LEAST for side in sides):
        return None
    return sides[0], sides[1], sides[2], sides[3]


def cropped_pictures(package: Package) -> Iterator[Crop]:
    """Every crop in the stories of a package, once for each picture and crop."""
    seen: set[tuple[str, tuple[float, float, float, float]]] = set()
    for part in package.matching(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"):
        root = package.xml(part)
        for crop in _crops(root, part, package) if root is not None else ():
            if (crop.picture, crop.sides) not in seen:
                seen.add((crop.picture, crop.sides))
                yield crop


def _crops(root: Element, part: str, package: Package) -> Iterator[Crop]:
    relationships = package.relationships(part)
    for element in root.iter():
        if local(element) == "blipFill":
            blip = element.find(A + "blip")
            identity = blip.get(R + "embed", "") if blip is not None else ""
            sides = crop_of(element)
        elif element.tag == V + "imagedata":
            identity, sides = element.get(R + "id", "") or element.get(O + "relid", ""), vml_crop_of(element)
        else:
            continue
        relationship = relationships.get(identity)
        if sides and relationship and not relationship.external:
            name = shown_name(relationship.target.rpartition("/")[2])
            cut = ", ".join(
                f"{share:.0%} {side}" for side, share in zip(_SIDES.values(), sides, strict=True) if share > 0
            )
            yield Crop(part, relationship.target, sides, f"{name}, cut off: {cut}")
