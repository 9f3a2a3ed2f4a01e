"""A case file to fill in: every table and key of `CaseFile`, commented out, with its explanation from the model.

An explanation begins with "# ", a key to fill in with "#" alone: taking the mark away leaves valid TOML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from scr_publish.config.case import CaseFile
from scr_publish.config.profile import Profile
from scr_publish.config.toml import Settings

WIDTH = 100
_EXAMPLE_DAY = date(2016, 6, 9)

_HEADER = """Case file of scr-publish: what the Board knows of one review.
It is as sensitive as the draft: keep it where the draft is kept, and encrypt it with `scr-publish case encrypt`.
Take away the # before a key that you fill in. Every key may be left out; a date that is not known stays out, and is
reported as unknown, never as kept. Dates are written as 2016-06-09."""


def case_template(profile: Profile) -> str:
    """The text of a new case file for a kind of review. It loads as it stands."""
    lines = [*_comment(_HEADER), ""]
    tables: list[str] = []
    for key, field in CaseFile.model_fields.items():
        model = _table_of(field.annotation)
        if model:
            tables += ["", *_table(key, model, profile, repeated=get_origin(field.annotation) is tuple)]
        elif get_origin(field.annotation) is dict:
            tables += ["", *_comment(field.description or ""), f"[{key}]", '#"Poppy" = "subject"']
        else:
            lines += _key(key, field, "")
    return "\n".join([*lines, *tables]) + "\n"


def _table(path: str, model: type[Settings], profile: Profile, *, repeated: bool) -> Iterator[str]:
    """A table with its keys; one that may come several times is commented out as a whole."""
    yield from _comment((model.__doc__ or "").split("\n\n", maxsplit=1)[0])
    yield f"#[[{path}]]" if repeated else f"[{path}]"
    inner: list[str] = []
    for key, field in model.model_fields.items():
        below = _table_of(field.annotation)
        if below:
            inner += ["", *_table(f"{path}.{key}", below, profile, repeated=get_origin(field.annotation) is tuple)]
        elif (path, key) == ("review", "profile"):
            yield from _comment(field.description or "")
            yield f"profile = {json.dumps(profile.name, ensure_ascii=False)}"
        else:
            yield from _key(key, field, _note(path, key, profile))
    yield from inner


def _key(key: str, field: FieldInfo, note: str) -> Iterator[str]:
    yield from _comment(" ".join(filter(None, (field.description, note))))
    yield f"#{key} = {_example(field)}"


def _note(path: str, key: str, profile: Profile) -> str:
    """What a kind of review makes of a date or of somebody told."""
    if path == "dates":
        ending = [term for term in profile.terms.values() if term.asked and term.later == key]
        counted = any(term.asked and key in (term.earlier, term.later) for term in profile.terms.values())
        if not counted and key not in ("incident", "start", "completion", "publication"):
            return f"({profile.title}: not asked for.)"
        return " ".join(_term_words(term.earlier, term.within, term.at_least) for term in ending)
    if path == "told":
        return "" if key in profile.told else f"({profile.title}: not asked for.)"
    return ""


def _term_words(earlier: str, within: str, at_least: str) -> str:
    if within:
        return f"Term: within {within} of `{earlier}`."
    return f"Term: {at_least} after `{earlier}` at the least." if at_least else f"Term: not before `{earlier}`."


def _example(field: FieldInfo) -> str:
    """A value of the field's type, as TOML writes it."""
    if get_origin(field.annotation) is tuple:
        return "[]"
    kinds = list(_kinds(field.annotation))
    if date in kinds:
        return _EXAMPLE_DAY.isoformat()
    if bool in kinds:
        return "true"
    return next((f'"{kind}"' for kind in kinds if isinstance(kind, str)), '"…"' if field.is_required() else '""')


def _kinds(annotation: Any) -> Iterator[Any]:
    """A type and all that it is made of: the members of a union, the choices of a literal."""
    yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _table_of(annotation: Any) -> type[Settings] | None:
    """The model of a table, or of each table in a list of them; None for a plain value."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Settings):
            return kind
    return None


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(" ".join(text.split()), WIDTH)]
