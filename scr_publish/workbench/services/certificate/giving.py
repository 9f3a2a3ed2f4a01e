"""The certificate of a review that has been signed off, as the files that people keep."""

from __future__ import annotations

from sqlalchemy import select

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import SignOff
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.certificate import envelope
from scr_publish.workbench.services.certificate.signing import signing_key


def certificate_json(session: RecordSession, actor: Actor, review_id: str) -> bytes:
    """The certificate of the last sign-off of a review, as signed canonical JSON. Raises NotFound."""
    allow(actor, Act.CERTIFICATE)
    review = rows.review_row(session, review_id)
    last = session.scalars(
        select(SignOff).where(SignOff.review_id == review.id).order_by(SignOff.signed_at.desc()).limit(1)
    ).first()
    if last is None:
        raise NotFound("There is no certificate: the review has not been signed off.")
    text = session.box(review.key_id).open_text(last.certificate, f"sign_off.certificate:{last.id}")
    return f"{text}\n".encode()


def certificate_pdf(session: RecordSession, actor: Actor, review_id: str) -> bytes:
    """The same as a PDF to print and file, with the JSON attached and all of it signed. Raises NotFound."""
    from scr_publish.workbench.services.certificate.pages import pages

    made = certificate_json(session, actor, review_id)
    return envelope.enveloped(pages(made), made, signing_key(session.record))
