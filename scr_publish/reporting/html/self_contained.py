"""What every page that is one file shares: how templates are filled in, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def page_environment(package: str) -> Environment:
    """The templates of a package; all that is filled in is escaped."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy_of(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A content security policy that allows a page's own styles and scripts, by their digests, and nothing else."""
    own = f"style-src {_digests(styles)}; script-src {_digests(scripts)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _digests(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)
