"""Who is asked and who sees the token: redirects, links and other hosts."""

from __future__ import annotations

import math
from pathlib import Path

import huggingface_hub.constants
import pytest
from fakehub import TOKEN
from hub_faults import CARD, INFO, fault

from cardcheck.hub import hosts, session, transport
from cardcheck.hub.faults import HubError
from cardcheck.hub.session import ask_json, fetch, pages


@pytest.fixture(autouse=True)
def _repo(hub):
    hub.add("org/name", {"README.md": "# Name\n", "data/train.parquet": 3000})


class TestToken:
    def test_the_hub_gets_it(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        ask_json(INFO)
        assert hub.log.matching(INFO)[0].has_token

    def test_who_has_logged_in_is_known(self, hub):
        Path(huggingface_hub.constants.HF_TOKEN_PATH).write_text(TOKEN + "\n", encoding="utf-8")
        ask_json(INFO)
        assert hub.log.matching(INFO)[0].has_token

    def test_what_cannot_be_a_token_is_not_sent(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", "hf_schlüssel")
        assert "schl" not in fault("unauthorized", ask_json, INFO)
        assert len(hub.log) == 0

    def test_whoever_has_none_sends_none(self, hub):
        ask_json(INFO)
        assert not hub.log.with_token

    def test_whoever_wants_it_sent_only_when_told_so_is_heard(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
        ask_json(INFO)
        assert not hub.log.with_token

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_to_another_host_loses_it(self, hub, foreign_host, monkeypatch, status):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        foreign_host.add("org/name", {"README.md": "# Theirs\n"})
        hub.fail(CARD, "moved-away", location=foreign_host.endpoint + CARD)
        send = transport.send

        def redirecting(*args, **options):
            answer = send(*args, **options)
            return answer._replace(status=status) if answer.status == 302 else answer

        monkeypatch.setattr(transport, "send", redirecting)
        assert fetch("GET", CARD).data == b"# Theirs\n"
        assert hub.log.with_token
        assert len(foreign_host.log) == 1
        assert not foreign_host.log.with_token

    def test_another_port_is_another_host(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        where = "/datasets/org/name/resolve/main/data/train.parquet"
        fetch("GET", where)
        assert {entry.site: entry.has_token for entry in hub.log} == {"hub": True, "cdn": False}

    def test_a_viewer_of_somebody_else_does_not_get_it(self, foreign_host, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        fault("missing", fetch, "GET", foreign_host.endpoint + "/is-valid", params={"dataset": "org/name"})
        assert not foreign_host.log.with_token

    @pytest.mark.parametrize(
        ("url", "is_own"),
        [
            ("https://hub.example/api", True),
            ("https://HUB.example:443/api", True),
            ("https://datasets-server.hub.example/splits", True),
            ("http://hub.example/api", False),
            ("https://hub.example:8443/api", False),
            ("https://hub.example.evil.example/api", False),
            ("https://evil.example/hub.example", False),
            ("https://evil-datasets-server.hub.example/", False),
            ("https://cdn.hub.example/", False),
        ],
    )
    def test_only_the_hubs_own_hosts_may_see_it(self, monkeypatch, url, is_own):
        monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
        assert hosts.is_own(url) is is_own

    @pytest.mark.parametrize(
        "url", ["https://hub.example@evil.example/", "https://evil.example\\@hub.example/", "https://hub.example/\n"]
    )
    def test_an_address_that_can_be_read_in_two_ways_is_none(self, monkeypatch, url):
        monkeypatch.setenv("HF_ENDPOINT", "https://hub.example")
        fault("garbled", hosts.is_own, url)

    def test_what_is_asked_for_goes_along(self, hub, foreign_host):
        foreign_host.add("org/name", {"README.md": "# Theirs\n"})
        hub.fail(CARD, "moved-away", location=foreign_host.endpoint + CARD)
        fetch("GET", CARD, headers={"Range": "bytes=0-3"}, expect={206})
        assert foreign_host.log.matching()[0].headers["range"] == "bytes=0-3"


class TestRedirects:
    def test_a_former_name_leads_to_the_new_one(self, hub):
        hub.rename("org/name", "org/new")
        assert ask_json(INFO)["id"] == "org/new"

    def test_a_circle_is_left(self, hub):
        hub.fail(INFO, "moved-away", location=INFO, times=math.inf)
        assert "circles" in fault("garbled", ask_json, INFO)
        assert len(hub.log) == 5

    @pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://x/", "http://[/", "http://x:y/"])
    def test_what_is_no_address_is_not_followed(self, hub, location):
        hub.fail(INFO, "moved-away", location=location, times=math.inf)
        with pytest.raises(HubError):
            ask_json(INFO)

    def test_nothing_is_written_elsewhere(self, hub, foreign_host):
        hub.fail("validate-yaml", "moved-away", location=foreign_host.endpoint + "/api/validate-yaml")
        fault("garbled", fetch, "POST", "/api/validate-yaml", body=b"{}")
        assert len(foreign_host.log) == 0

    def test_encryption_is_not_given_up(self):
        fault("garbled", hosts.redirected, "GET", "https://hub.example/x", 302, "http://hub.example/x")


class TestPages:
    @pytest.fixture(autouse=True)
    def _many(self, hub):
        hub.page_size = 2
        for number in range(5):
            hub.add(f"many/set-{number}", {"README.md": "#\n"})

    def ids(self):
        return [entry["id"] for page in pages("/api/datasets", {"author": "many"}) for entry in page]

    def test_all_are_read_one_after_the_other(self, hub):
        assert self.ids() == [f"many/set-{number}" for number in range(5)]
        assert len(hub.log) == 3

    def test_none_before_it_is_needed(self, hub):
        next(pages("/api/datasets", {"author": "many"}))
        assert len(hub.log) == 1

    @pytest.mark.parametrize("kind", ["500", "503", "cut", "drop", "limited"])
    def test_a_page_that_fails_is_asked_again_and_no_other(self, hub, kind):
        hub.fail("/api/datasets$", kind, times=2, skip=1)
        assert len(self.ids()) == 5
        assert len(hub.log) == 5

    def test_a_link_to_another_host_is_not_followed(self, hub, foreign_host, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        ours = f'<{hub.endpoint}/api/datasets?author=many&cursor=eyJhZnRlciI6Mn0%3D>; rel="next"'
        theirs = ours.replace(hub.endpoint, foreign_host.endpoint)
        assert session._NEXT.search(theirs)
        answers = iter([theirs, ""])
        real = session.fetch

        def hostile(method, url, **options):
            answer = real(method, url, **options)
            return answer._replace(headers={**answer.headers, "link": next(answers)})

        monkeypatch.setattr(session, "fetch", hostile)
        assert len(self.ids()) == 4
        assert len(foreign_host.log) == 0

    @pytest.mark.parametrize("link", ['<?author=many>; rel="next"', "<?a=1>; rel=next", '<http://[>; rel="next"'])
    def test_a_link_that_goes_round_is_left(self, monkeypatch, link):
        real = session.fetch

        def hostile(method, url, **options):
            answer = real(method, url, **options)
            return answer._replace(headers={**answer.headers, "link": link})

        monkeypatch.setattr(session, "fetch", hostile)
        fault("garbled", self.ids)

    def test_what_is_no_list_is_no_page(self, hub):
        hub.fail("/api/datasets$", "garbage", body=b'{"error": "x"}')
        fault("garbled", self.ids)
