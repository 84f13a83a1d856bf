"""The real client reads from the fake Hub."""

import pytest
from fakehub import TOKEN
from huggingface_hub import HfApi
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError

CARD = "---\nlicense: mit\nlanguage:\n- en\n---\n# Harbours\n"


@pytest.fixture
def api(hub):
    return HfApi(endpoint=hub.endpoint)


def test_an_owners_repositories_come_page_by_page(hub, api):
    hub.page_size = 10
    for number in range(25):
        hub.add(f"org/d{number:02}", {"README.md": CARD}, downloads=number)
    hub.add("other/d", {"README.md": CARD})
    told = list(api.list_datasets(author="org", expand=["sha", "cardData", "downloads", "siblings"]))
    assert [info.id for info in told] == [f"org/d{number:02}" for number in range(25)]
    assert told[7].card_data.license == "mit"
    assert told[7].downloads == 7
    assert [sibling.rfilename for sibling in told[7].siblings] == ["README.md"]
    assert hub.log.count("/api/datasets$") == 3


def test_what_is_not_expanded_is_not_told(hub, api):
    hub.add("org/d", {"README.md": CARD}, downloads=3)
    (told,) = api.list_datasets(author="org", expand=["likes"])
    assert (told.likes, told.downloads, told.sha) == (0, None, None)


def test_a_repository_with_all_that_the_hub_knows(hub, api):
    hub.add("org/d", {"README.md": CARD}, gated="manual", doi="10.57967/hf/1", likes=4)
    told = api.dataset_info("org/d")
    assert (told.gated, told.likes, told.doi["id"]) == ("manual", 4, "10.57967/hf/1")
    assert {"license:mit", "language:en", "doi:10.57967/hf/1"} <= {*told.tags}


def test_a_dataset_without_owner(hub, api):
    hub.add("squad", {"README.md": CARD})
    assert api.dataset_info("squad").id == "squad"
    assert [entry.path for entry in api.list_repo_tree("squad", repo_type="dataset")] == ["README.md"]


def test_a_renamed_repository_answers_under_its_new_name(hub, api):
    hub.add("org/new", {"README.md": CARD}, renamed_from=["org/old", "old"])
    assert api.dataset_info("org/old").id == "org/new"
    assert api.dataset_info("old").id == "org/new"
    path = api.hf_hub_download("org/old", "README.md", repo_type="dataset")
    assert path.endswith("README.md")


def test_a_missing_repository_and_a_missing_revision(hub, api):
    hub.add("org/d", {"README.md": CARD})
    with pytest.raises(RepositoryNotFoundError):
        api.dataset_info("org/none")
    with pytest.raises(RepositoryNotFoundError):
        api.dataset_info("org/none", token=TOKEN)
    with pytest.raises(RevisionNotFoundError):
        api.dataset_info("org/d", revision="v9")


@pytest.mark.parametrize("token", [False, TOKEN])
def test_files_of_a_gated_repository(hub, api, token):
    hub.add("org/d", {"README.md": CARD}, gated="auto")
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("org/d", "README.md", repo_type="dataset", token=token)
