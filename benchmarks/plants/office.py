"""The Word file with the plants, made a PDF by LibreOffice: what an office does before it publishes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.plants import word
from benchmarks.plants.kinds import Plant

PROGRAM = "soffice"
LIMIT = 180
"""Seconds that one conversion may take."""

OPTIONS = {option: {"type": "boolean", "value": "true"} for option in ("UseTaggedPDF", "ExportNotes")}
"""As for an accessible PDF, with the draft's comments as notes."""


def write(plants: Sequence[Plant], folder: Path, name: str) -> Path:
    """Write the sample as Word and convert it. Gives the path of the PDF."""
    source = word.write(plants, folder, name)
    subprocess.run(
        [
            PROGRAM,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=LIMIT,
    )
    source.unlink()
    return folder / f"{source.stem}.pdf"
