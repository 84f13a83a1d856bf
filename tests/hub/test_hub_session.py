"""One question to the Hub: where it goes, and what each refusal is called."""

from __future__ import annotations

import math

import huggingface_hub.constants
import pytest
from fakehub import TOKEN
from hub_faults import CARD, INFO, fault

from cardcheck.hub.faults import HubError
from cardcheck.hub.session import ask_json, endpoint, fetch, through_client, viewer_endpoint


@pytest.fixture(autouse=True)
def _repo(hub):
    hub.add("org/name", {"README.md": "# Name\n", "data/train.parquet": 3000})


class TestEndpoints:
    def test_the_hub_is_where_the_environment_says(self, hub):
        assert endpoint() == hub.endpoint

    def test_the_viewer_may_be_elsewhere(self, hub):
        assert viewer_endpoint() == hub.viewer_endpoint

    def test_else_it_is_beside_the_hub(self, monkeypatch):
        monkeypatch.delenv("CARDCHECK_VIEWER_ENDPOINT")
        monkeypatch.setenv("HF_ENDPOINT", "https://hub.example/")
        assert viewer_endpoint() == "https://datasets-server.hub.example"


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "code", "kind"),
        [
            (401, None, "missing"),
            (403, None, "unauthorized"),
            (404, None, "missing"),
            (410, None, "missing"),
            (451, None, "disabled"),
            (404, "RepoNotFound", "missing"),
            (401, "RepoNotFound", "missing"),
            (404, "RevisionNotFound", "no-revision"),
            (404, "EntryNotFound", "no-file"),
            (401, "GatedRepo", "gated"),
            (403, "GatedRepo", "gated"),
            (400, None, "garbled"),
            (418, "Teapot", "garbled"),
        ],
    )
    def test_each_has_its_kind(self, hub, status, code, kind):
        hub.fail(INFO, "status", status=status, code=code)
        fault(kind, ask_json, INFO)
        assert len(hub.log) == 1

    def test_a_wrong_token_is_told_from_what_is_not_there(self, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", "hf_wrongwrongwrong")
        assert "`HF_TOKEN`" in fault("unauthorized", ask_json, INFO)

    def test_a_token_that_may_not_is_told_from_none(self, hub, monkeypatch):
        hub.fail(INFO, "403", times=2)
        assert "hf auth login" in fault("unauthorized", ask_json, INFO)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        assert "does not allow" in fault("unauthorized", ask_json, INFO)

    def test_a_disabled_dataset(self, hub):
        hub.fail(INFO, "disabled")
        assert fault("disabled", ask_json, INFO) == "the Hub has disabled access to this dataset"

    def test_nothing_that_the_server_writes_is_in_the_sentence(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        for status in (400, 401, 403, 404, 409, 422, 500):
            hub.fail(INFO, "status", status=status, message=f"\x1b[31m {TOKEN} https://x/?X-Amz-Signature=1", times=9)
            with pytest.raises(HubError) as caught:
                ask_json(INFO)
            assert not {"\x1b", TOKEN, "Signature", "x-amz"} & {str(caught.value)}
            assert TOKEN not in repr(caught.value)
            assert caught.value.__cause__ is None
            hub.heal()

    def test_a_page_of_a_hotel_is_no_answer(self, hub):
        hub.fail(INFO, "not-json")
        assert "JSON" in fault("garbled", ask_json, INFO)

    def test_broken_json_is_none(self, hub):
        hub.fail(INFO, "garbage")
        fault("garbled", ask_json, INFO)

    def test_json_that_is_too_deep_is_none(self, hub):
        hub.fail(INFO, "garbage", body=b"[" * 200_000)
        fault("garbled", ask_json, INFO)

    def test_an_answer_has_a_bound(self, hub):
        hub.add("org/large", {"README.md": "x" * 2_000_000})
        text = fault("too-large", fetch, "GET", CARD.replace("name", "large"), limit_bytes=1024 * 1024)
        assert text == "the Hub's answer is larger than 1 MiB, so it is not read"

    def test_a_hub_that_is_not_there(self, monkeypatch, clock):
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        assert fault("unreachable", ask_json, INFO) == "the Hub cannot be reached"
        assert clock.pauses == [1, 2, 4, 8]

    @pytest.mark.parametrize("address", ["nowhere", "http://", "http://[", "ftp://127.0.0.1", "http://127.0.0.1:x"])
    def test_an_endpoint_that_is_no_address(self, monkeypatch, address):
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(HubError):
            ask_json(INFO)


class TestOffline:
    @pytest.fixture(autouse=True)
    def _offline(self, monkeypatch):
        from fakehub.fixtures import close_sessions

        close_sessions()
        monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        yield
        close_sessions()

    def test_nothing_is_asked_and_the_reason_is_said(self, hub, clock):
        assert "`HF_HUB_OFFLINE`" in fault("unreachable", ask_json, INFO)
        assert (len(hub.log), clock.pauses) == (0, [])

    def test_nor_by_the_client_itself(self, hub):
        api = huggingface_hub.HfApi(endpoint=hub.endpoint)
        assert "`HF_HUB_OFFLINE`" in fault("unreachable", through_client, lambda: api.dataset_info("org/name"))


class TestThroughClient:
    @pytest.fixture
    def api(self, hub):
        return huggingface_hub.HfApi(endpoint=hub.endpoint)

    def test_what_the_client_returns_is_returned(self, api):
        assert through_client(lambda: api.dataset_info("org/name")).id == "org/name"

    @pytest.mark.parametrize(
        ("fails", "kind"),
        [("401", "missing"), ("404", "missing"), ("gated", "gated"), ("disabled", "disabled"), ("403", "unauthorized")],
    )
    def test_its_exceptions_are_ours(self, hub, api, fails, kind):
        hub.fail(INFO, fails)
        if fails == "401":
            kind = "unauthorized"
        fault(kind, through_client, lambda: api.dataset_info("org/name"))

    def test_a_name_that_is_none(self, api):
        fault("missing", through_client, lambda: api.dataset_info("a b/c"))

    def test_a_limit_is_waited_for(self, hub, api):
        hub.fail(INFO, "limited", times=2)
        assert through_client(lambda: api.dataset_info("org/name")).id == "org/name"

    def test_nothing_else_is_tried_again_for_it_may_have_been_done(self, hub, api):
        hub.fail(INFO, "500", times=2)
        fault("unreachable", through_client, lambda: api.dataset_info("org/name"))

    def test_a_server_that_hangs_up(self, hub, api):
        hub.fail(INFO, "drop", times=math.inf)
        fault("unreachable", through_client, lambda: api.dataset_info("org/name"))
