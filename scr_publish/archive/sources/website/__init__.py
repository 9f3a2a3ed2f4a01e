"""A website that the user names: pages walked politely, documents fetched."""

from scr_publish.archive.sources.website.addresses import site_address
from scr_publish.archive.sources.website.crawl import Bounds
from scr_publish.archive.sources.website.data import trouble_words
from scr_publish.archive.sources.website.fetching import Validators
from scr_publish.archive.sources.website.source import USER_AGENT, Known, Visit, Website, WebsiteOptions

__all__ = [
    "USER_AGENT",
    "Bounds",
    "Known",
    "Validators",
    "Visit",
    "Website",
    "WebsiteOptions",
    "site_address",
    "trouble_words",
]
