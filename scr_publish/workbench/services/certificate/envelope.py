"""A certificate's PDF around its JSON: the JSON attached, and all bytes signed.

The signature is a comment after the end of the file, which readers of PDF skip: it covers each byte before it, so that
neither a page nor the attachment can be changed."""

from __future__ import annotations

import base64
import io

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ATTACHMENT = "certificate.json"
_MARK = b"\n%scr-publish-signature "


def enveloped(pdf: bytes, certificate: bytes, key: Ed25519PrivateKey) -> bytes:
    """The pages with the certificate attached, signed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(
            document, certificate, filename=ATTACHMENT, mime_type="application/json", description="Signed certificate"
        )
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    whole = out.getvalue()
    return whole + _MARK + base64.b64encode(key.sign(whole)) + b"\n"


def signature_of(pdf: bytes) -> tuple[str, bytes]:
    """The signature, and the bytes that it covers; both empty where there is none."""
    whole, mark, signature = pdf.rpartition(_MARK)
    if not mark:
        return "", b""
    return signature.strip().decode("ascii", errors="replace"), whole


def attached_json(pdf: bytes) -> bytes | None:
    """The attached certificate; None where there is none, or the file is no whole PDF."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return document.attachments[ATTACHMENT].get_file().read_bytes()
    except (pikepdf.PdfError, KeyError, ValueError, AttributeError):
        return None
