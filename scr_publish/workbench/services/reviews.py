"""Reviews: one report through its versions."""

from __future__ import annotations

from sqlalchemy import select

from scr_publish.config import load_profile
from scr_publish.config.profile import DEFAULT_PROFILE, Profile, profile_names
from scr_publish.workbench.errors import Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import Review
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.versions.reading import version_view
from scr_publish.workbench.services.versions.uploading import Upload, store
from scr_publish.workbench.services.views import ReviewView, VersionView

_TITLE_LENGTH = 200


def profiles(record: Record) -> dict[str, Profile]:
    """The kinds of review to choose from, by name: those that ship, and the Board's own of the settings."""
    own = [load_profile(str(path)) for path in record.settings.profiles]
    shipped = [load_profile(name) for name in profile_names()]
    return {profile.name: profile for profile in (*shipped, *own)}


def create_review(session: RecordSession, actor: Actor, title: str, profile: str = "") -> ReviewView:
    """A new review, without a draft yet. Raises Refused where the title is none or the profile is not known."""
    allow(actor, Act.UPLOAD)
    profile = profile or DEFAULT_PROFILE
    if profile not in profiles(session.record):
        raise Refused("There is no such kind of review here: choose one of the list.")
    key_id, box = session.new_box()
    row = Review(key_id=key_id, profile=profile, created_by=actor.id)
    session.add(row)
    session.flush()
    row.title = box.seal_text(_title(title), f"review.title:{row.id}")
    audit.append(session, actor, "review.created", row.id, profile=profile)
    return review_view(session, row)


def begin_review(
    record: Record,
    actor: Actor,
    title: str,
    profile: str,
    draft: Upload,
    companions: tuple[Upload, ...] = (),
    case: Upload | None = None,
    *,
    passphrase: str = "",
) -> VersionView:
    """A new review with its first version: both, or neither where what was sent is refused. Raises as `create_review`
    and `versions.upload` do."""
    allow(actor, Act.UPLOAD)

    def review(session: RecordSession) -> str:
        return create_review(session, actor, title, profile).id

    return store(record, actor, review, draft, companions, case, passphrase)


def list_reviews(session: RecordSession, actor: Actor, *, first: int = 0, limit: int | None = None) -> list[ReviewView]:
    """The reviews that have not been deleted, the newest first: `limit` of them, after the `first` ones."""
    allow(actor, Act.READ)
    ordered = select(Review).where(Review.deleted_at.is_(None)).order_by(Review.created_at.desc(), Review.id)
    return [review_view(session, row) for row in session.scalars(ordered.offset(first).limit(limit))]


def get_review(session: RecordSession, actor: Actor, review_id: str) -> ReviewView:
    """One review. Raises NotFound."""
    allow(actor, Act.READ)
    return review_view(session, rows.review_row(session, review_id))


def rename_review(session: RecordSession, actor: Actor, review_id: str, title: str) -> ReviewView:
    """Another title."""
    allow(actor, Act.UPLOAD)
    row = rows.review_row(session, review_id)
    row.title = session.box(row.key_id).seal_text(_title(title), f"review.title:{row.id}")
    audit.append(session, actor, "review.renamed", row.id)
    return review_view(session, row)


def review_view(session: RecordSession, row: Review) -> ReviewView:
    """A review as pages show it."""
    latest = rows.latest_version(session, row.id)
    signed = rows.sign_off_row(session, latest.id) if latest else None
    names = rows.names_of(session, (row.created_by, signed.signed_by if signed else None))
    return ReviewView(
        id=row.id,
        title=session.box(row.key_id).open_text(row.title, f"review.title:{row.id}"),
        profile=row.profile,
        created_by=names[row.created_by],
        created_at=row.created_at,
        versions=rows.version_count(session, row.id),
        latest=version_view(session, latest) if latest else None,
        signed_off_at=signed.signed_at if signed else None,
        signed_off_by=names[signed.signed_by] if signed else "",
    )


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > _TITLE_LENGTH:
        raise Refused(f"A review needs a title of at most {_TITLE_LENGTH} characters.")
    return title
