"""The project file, `scr-publish.toml`: a Board's own thresholds, severities, and names and words that are allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from scr_publish.config.profile import PlainEnglish, Profile
from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.errors import ConfigError
from scr_publish.rules import Severity, find_rule

PROJECT_FILE = "scr-publish.toml"


class Allow(Settings):
    """`names` that may stand in a report (the Board's chair, its own organisations), `words` that are not jargon
    here, `acronyms` that need no explanation."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


class Project(Settings):
    """A Board's settings. `severities` are by rule id or name; `plain_english` replaces the profile's targets."""

    profile: str = ""
    model: str = ""
    allow: Allow = Allow()
    severities: dict[str, Severity] = Field(default_factory=dict)
    plain_english: dict[str, float] = Field(default_factory=dict)

    @field_validator("severities", mode="after")
    @classmethod
    def _known_rules(cls, value: dict[str, Severity]) -> dict[str, Severity]:
        try:
            return {find_rule(key).id: severity for key, severity in value.items()}
        except ConfigError as error:
            raise ValueError(str(error).rstrip(".")) from None

    def applied_to(self, profile: Profile) -> Profile:
        """The profile with this Board's targets of plain English. Raises ConfigError on an unknown one."""
        if not self.plain_english:
            return profile
        merged: dict[str, Any] = profile.plain_english.model_dump() | self.plain_english
        targets = validated(PlainEnglish, merged, f"{PROJECT_FILE}: plain_english")
        return profile.model_copy(update={"plain_english": targets})


def load_project(path: str | Path | None, *, beside: Path | None = None) -> Project:
    """The project file at `path`; without one, the nearest `scr-publish.toml` in the folder `beside` or above it;
    where there is none, the defaults. Raises ConfigError."""
    if path is not None:
        return validated(Project, read_toml(Path(path)), str(path))
    folder = (beside or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        candidate = place / PROJECT_FILE
        if candidate.is_file():
            return validated(Project, read_toml(candidate), str(candidate))
    return Project()
