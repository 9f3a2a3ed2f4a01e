"""Read a TOML file into a model, and turn what is wrong into one clear line."""

from __future__ import annotations

import re
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
    return parsed(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """A settings file as it stands. Raises ConfigError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: this is a folder, not a TOML file.") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}.") from None


def parsed(data: bytes, name: str, *, secret: bool = False) -> dict[str, Any]:
    """The tables of a TOML text; `name` is what errors call it. Raises ConfigError, naming the line. The parser's own
    words may quote the text: `secret` leaves them out."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{name}: cannot be read: it is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        if secret:
            place = _PLACE.search(reason)
            reason = f"there is a mistake {place.group()}" if place else "there is a mistake in it"
        raise ConfigError(f"{name}: not valid TOML: {reason}.") from None


_PLACE = re.compile(r"at (?:line \d+, column \d+|end of document)")


def validated(model: type[M], data: dict[str, Any], name: str, *, secret: frozenset[str] = frozenset()) -> M:
    """The data as a model. Raises ConfigError that names the first wrong key, the reason and the nearest known key.

    Inside the tables named by `secret` a key that is not the model's own is not said: it may be a person's name."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(part) for part in first["loc"]]
        known = _keys(model, place[:-1])
        hidden = bool(secret & set(place[:1])) and not place[-1].isdecimal() and place[-1] not in known
        hint = nearest(place[-1], known)
        if hidden and not hint:
            place[-1] = "…"
        shown = ".".join(place)
        if first["type"] == "extra_forbidden":
            raise ConfigError(f"{name}: unknown key “{shown}”.{hint}") from None
        reason = first["msg"].removeprefix("Value error, ")
        stop = "" if reason.endswith("?") else "."
        raise ConfigError(f"{name}: “{shown}”: {reason[:1].lower()}{reason[1:]}{stop}") from None


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
