"""The data that the website source goes by, from `website.toml`, validated when loaded."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field

from scr_publish.config.toml import Settings, validated


class _Unsaid(Settings):
    types: tuple[str, ...]


class _Downloads(Settings):
    address: tuple[str, ...]
    words: tuple[str, ...]


class WebsiteData(Settings):
    """Kinds of documents, signs of a download, words for troubles."""

    documents: dict[str, str] = Field(min_length=1)
    unsaid: _Unsaid
    downloads: _Downloads
    troubles: dict[str, str]

    @cached_property
    def endings(self) -> frozenset[str]:
        return frozenset(self.documents.values())

    @cached_property
    def words(self) -> re.Pattern[str]:
        """What in a link's words promises a document: “(PDF, 1.2MB)”."""
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, self.downloads.words))})(?![a-z])", re.IGNORECASE)


@cache
def website_data() -> WebsiteData:
    """The data. Raises ConfigError where they break their own rules."""
    text = files(__package__).joinpath("website.toml").read_text(encoding="utf-8")
    return validated(WebsiteData, tomllib.loads(text), "website.toml")


def trouble_words(trouble: str) -> str:
    """Why a document did not come, in words that follow “it”."""
    return website_data().troubles[trouble]
