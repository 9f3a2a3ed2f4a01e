"""The website as a source: what is walked, what is fetched, what is left alone, and how gently."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scr_publish.archive.items import Item
from scr_publish.archive.sources.website import Bounds, Known, Visit, Website, WebsiteOptions
from scr_publish.archive.sources.website.fetching import Limits, Validators
from scr_publish.errors import InputError
from tests.archive.website_server import LocalSite, Reply, SetClock, serving

PDF = b"%PDF-1.4\n%%EOF\n"
START = "/serious-case-reviews"


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with serving(LocalSite()) as running:
        yield running


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def scan(
    site: LocalSite, clock: SetClock, *, start: str = START, known: dict[str, Known] | None = None, **options: object
) -> tuple[dict[str, Item], dict[str, Visit], Website]:
    """(items, visits, source), both by the path of the address."""
    source = Website(site.address + start, WebsiteOptions(delay=0, **options), known=known, clock=clock)  # type: ignore[arg-type]
    with source:
        items = {item.id.removeprefix(site.address): item for item in source.items()}
    visits = {visit.item.removeprefix(site.address): visit for visit in source.visits}
    return items, visits, source


def test_documents_are_found_with_words_and_dates(site: LocalSite, clock: SetClock) -> None:
    site.page(
        START,
        """<ul><li><a href="/files/child-k.pdf">Child <b>K</b>: the report (PDF, 1MB)</a> Published: 9 June 2016</li>
        <li><a href="serious-case-reviews/child-m">Child M</a></li></ul>
        <table><tr><th>Report</th><th>Date published</th></tr>
        <tr><td><a href='/media/371/'>Child N</a></td><td>03/05/2018</td></tr></table>""",
    )
    site.page(
        f"{START}/child-m",
        '<p>She died on 4 May 2014. <a href="../files/child-m.docx" title="x"><img alt="Report on Child M"></a>',
    )
    site.document("/files/child-k.pdf", PDF)
    site.document(
        "/files/child-m.docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    site.replies["/media/371/"] = Reply(
        PDF,
        kind="application/octet-stream",
        headers={"Content-Disposition": 'attachment; filename="../../Child N final.PDF"'},
    )
    items, visits, source = scan(site, clock)
    assert set(items) == {"/files/child-k.pdf", "/files/child-m.docx", "/media/371/"}
    child_k = items["/files/child-k.pdf"]
    assert (child_k.link_text, child_k.link_date, child_k.published) == (
        "Child K: the report (PDF, 1MB)",
        "2016-06-09",
        "2016-06-09",
    )
    assert child_k.found_on == site.address + START
    child_m = items["/files/child-m.docx"]
    assert (child_m.name, child_m.link_text, child_m.published) == ("child-m.docx", "Report on Child M", "")
    assert (items["/media/371/"].name, items["/media/371/"].published) == ("Child N final.pdf", "2018-05-03")
    assert visits["/files/child-k.pdf"].etag
    assert visits["/files/child-k.pdf"].http_status == 200
    assert source.complete


def test_what_was_fetched_lies_in_a_private_folder_and_goes(site: LocalSite, clock: SetClock) -> None:
    site.page(START, '<a href="a.pdf">A</a> <a href="b.pdf">B</a>')
    site.document("/a.pdf", PDF)
    site.document("/b.pdf", PDF)
    with Website(site.address + START, WebsiteOptions(delay=0), clock=clock) as source:
        first, second = source.items()
        path = Path(first.path)
        folder = path.parents[1]
        assert (path.read_bytes(), path.name) == (PDF, "a.pdf")
        assert folder.stat().st_mode & 0o077 == 0
        assert Path(second.path).parent != path.parent
    assert not folder.exists()


def test_the_walk_keeps_to_the_site_and_to_its_part(site: LocalSite, clock: SetClock) -> None:
    site.page(
        START,
        """<nav><a href="/council-tax">Council tax</a></nav>
        <main><a href="/news/child-p">Child P</a> <a href="https://elsewhere.example/x.pdf">Elsewhere</a>
        <a href="mailto:board@wexmoor.example">Write</a> <a href="javascript:void(0)">Open</a> <a href="file:///etc/passwd">F</a>
        <a href="serious-case-reviews#top">Top</a></main>""",
    )
    site.page(
        "/news/child-p",
        '<p><a href="child-p.pdf">Report</a> <a href="/news/bins">Bins</a> <a href="/serious-case-reviews/loop">Loop</a>',
    )
    site.page(
        f"{START}/loop", '<a href="/serious-case-reviews/loop?page=1">1</a><a href="/serious-case-reviews">Up</a>'
    )
    site.page(f"{START}/loop?page=1", '<a href="/serious-case-reviews/loop">Back</a>')
    site.document("/news/child-p.pdf", PDF)
    items, _, source = scan(site, clock)
    assert set(items) == {"/news/child-p.pdf"}
    assert site.asked("/council-tax") == site.asked("/news/bins") == 0
    assert site.asked(START) == site.asked(f"{START}/loop") == 1
    elsewhere = source.visits[-1]
    assert (elsewhere.item, elsewhere.error, elsewhere.found_on) == (
        "https://elsewhere.example/x.pdf",
        "elsewhere",
        site.address + START,
    )
    whole, _, _ = scan(site, clock, whole_site=True)
    assert set(whole) == set(items)
    assert site.asked("/council-tax") == site.asked("/news/bins") == 1


def test_robots_are_obeyed_and_slow_the_walk(site: LocalSite, clock: SetClock) -> None:
    site.robots("User-agent: *\nDisallow: /\n\nUser-agent: scr-publish\nCrawl-delay: 7\nDisallow: /private/\n")
    site.page(START, '<a href="/private/a.pdf">A</a> <a href="/b.pdf">B</a>')
    site.document("/private/a.pdf", PDF)
    site.document("/b.pdf", PDF)
    items, visits, _ = scan(site, clock)
    assert set(items) == {"/b.pdf"}
    assert visits["/private/a.pdf"].error == "robots"
    assert visits["/private/a.pdf"].http_status is None
    assert site.asked("/private/a.pdf") == 0
    assert clock.slept == [7, 7]
    assert all("scr-publish/" in request.headers["user-agent"] for request in site.requests)


@pytest.mark.parametrize(
    ("robots", "words"),
    [
        (Reply(b"User-agent: *\nDisallow: /", kind="text/plain"), "robots.txt forbids it"),
        (Reply(status=503), "status 503"),
        (Reply(b"#" * 600_000, kind="text/plain"), "half a megabyte"),
    ],
    ids=["forbidden", "cannot say", "endless"],
)
def test_a_site_that_may_not_be_scanned_is_one_clear_line(
    site: LocalSite, clock: SetClock, robots: Reply, words: str
) -> None:
    site.page(START, "")
    site.replies["/robots.txt"] = robots
    with pytest.raises(InputError, match=words):
        scan(site, clock)
    assert site.asked(START) == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://wexmoor.example/", "no web address"),
        ("https://", "no web address"),
        ("https://me:secret@wexmoor.example/", "name or password"),
        ("https://[::1", "no web address"),
    ],
)
def test_what_is_no_web_address_is_said(address: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        Website(address)
    assert "secret" not in str(caught.value)


def test_a_site_that_is_not_there_is_said(clock: SetClock) -> None:
    with Website("http://127.0.0.1:9/x", clock=clock) as source, pytest.raises(InputError, match="cannot be reached"):
        list(source.items())


def test_troubles_are_told_apart(site: LocalSite, clock: SetClock) -> None:
    names = ["gone", "forbidden", "server", "large", "said-large", "page", "off", "ring", "long", "fine"]
    site.page(START, "".join(f'<a href="/{name}.pdf">{name}</a>' for name in names))
    site.broken("/gone.pdf", 410)
    site.broken("/forbidden.pdf", 403)
    site.broken("/server.pdf", 500)
    site.replies["/large.pdf"] = Reply(
        PDF + b" " * 3_000, kind="application/pdf", headers={"Content-Length": "", "Connection": "close"}
    )
    site.document("/said-large.pdf", PDF + b" " * 3_000)
    site.page("/page.pdf", "<p>We are sorry, this page was moved.")
    site.redirect("/off.pdf", "http://169.254.169.254/latest/meta-data/")
    site.redirect("/ring.pdf", "/ring.pdf?again")
    site.redirect("/ring.pdf?again", "/ring.pdf")
    for number in range(9):
        site.redirect("/long.pdf" if not number else f"/step-{number}", f"/step-{number + 1}")
    site.redirect("/fine.pdf", "/kept/fine.pdf", 301)
    site.document("/kept/fine.pdf", PDF)
    items, visits, source = scan(site, clock, bounds=Bounds(document_bytes=2_000))
    assert set(items) == {"/fine.pdf"}
    assert {path: visit.error for path, visit in visits.items()} == {
        "/gone.pdf": "gone", "/forbidden.pdf": "forbidden", "/server.pdf": "server", "/large.pdf": "too-large",
        "/said-large.pdf": "too-large", "/page.pdf": "not-a-document", "/off.pdf": "off-site", "/ring.pdf": "loop",
        "/long.pdf": "loop", "/fine.pdf": "",
    }  # fmt: skip
    assert source.complete
    assert site.asked("/server.pdf") == 3


def test_a_busy_server_is_given_the_time_that_it_asks_for(site: LocalSite, clock: SetClock) -> None:
    site.page(START, '<a href="/a.pdf">A</a>')
    site.document("/a.pdf", PDF)
    document = site.replies["/a.pdf"]
    answers = iter(
        [
            Reply(status=429, headers={"Retry-After": "30"}),
            Reply(status=503),
            Reply(status=503, headers={"Retry-After": "9999"}),
        ]
    )
    site.replies["/a.pdf"] = lambda request: next(answers, None) or document(request)  # type: ignore[operator]
    items, _, _ = scan(site, clock, limits=Limits(tries=4))
    assert set(items) == {"/a.pdf"}
    assert clock.slept == [30, 2, 120]


def test_a_page_that_fails_leaves_the_walk_incomplete(site: LocalSite, clock: SetClock) -> None:
    site.page(START, f'<a href="{START}/child-k">Child K</a> <a href="{START}/old">Old</a>')
    site.broken(f"{START}/child-k", 502)
    assert not scan(site, clock)[2].complete
    site.broken(f"{START}/child-k", 404)
    assert scan(site, clock)[2].complete


def test_a_server_that_drips_is_left(site: LocalSite, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page(START, '<a href="/slow.pdf">A</a>')
    site.document("/slow.pdf", PDF + b" " * 300_000)
    monkeypatch.setattr(clock, "monotonic", iter(range(0, 10**7, 100)).__next__)
    _, visits, _ = scan(site, clock, limits=Limits(whole=150, tries=1), start=START)
    assert visits["/slow.pdf"].error == "slow"


def test_limits_of_pages_and_documents_are_said(site: LocalSite, clock: SetClock) -> None:
    site.page(START, "".join(f'<a href="{START}/{n}">{n}</a> <a href="/{n}.pdf">{n}</a>' for n in range(6)))
    for n in range(6):
        site.page(f"{START}/{n}", "")
        site.document(f"/{n}.pdf", PDF)
    items, visits, source = scan(site, clock, bounds=Bounds(pages=3, documents=2))
    assert len(items) == 2
    assert [visit.error for visit in visits.values()].count("limit") == 4
    assert sum(site.asked(f"{START}/{n}") for n in range(6)) == 2
    assert not source.complete


def test_unchanged_documents_are_not_sent_again(site: LocalSite, clock: SetClock) -> None:
    site.page(START, '<a href="/a.pdf">A</a> <a href="/b.pdf">B</a>')
    site.document("/a.pdf", PDF)
    site.document("/b.pdf", PDF + b"b")
    items, visits, _ = scan(site, clock)
    known = {
        visit.item: Known(
            replace(items[path], path=""), Validators(visit.etag, visit.last_modified), current=path == "/a.pdf"
        )
        for path, visit in visits.items()
    }
    again, visits, _ = scan(site, clock, known=known)
    assert [again[path].path != "" for path in ("/a.pdf", "/b.pdf")] == [False, True]
    assert (visits["/a.pdf"].http_status, visits["/b.pdf"].http_status) == (304, 200)
    assert again["/a.pdf"].stamp == items["/a.pdf"].stamp
    assert visits["/a.pdf"].etag == known[f"{site.address}/a.pdf"].validators.etag


def known_as(site: LocalSite, *paths: str) -> dict[str, Known]:
    return {
        site.address + path: Known(
            Item(site.address + path, path[1:], "", 9, "0" * 64, published="2016-06-09"), Validators()
        )
        for path in paths
    }


def test_known_documents_without_a_link_are_asked_for(site: LocalSite, clock: SetClock) -> None:
    site.page(START, "")
    site.document("/kept.pdf", PDF)
    items, visits, _ = scan(site, clock, known=known_as(site, "/kept.pdf", "/gone.pdf"))
    assert set(items) == {"/kept.pdf"}
    assert (visits["/kept.pdf"].linked, visits["/kept.pdf"].error) == (False, "")
    assert (visits["/gone.pdf"].linked, visits["/gone.pdf"].error) == (False, "gone")


def test_a_known_document_that_cannot_be_had_now_is_not_taken_for_gone(site: LocalSite, clock: SetClock) -> None:
    site.page(START, '<a href="/a.pdf">A</a>')
    site.broken("/a.pdf", 503)
    items, visits, _ = scan(site, clock, known=known_as(site, "/a.pdf"))
    assert (items["/a.pdf"].path, items["/a.pdf"].stamp, items["/a.pdf"].published) == ("", "0" * 64, "2016-06-09")
    assert (visits["/a.pdf"].error, visits["/a.pdf"].sha256) == ("server", "")


def test_content_that_was_not_sent_can_be_had_after_all(site: LocalSite, clock: SetClock) -> None:
    site.page(START, '<a href="/a.pdf">A</a>')
    site.document("/a.pdf", PDF)
    with Website(site.address + START, WebsiteOptions(delay=0), clock=clock) as source:
        [item] = source.items()
        unsent = replace(item, path="")
        assert Path(source.fetched(unsent).path).read_bytes() == PDF
        site.broken("/a.pdf", 500)
        assert source.fetched(unsent).path == ""


def test_sitemaps_give_documents(site: LocalSite, clock: SetClock) -> None:
    def entry(path: str) -> str:
        return f"<url><loc>{site.address}{path}</loc><lastmod>2019-04-02T10:00:00Z</lastmod></url>"

    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.robots(f"User-agent: *\nAllow: /\nSitemap: {site.address}/sitemap.xml\n")
    site.page(START, "")
    site.replies["/sitemap.xml"] = Reply(
        f"<urlset {space}>{entry('/bins.pdf')}{entry(START + '/k.pdf')}</urlset>".encode(), kind="text/xml"
    )
    index = f"<sitemapindex {space}><sitemap><loc>{site.address}/all.xml.gz</loc></sitemap></sitemapindex>"
    site.replies["/index.xml"] = Reply(index.encode(), kind="text/xml")
    site.replies["/all.xml.gz"] = Reply(
        gzip.compress(f"<urlset {space}>{entry('/far/m.pdf')}</urlset>".encode()), kind="application/gzip"
    )
    site.replies["/evil.xml"] = Reply(
        b'<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', kind="text/xml"
    )
    for path in (START + "/k.pdf", "/bins.pdf", "/far/m.pdf"):
        site.document(path, PDF)
    items, _, _ = scan(site, clock, sitemaps=(f"{site.address}/index.xml", f"{site.address}/evil.xml"))
    assert set(items) == {START + "/k.pdf", "/far/m.pdf"}
    assert items["/far/m.pdf"].link_date == "2019-04-02"


def test_hostile_pages_are_read_as_far_as_they_go(site: LocalSite, clock: SetClock) -> None:
    site.page(
        START,
        f'<a href="{START}/deep">D</a><a href="{START}/tag">T</a><a href="{START}/no">N</a><a href="http://[bad">B</a><a href="/a.pdf">A</a>',
    )
    site.page(f"{START}/deep", "<div>" * 20_000)
    site.page(f"{START}/tag", f"<a {'x' * 6_000}=1 href='/b.pdf'>B</a>")
    site.page(f"{START}/no", '<meta name="robots" content="noindex,nofollow"><a href="/c.pdf">C</a>')
    site.document("/a.pdf", PDF)
    items, _, source = scan(site, clock)
    assert set(items) == {"/a.pdf"}
    assert source.complete


def test_a_start_that_has_moved_is_walked_in_its_new_place(site: LocalSite, clock: SetClock) -> None:
    site.redirect(START, "/new/reviews/", 301)
    site.page("/new/reviews/", '<nav><a href="child-k">K</a></nav>')
    site.page("/new/reviews/child-k", '<nav><a href="/a.pdf">A</a></nav>')
    site.document("/a.pdf", PDF)
    assert set(scan(site, clock)[0]) == {"/a.pdf"}


def test_a_document_may_be_named_itself(site: LocalSite, clock: SetClock) -> None:
    site.document("/child-k.pdf", PDF)
    assert set(scan(site, clock, start="/child-k.pdf")[0]) == {"/child-k.pdf"}
