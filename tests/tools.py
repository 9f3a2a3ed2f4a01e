"""Outside programs that some tests need: skipped with the reason where one is missing, an error under CI."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str) -> pytest.MarkDecorator:
    """A mark that skips a test where a program is not installed; where `CI` is set, the test runs and fails."""
    missing = shutil.which(program) is None and os.environ.get("CI") != "true"
    return pytest.mark.skipif(missing, reason=f"{program} is not installed")
