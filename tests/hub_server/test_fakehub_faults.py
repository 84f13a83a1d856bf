"""What goes wrong on purpose reaches the real client as it would from the Hub."""

import math
import os

import pytest
from fakehub import TOKEN, Repo
from huggingface_hub import HfApi
from huggingface_hub.errors import DisabledRepoError, GatedRepoError, HfHubHTTPError, RepositoryNotFoundError
from huggingface_hub.utils import build_hf_headers, get_session

CARD = "---\nlicense: mit\n---\n# Harbours\n"


@pytest.fixture
def api(hub):
    hub.add("org/d", {"README.md": CARD})
    return HfApi(endpoint=hub.endpoint)


RAW = "/datasets/org/d/raw/main/README.md"


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("401", HfHubHTTPError),
        ("403", HfHubHTTPError),
        ("gated", GatedRepoError),
        ("404", RepositoryNotFoundError),
        ("disabled", DisabledRepoError),
        ("500", HfHubHTTPError),
        ("502", HfHubHTTPError),
        ("503", HfHubHTTPError),
    ],
)
def test_an_error_is_the_one_that_the_client_knows(hub, api, kind, error):
    hub.fail("/api/datasets/org/d$", kind)
    with pytest.raises(error):
        api.dataset_info("org/d")
    assert api.dataset_info("org/d").id == "org/d", "it went wrong once only"


@pytest.mark.parametrize("kind", ["garbage", "not-json"])
def test_an_answer_that_is_no_json(hub, api, kind):
    hub.fail("/api/datasets/org/d$", kind)
    with pytest.raises((ValueError, OSError)):
        api.dataset_info("org/d")


@pytest.mark.parametrize("kind", ["cut", "drop"])
@pytest.mark.usefixtures("api")
def test_a_line_that_is_cut(hub, kind, get):
    hub.fail(RAW, kind)
    with pytest.raises(Exception, match=r"(?i)disconnect|closed|abort|incomplete|broken|reset"):
        get(RAW)
    assert get(RAW).text == CARD


@pytest.mark.usefixtures("api")
def test_a_rate_limit_says_when_to_come_again(hub, get):
    hub.fail(RAW, "limited", retry_after=7)
    told = get(RAW)
    assert (told.status_code, told.headers["Retry-After"], told.headers["RateLimit"]) == (429, "7", '"api";r=0;t=7')


@pytest.mark.usefixtures("api")
def test_a_quota_refuses_what_is_too_much(hub, get):
    hub.limit(2, 300)
    told = [get(RAW) for _ in range(3)]
    assert [one.status_code for one in told] == [200, 200, 429]
    assert [one.headers["RateLimit"].partition(";t=")[0] for one in told] == ['"api";r=1', '"api";r=0', '"api";r=0']
    assert told[0].headers["RateLimit-Policy"] == '"fixed window";"api";q=2;w=300'
    hub.heal()
    assert get(RAW).status_code == 200


@pytest.mark.usefixtures("api")
def test_slow_answers_come_all_the_same_and_do_not_hold_up_the_end(hub, get):
    hub.fail(RAW, "slow", seconds=0.01)
    assert get(RAW).text == CARD


@pytest.mark.usefixtures("api")
def test_faults_after_good_answers_and_for_ever(hub, get):
    hub.fail(RAW, "500", skip=1, times=math.inf)
    assert [get(RAW).status_code for _ in range(4)] == [200, 500, 500, 500]
    hub.heal()
    assert get(RAW).status_code == 200


def test_a_fault_that_there_is_not(hub):
    with pytest.raises(ValueError, match="no fault is called earthquake"):
        hub.fail("", "earthquake")


def test_a_listing_that_changes_between_its_pages(hub):
    hub.page_size = 2
    for number in range(4):
        hub.add(f"org/d{number}", {"README.md": CARD})

    def grow(_):
        hub.repos = {"org/new": Repo("org/new"), **hub.repos}

    hub.before("/api/datasets$", grow, skip=1)
    told = [info.id for info in HfApi(endpoint=hub.endpoint).list_datasets(author="org")]
    assert told == ["org/d0", "org/d1", "org/d1", "org/d2", "org/d3"]


def test_a_card_that_changes_while_it_is_read(hub, api, get):
    old = api.dataset_info("org/d").sha
    hub.before("/raw/", lambda _: hub.repos["org/d"].commit({"README.md": "# New\n"}))
    assert get(RAW).text == "# New\n"
    assert get(f"/datasets/org/d/raw/{old}/README.md").text == CARD


def test_a_card_in_lfs(hub, get):
    hub.add("org/large", {"README.md": CARD}, lfs=["README.md"])
    pointer = get("/datasets/org/large/raw/main/README.md").text
    assert pointer.startswith("version https://git-lfs.github.com/spec/v1\noid sha256:")
    path = HfApi(endpoint=hub.endpoint).hf_hub_download("org/large", "README.md", repo_type="dataset", token=TOKEN)
    assert os.path.getsize(path) == len(CARD)  # noqa: PTH202
    (entry,) = hub.log.matching("^/cdn/")
    assert (entry.site, entry.has_token) == ("cdn", False)


def test_a_card_that_is_no_text_and_one_of_ten_megabytes(hub, get):
    hub.add("org/odd", {"README.md": b"\xff\xfe\x00"})
    hub.add("org/huge", {"README.md": "x" * (10 << 20)})
    assert get("/datasets/org/odd/raw/main/README.md").content == b"\xff\xfe\x00"
    assert len(get("/datasets/org/huge/raw/main/README.md").content) == 10 << 20


def test_a_disabled_repository(hub):
    hub.add("org/off", {"README.md": CARD}, disabled=True)
    with pytest.raises(DisabledRepoError):
        HfApi(endpoint=hub.endpoint).dataset_info("org/off")


def test_a_private_repository_is_there_for_its_readers_only(hub):
    hub.add("org/secret", {"README.md": CARD}, private=True, readers=["tester"])
    api = HfApi(endpoint=hub.endpoint)
    assert [info.id for info in api.list_datasets(author="org", token=TOKEN)] == ["org/secret"]
    assert list(api.list_datasets(author="org", token=False)) == []
    with pytest.raises(RepositoryNotFoundError):
        api.dataset_info("org/secret", token=False)
    assert api.dataset_info("org/secret", token=TOKEN).private is True


@pytest.mark.usefixtures("api")
def test_the_hub_sends_the_client_away(hub, foreign_host):
    hub.fail(RAW, "moved-away", location=f"{foreign_host.endpoint}/stolen")
    told = get_session().get(f"{hub.endpoint}{RAW}", headers=build_hf_headers(token=TOKEN), **following(get_session()))
    assert told.status_code == 404
    (entry,) = foreign_host.log
    assert (entry.path, entry.has_token) == ("/stolen", False)


def following(session):
    """What makes either client follow redirects."""
    return {} if hasattr(session, "adapters") else {"follow_redirects": True}
