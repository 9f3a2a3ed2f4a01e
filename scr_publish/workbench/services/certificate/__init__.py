"""The certificate of a sign-off: signed JSON, the same as a PDF, and their verification against a file."""

from scr_publish.workbench.services.certificate.giving import certificate_json, certificate_pdf
from scr_publish.workbench.services.certificate.signing import key_fingerprint
from scr_publish.workbench.services.certificate.verifying import Verification, verify

__all__ = ["Verification", "certificate_json", "certificate_pdf", "key_fingerprint", "verify"]
