"""Pages as LibreOffice draws them, to compare files by what they show."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

_DOTS_PER_INCH = 60
_BLOCK = 4
_VISIBLE = 24
"""Pages are compared by the mean grey (0 to 255) of blocks of 4 by 4 dots: less is the rounding of a renderer."""
_BLOCKS = 5
"""Up to as many blocks may differ: the edge of a bar whose letters gave way to spaces. A word of five letters has ten."""


def converted(file: Path, ending: str, folder: Path) -> Path:
    """A file as LibreOffice writes it in another format."""
    _run_libreoffice(folder.parent, ending, folder, [file])
    return folder / f"{file.stem}.{ending}"


def rendered(folder: Path, files: list[Path]) -> dict[str, list[Any]]:
    """Every page of every file, by the file's name, as arrays of grey (0 to 255). One run of LibreOffice for all."""
    out = folder / "pdf"
    _run_libreoffice(folder, "pdf", out, files)
    pages = {}
    for file in files:
        pdf = out / f"{file.stem}.pdf"
        picture = out / f"{file.stem}.page"
        subprocess.run(["pdftoppm", "-r", str(_DOTS_PER_INCH), "-gray", str(pdf), str(picture)], check=True)
        drawn = sorted(out.glob(f"{picture.name}-*.pgm"))
        pages[file.name] = [np.asarray(Image.open(page)).astype(int) for page in drawn]
    return pages


def _run_libreoffice(folder: Path, ending: str, out: Path, files: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def differing(left: list[Any], right: list[Any]) -> list[int]:
    """The numbers of the pages that differ visibly; all of them where there are more of one than of the other."""
    if len(left) != len(right):
        return list(range(1, max(len(left), len(right)) + 1))
    pairs = enumerate(zip(left, right, strict=True), start=1)
    return [i for i, (a, b) in pairs if a.shape != b.shape or _difference(a, b) > _BLOCKS]


def _difference(left: Any, right: Any) -> int:
    height, width = (side // _BLOCK * _BLOCK for side in left.shape)
    blocks = [
        page[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).mean(axis=(1, 3))
        for page in (left, right)
    ]
    return int((np.abs(blocks[0] - blocks[1]) > _VISIBLE).sum())
