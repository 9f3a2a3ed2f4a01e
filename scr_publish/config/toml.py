"""Read a TOML file into a model, and turn what is wrong into one clear line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from scr_publish.errors import ConfigError, nearest


class Settings(BaseModel):
    """Base of every settings table: unknown keys are errors, and nothing changes once loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=Settings)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ConfigError, naming the file and the line, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: this is a folder, not a TOML file.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"{path}: cannot be read: {reason}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}.") from None


def validated(model: type[M], data: dict[str, Any], name: str) -> M:
    """The data as a model. Raises ConfigError that names the first wrong key, the reason and the nearest known key."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(part) for part in first["loc"]]
        if first["type"] == "extra_forbidden":
            known = _keys(model, place[:-1])
            raise ConfigError(f"{name}: unknown key “{'.'.join(place)}”.{nearest(place[-1], known)}") from None
        reason = first["msg"].removeprefix("Value error, ")
        stop = "" if reason.endswith("?") else "."
        raise ConfigError(f"{name}: “{'.'.join(place)}”: {reason[:1].lower()}{reason[1:]}{stop}") from None


def _keys(model: type[BaseModel], place: list[str]) -> list[str]:
    """The keys known at a place inside a model: follows field names, skips list indices and free dictionary keys."""
    for part in place:
        field = model.model_fields.get(part)
        if field is None:
            continue
        inner = _inner_model(field.annotation)
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _inner_model(part)
        if found:
            return found
    return None
