"""What a scan's results depend on besides the documents, and a digest of it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scr_publish import __version__
from scr_publish.config import Profile, Project, load_profile, load_project
from scr_publish.config.profile import DEFAULT_PROFILE
from scr_publish.errors import ModelError
from scr_publish.nlp.pipeline import default_model_path
from scr_publish.parsing.limits import MEGABYTE

DEFAULT_SECONDS = 300
"""How much processor time one document may take to be read, and once more to be checked. A 400-page report takes one
minute; OCR of 300 pages needs a longer limit."""

DEFAULT_MEMORY = 1100 * MEGABYTE
"""How much address space the reader of one document may take: a scan has a reader for each core, and no document may
take the memory of the others. A 400-page report is read in less than 700 MB, OCR and old Word files too."""


@dataclass(frozen=True)
class Settings:
    """How each document is checked. `seconds` is the time limit of one document and `memory` what its reader may take,
    in bytes; `everything` checks documents that are no reports as well. It can be sent to another process."""

    profile: Profile
    project: Project = field(default_factory=Project)
    model: str = ""
    ocr: bool = True
    seconds: int = DEFAULT_SECONDS
    everything: bool = False
    memory: int = DEFAULT_MEMORY

    @cached_property
    def digest(self) -> str:
        """A digest of all that a result depends on: profile, project file, every byte of the language model, version
        of the program, and whether scanned pages are read."""
        parts = {
            "version": __version__,
            "profile": self.profile.model_dump_json(),
            "project": self.project.model_dump_json(),
            "model": _model_digest(_model_folder(self.model)),
            "ocr": self.ocr and shutil.which("tesseract") is not None,
            "everything": self.everything,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @cached_property
    def model_name(self) -> str:
        """The language model's name and version, as an assessment names it."""
        meta = _meta(_model_folder(self.model))
        return f"{meta.get('lang', 'en')}_{meta.get('name', 'model')}-{meta.get('version', '0')}"


def load_settings(
    *,
    profile: str | None = None,
    project: Path | None = None,
    beside: Path | None = None,
    model: str = "",
    ocr: bool = True,
    seconds: int = DEFAULT_SECONDS,
    everything: bool = False,
    memory: int = DEFAULT_MEMORY,
) -> Settings:
    """The settings from names and paths; `beside` is the folder whose project file counts where none is named. Raises
    ConfigError, and ModelError where the model is missing or cannot find names."""
    loaded = load_project(project, beside=beside)
    chosen = loaded.applied_to(load_profile(profile or loaded.profile or DEFAULT_PROFILE))
    settings = Settings(chosen, loaded, model or loaded.model, ocr, seconds, everything, memory)
    if "ner" not in _meta(_model_folder(settings.model)).get("pipeline", []):
        raise ModelError(f"the language model “{settings.model}” finds no names: it has no “ner” component.")
    return settings


def _model_folder(model: str) -> Path:
    """Where a model's files are, found without loading it."""
    if not model:
        return default_model_path()
    if Path(model).is_dir():
        return Path(model)
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    if spec is None or not spec.origin:
        raise ModelError(
            f"the language model “{model}” is not installed here; give the name of an installed spaCy pipeline or a "
            "path to one."
        )
    folder = Path(spec.origin).parent
    return next((meta.parent for meta in sorted(folder.glob("*/meta.json"))), folder)


def _meta(folder: Path) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError(f"{folder}: this is not a language model: it has no readable meta.json.") from None
    return loaded


def _model_digest(folder: Path) -> str:
    made = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")):
        made.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            made.update(hashlib.file_digest(file, "sha256").digest())
    return made.hexdigest()
