"""Where connections may go."""

from __future__ import annotations

import httpx
import pytest

from scr_publish.archive.sources.website.addresses import Site, resolved, site_address
from scr_publish.archive.sources.website.guard import GuardedTransport, PrivateAddressError, is_public, look_up


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.9", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_private_networks_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


class Recorder(httpx.BaseTransport):
    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200)


def test_a_public_site_cannot_turn_into_a_private_machine() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1", "93.184.216.35"], ["10.0.0.1"]])
    inner = Recorder()
    with httpx.Client(transport=GuardedTransport(inner, lambda _host, _port: next(answers))) as client:
        client.get("https://board.example/a")
        client.get("https://board.example/a")
        with pytest.raises(PrivateAddressError):
            client.get("https://board.example/a")
    assert [request.url.host for request in inner.requests] == ["93.184.216.34", "93.184.216.35"]
    assert all(request.headers["host"] == "board.example" for request in inner.requests)
    assert all(request.extensions["sni_hostname"] == "board.example" for request in inner.requests)


def test_a_site_of_the_own_network_stays_there() -> None:
    guard = GuardedTransport(Recorder(), lambda _host, _port: ["192.168.1.4"])
    assert guard.addresses("intranet", 80) == ["192.168.1.4"]
    assert not guard.is_public("intranet")


def test_an_unknown_host_is_a_connection_that_failed() -> None:
    with pytest.raises(httpx.ConnectError):
        look_up("no-such-host.invalid", 443)


def test_what_belongs_to_a_site() -> None:
    site = Site(site_address("https://www.board.example/reviews/"), ("files.example",))
    assert site.has("https://board.example/x.pdf")
    assert site.has("https://files.example/x.pdf")
    assert not site.has("http://board.example/x.pdf")
    assert site.secure("http://board.example/x.pdf") == "https://board.example/x.pdf"
    assert not site.has("https://board.example.evil.example/x.pdf")
    assert not site.has("https://board.example:8443/x.pdf")
    assert site.walks("https://board.example/reviews/2016")
    assert not site.walks("https://board.example/reviews-of-bins")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../a b.pdf#page=2", "https://board.example/a%20b.pdf"),
        ("//BOARD.example:443/x/../y.pdf", "https://board.example/y.pdf"),
        ("data:text/html,hello", ""),
        ("ftp://board.example/x.pdf", ""),
        ("https://me:pass@board.example/x.pdf", ""),
        ("https://board.example/" + "x" * 2_500, ""),
    ],
)
def test_addresses_have_one_written_form(link: str, address: str) -> None:
    assert resolved(link, "https://board.example/reviews/child-k") == address
