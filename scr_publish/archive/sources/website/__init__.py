"""A website that the user names: pages walked politely, documents fetched."""

from scr_publish.archive.sources.website.crawl import Bounds
from scr_publish.archive.sources.website.source import Known, Visit, Website, WebsiteOptions

__all__ = ["Bounds", "Known", "Visit", "Website", "WebsiteOptions"]
