"""The log of the fake Hub: what was asked, how much, and that nothing was written."""

import threading
import urllib.request

import pytest
from fakehub import TOKEN, FakeHub
from huggingface_hub import HfApi
from huggingface_hub.utils import build_hf_headers, get_session

CARD = "---\nlicense: mit\n---\n# Harbours\n"


@pytest.fixture
def served(hub):
    for number in range(10):
        hub.add(f"org/d{number}", {"README.md": CARD})
    hub.page_size = 4
    return hub


def test_counts_and_sizes(served):
    list(HfApi(endpoint=served.endpoint).list_datasets(author="org"))
    get_session().get(f"{served.endpoint}/datasets/org/d1/raw/main/README.md")
    assert (len(served.log), served.log.count("/raw/"), served.log.count(method="HEAD")) == (4, 1, 0)
    assert served.log.bytes_sent("/raw/") == len(CARD)
    assert served.log.summary() == "GET api/datasets: 3, GET datasets/*/*: 1"
    served.log.clear()
    assert len(served.log) == 0


def test_a_budget_is_kept_or_not(served):
    list(HfApi(endpoint=served.endpoint).list_datasets(author="org"))
    served.log.assert_budget(10, per_repo=0, page_size=4)
    with pytest.raises(AssertionError, match="3 requests, budget 2"):
        served.log.assert_budget(10, per_repo=0, page_size=5)


def test_the_token_is_seen_and_not_kept(served):
    headers = build_hf_headers(token=TOKEN)
    get_session().get(f"{served.endpoint}/datasets/org/d1/raw/main/README.md", headers=headers)
    (entry,) = served.log.with_token
    assert TOKEN not in repr(entry)
    assert "with token" in str(entry)


def test_a_fault_is_named(served):
    served.fail("/raw/", "503")
    get_session().get(f"{served.endpoint}/datasets/org/d1/raw/main/README.md")
    (entry,) = served.log
    assert (entry.status, entry.fault) == (503, "503")


@pytest.mark.usefixtures("served")
def test_threads_and_sockets_are_gone_after_the_server():
    before = threading.active_count()
    with FakeHub({"org/d": {"README.md": CARD}}) as other:
        get_session().get(f"{other.endpoint}/api/datasets/org/d")
        assert threading.active_count() > before
    assert threading.active_count() == before


def test_how_many_came_at_once(served):
    gate = threading.Barrier(3, timeout=30)
    served.before("/raw/", lambda _: gate.wait(), times=3)

    def ask():
        with urllib.request.urlopen(f"{served.endpoint}/datasets/org/d1/raw/main/README.md") as told:
            told.read()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert served.most_at_once == 3


@pytest.mark.usefixtures("hub")
def test_a_request_that_the_server_cannot_answer_ends_the_test():
    broken = FakeHub()
    with pytest.raises(RuntimeError, match="could not answer"), broken:
        assert get_session().get(f"{broken.endpoint}/api/datasets?limit=many").status_code == 500
