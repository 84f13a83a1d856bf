"""What is asked again, how long is waited for it, and when a limit is not pushed."""

from __future__ import annotations

import math
import ssl
from email.utils import formatdate

import pytest
from hub_faults import CARD, INFO, fault

from cardcheck.hub import session, transport
from cardcheck.hub.faults import HubError
from cardcheck.hub.patience import DEFAULT_SECONDS, Patience
from cardcheck.hub.session import ask_json, fetch


@pytest.fixture(autouse=True)
def _repo(hub):
    hub.add("org/name", {"README.md": "# Name\n", "data/train.parquet": 3000})


def _unreachable(lost, told):
    """Return a `send` to which one address is out of reach; `told` keeps each try."""
    send = transport.send

    def sent(method, url, *args, **options):
        if url != lost:
            return send(method, url, *args, **options)
        told.append(url)
        raise transport.TransportError("the Hub cannot be reached")

    return sent


class TestRepeating:
    @pytest.mark.parametrize("kind", ["500", "502", "503", "504", "cut", "drop", "limited"])
    def test_what_passes_is_waited_out(self, hub, kind):
        hub.fail(INFO, kind, times=3)
        assert ask_json(INFO)["id"] == "org/name"
        assert len(hub.log) == 4

    @pytest.mark.parametrize("kind", ["500", "502", "503", "504", "cut", "drop"])
    def test_what_stays_is_a_fault_after_five_tries(self, hub, clock, kind):
        hub.fail(INFO, kind, times=math.inf)
        fault("unreachable", ask_json, INFO)
        assert (len(hub.log), clock.pauses) == (5, [1, 2, 4, 8])

    @pytest.mark.parametrize("kind", ["401", "403", "404", "gated", "garbage"])
    def test_what_stays_by_nature_is_not_repeated(self, hub, clock, kind):
        hub.fail(INFO, kind, times=math.inf)
        with pytest.raises(HubError):
            ask_json(INFO)
        assert (len(hub.log), clock.pauses) == (1, [])

    def test_a_server_that_hangs_is_not_waited_for(self, hub, monkeypatch):
        monkeypatch.setattr("cardcheck.hub.transport.READ_SECONDS", 0.05)
        hub.fail(INFO, "slow", seconds=60, times=math.inf)
        assert "in time" in fault("unreachable", ask_json, INFO)
        assert hub.endpoint

    def test_nor_is_one_that_dribbles(self, monkeypatch):
        monkeypatch.setattr("cardcheck.hub.transport.WHOLE_SECONDS", -1)
        assert "longer than" in fault("unreachable", ask_json, INFO)

    def test_a_limit_is_waited_for_as_long_as_it_says(self, hub, clock):
        hub.fail(INFO, "limited", retry_after="7", times=2)
        ask_json(INFO)
        assert clock.pauses == [7, 7]

    def test_a_date_is_understood_too(self, hub, clock):
        hub.fail(INFO, "limited", retry_after=formatdate(clock.seconds + 42, usegmt=True))
        ask_json(INFO)
        assert clock.pauses == [42]

    def test_a_date_in_the_past_asks_for_no_wait(self, hub, clock):
        hub.fail(INFO, "limited", retry_after=formatdate(clock.seconds - 42, usegmt=True))
        ask_json(INFO)
        assert clock.pauses == []

    @pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "9" * 400, "Mon, 99 Foo 2026", "²"])
    def test_nonsense_asks_for_nothing(self, patience, value):
        assert patience.asked_pause({"retry-after": value}) is None

    def test_a_window_that_is_used_up_is_waited_for(self, patience):
        assert patience.asked_pause({"ratelimit": '"api";r=0;t=55'}) == 56
        assert patience.asked_pause({"ratelimit": '"api";r=1;t=55'}) is None

    def test_more_patience_than_there_is_is_not_asked_for(self, hub, clock):
        hub.fail(INFO, "limited", retry_after="301", times=math.inf)
        assert "limit" in fault("limited", ask_json, INFO)
        assert (len(hub.log), clock.pauses) == (1, [])

    def test_patience_is_counted_over_all_tries(self, hub, clock):
        hub.fail(INFO, "limited", retry_after="120", times=math.inf)
        fault("limited", ask_json, INFO)
        assert clock.pauses == [120, 120]

    def test_a_limit_that_asks_for_no_wait_has_an_end(self, hub):
        hub.fail(INFO, "limited", retry_after="0", times=math.inf)
        fault("limited", ask_json, INFO)
        assert len(hub.log) == 10

    def test_an_impatient_run_does_not_wait(self, hub, monkeypatch, clock):
        monkeypatch.setattr(session, "patience", Patience(0, sleep=clock.sleep, monotonic=clock.now))
        hub.fail(INFO, "503")
        fault("unreachable", ask_json, INFO)
        assert clock.pauses == []

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [("7", 7), ("0", 0), ("-3", 0), ("soon", DEFAULT_SECONDS), ("nan", 0), (None, DEFAULT_SECONDS)],
    )
    def test_how_long_to_wait_may_be_said(self, monkeypatch, value, seconds):
        monkeypatch.delenv("CARDCHECK_HUB_PATIENCE", raising=False)
        if value is not None:
            monkeypatch.setenv("CARDCHECK_HUB_PATIENCE", value)
        assert session._seconds() == seconds

    def test_a_certificate_that_is_not_valid_does_not_get_better(self):
        error = OSError("x")
        error.__cause__ = ssl.SSLCertVerificationError("https://hub.example/?signature")
        told = transport.told(error)
        assert (told.is_passing, "certificate" in str(told), "signature" in str(told)) == (False, True, False)

    def test_pauses_are_told(self, hub, patience):
        told = []
        patience.on_wait = told.append
        hub.fail(INFO, "limited", retry_after="7")
        ask_json(INFO)
        assert told == [7]

    def test_what_writes_is_not_repeated(self, hub):
        hub.fail("/api/validate-yaml", "500", times=math.inf)
        fault("unreachable", fetch, "POST", "/api/validate-yaml", body=b"{}")
        assert len(hub.log) == 1

    def test_but_after_a_limit_nothing_was_written_yet(self, hub):
        hub.fail("/api/validate-yaml", "limited", times=1)
        body = b'{"content": "", "repoType": "dataset"}'
        fetch("POST", "/api/validate-yaml", body=body, headers={"Content-Type": "application/json"})
        assert hub.log.count() == 2

    def test_a_hub_that_has_long_been_silent_is_not_waited_for(self, hub, clock):
        hub.fail(INFO, "500", times=math.inf)
        for _ in range(8):
            fault("unreachable", ask_json, INFO)
        assert clock.pauses == [1, 2, 4, 8] * 8
        fault("unreachable", ask_json, INFO)
        assert len(clock.pauses) == 32
        hub.heal()
        ask_json(INFO)
        hub.fail(INFO, "500")
        ask_json(INFO)

    def test_one_host_is_out_of_reach_while_another_answers(self, clock, monkeypatch):
        lost = "http://lost.example/is-valid"
        monkeypatch.setattr(transport, "send", _unreachable(lost, told := []))
        for _ in range(8):
            ask_json(INFO)
            fault("unreachable", fetch, "GET", lost)
        assert (len(told), clock.pauses) == (8 * 5, [1, 2, 4, 8] * 8)
        for _ in range(100):
            ask_json(INFO)
            assert "reached" in fault("unreachable", fetch, "GET", lost)
        assert len(told) == 40

    def test_what_was_out_of_reach_is_tried_again_after_a_while(self, hub, clock, monkeypatch):
        with monkeypatch.context() as lost:
            lost.setattr(transport, "send", _unreachable(hub.endpoint + INFO, []))
            for _ in range(9):
                fault("unreachable", ask_json, INFO)
        fault("unreachable", ask_json, INFO)
        clock.sleep(60)
        assert ask_json(INFO)["id"] == "org/name"
        assert ask_json(INFO)["id"] == "org/name"


class TestBrake:
    def test_the_last_requests_of_a_window_are_not_used_up(self, clock, monkeypatch):
        send = transport.send

        def limited(*args, **options):
            answer = send(*args, **options)
            return answer._replace(headers={**answer.headers, "ratelimit": '"api";r=3;t=30'})

        monkeypatch.setattr(transport, "send", limited)
        fetch("GET", INFO)
        assert clock.pauses == []
        fetch("GET", INFO)
        assert clock.pauses == [31]

    def test_other_limits_are_not_waited_for(self, hub, clock):
        session.patience.note(f"{hub.endpoint.partition('//')[2]}/api/", {"ratelimit": '"api";r=3;t=30'})
        fetch("GET", CARD)
        assert clock.pauses == []

    def test_nor_where_enough_is_left(self, hub, clock):
        session.patience.note(f"{hub.endpoint.partition('//')[2]}/api/", {"ratelimit": '"api";r=300;t=30'})
        fetch("GET", INFO)
        assert clock.pauses == []

    def test_nor_for_longer_than_there_is_patience(self, hub, clock):
        session.patience.note(f"{hub.endpoint.partition('//')[2]}/api/", {"ratelimit": '"api";r=0;t=99999'})
        fetch("GET", INFO)
        assert clock.pauses == []

    def test_requests_on_their_way_count(self, patience, clock):
        patience.note("hub/api/", {"ratelimit": '"api";r=12;t=30'})
        for _ in range(2):
            patience.brake("hub/api/")
        assert clock.pauses == []
        patience.brake("hub/api/")
        assert clock.pauses == [31]
