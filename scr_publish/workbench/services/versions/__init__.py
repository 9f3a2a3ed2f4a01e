"""Versions: upload, what the check stored, and the stored files."""

from scr_publish.workbench.services.findings import get_finding, list_findings
from scr_publish.workbench.services.versions.files import assessment, get_file
from scr_publish.workbench.services.versions.reading import get_version, list_versions
from scr_publish.workbench.services.versions.uploading import Upload, check_again, upload

__all__ = [
    "Upload",
    "assessment",
    "check_again",
    "get_file",
    "get_finding",
    "get_version",
    "list_findings",
    "list_versions",
    "upload",
]
