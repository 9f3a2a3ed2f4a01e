"""Pictures of a Word file: cut for real where they are cropped, and without their data about themselves."""

from __future__ import annotations

import re

from scr_publish.parsing.docx.crops import crop_of, vml_crop_of
from scr_publish.parsing.docx.ooxml import A, Element, R, V, local
from scr_publish.rewriting.clean.docx.package import Parts
from scr_publish.rewriting.clean.docx.trees import remove
from scr_publish.rewriting.clean.pictures import CannotCropError, cropped, says_something, stripped
from scr_publish.rewriting.clean.report import Log

_SMALL = 0.01
"""Less than this of a picture's side is left cropped: it is a part of a pixel."""
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_UNCLEANED = (".emf", ".wmf", ".emz", ".wmz", ".heic", ".wdp", ".hdp")


def clean_crops(parts: Parts, roots: dict[str, Element], log: Log) -> None:
    """Cut every cropped picture. One that is shown both whole and cropped is there twice afterwards."""
    for part, root in roots.items():
        for element in list(root.iter()):
            if local(element) == "blipFill":
                blip = element.find(A + "blip")
                sides = crop_of(element)
                if blip is not None and sides:
                    _cut(parts, part, element, blip, R + "embed", sides, log)
            elif element.tag == V + "imagedata":
                sides = vml_crop_of(element)
                if sides:
                    _cut(parts, part, element, element, R + "id", sides, log)


def _cut(
    parts: Parts, part: str, holder: Element, named: Element, key: str, sides: tuple[float, ...], log: Log
) -> None:
    relationship = parts.relationships(part).get(named.get(key, ""))
    picture = parts.target(part, relationship) if relationship is not None else ""
    if relationship is None or not picture:
        return
    name = picture.rpartition("/")[2]
    try:
        data, rest = cropped(parts.data(picture), (sides[0], sides[1], sides[2], sides[3]))
    except CannotCropError as error:
        log.left(f"The cropped picture {name} keeps what was cut away ({error}): cut it in a picture editor.")
        return
    stem, _, ending = picture.rpartition(".")
    count = next(i for i in range(1, 10_000) if f"{stem}cut{i}.{ending}" not in parts.names())
    target = f"{stem}cut{count}.{ending}"
    parts.replace(target, data)
    named.set(key, parts.add_relationship(relationship, target))
    _set_crop(holder, rest)
    _drop_copies(named)
    log.removed("parts of pictures that were cut away", name)


def _set_crop(holder: Element, rest: tuple[float, ...]) -> None:
    """What is still to be cut off: parts of a pixel. A pixel that is more than a hundredth of the picture shows."""
    rectangle = holder.find(A + "srcRect")
    shares = [share if share < _SMALL else 0.0 for share in rest]
    if rectangle is not None:
        for side, share in zip("ltrb", shares, strict=True):
            rectangle.attrib.pop(side, None)
            if round(share * 100_000):
                rectangle.set(side, str(round(share * 100_000)))
    for side, share in zip(_VML_SIDES, shares, strict=True):
        if holder.attrib.pop(side, None) is not None and share:
            holder.set(side, f"{round(share * 65536)}f")


def _drop_copies(named: Element) -> None:
    """The SVG original of a picture, or a copy of it in better quality, would bring the whole back."""
    for extensions in list(named.iterchildren(A + "extLst")):
        remove(extensions)


def clean_pictures(parts: Parts, log: Log) -> None:
    """Take out what the pictures that are left say about themselves."""
    charts = [name for name in parts.names() if re.match(r"word/charts/chart[^/]*\.xml", name)]
    for name in charts:
        for element in list(parts.root(name).iter("{*}externalData", "{*}filteredLineSeries", "{*}ext")):
            if local(element) == "externalData":
                log.removed("workbooks of charts (the chart stays)", name.rpartition("/")[2])
                remove(element)
            elif any("filtered" in local(child) for child in element.iter()):
                log.removed("series that a chart does not show", name.rpartition("/")[2])
                remove(element)
    for name in [n for n in parts.names() if "/media/" in f"/{n}" or "thumbnail" in n]:
        old = parts.data(name)
        new = stripped(old)
        if says_something(old):
            log.removed("data of pictures about themselves", name.rpartition("/")[2])
        if new != old:
            parts.replace(name, new)
        if says_something(new):
            log.left(
                f"The picture {name.rpartition('/')[2]} keeps data about itself: save it anew in a picture editor."
            )
    for name in [n for n in parts.names() if n.lower().endswith(_UNCLEANED)]:
        log.note(f"{name.rpartition('/')[2]} is a picture of a kind that was not looked into.")
