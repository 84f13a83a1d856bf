"""Files of the fake Hub: lists page by page, ranges, ETags, large files, revisions."""

import pytest
from fakehub import TOKEN, Content
from huggingface_hub import HfApi, HfFileSystem
from huggingface_hub.errors import EntryNotFoundError

CARD = "---\nlicense: mit\n---\n# Harbours\n"


@pytest.fixture
def api(hub):
    return HfApi(endpoint=hub.endpoint)


def test_the_tree_has_folders_and_large_files(hub, api):
    hub.add("org/d", {"README.md": CARD, "data/a.parquet": 4096, "data/b/c.csv": "x\n"})
    entries = {entry.path: entry for entry in api.list_repo_tree("org/d", repo_type="dataset", recursive=True)}
    assert list(entries) == ["README.md", "data", "data/a.parquet", "data/b", "data/b/c.csv"]
    assert (entries["data/a.parquet"].size, entries["data/a.parquet"].lfs.size) == (4096, 4096)
    assert entries["data/b/c.csv"].lfs is None
    top = [entry.path for entry in api.list_repo_tree("org/d", repo_type="dataset")]
    assert top == ["README.md", "data"]
    below = [entry.path for entry in api.list_repo_tree("org/d", "data", repo_type="dataset")]
    assert below == ["data/a.parquet", "data/b"]


def test_a_hundred_thousand_files_come_as_they_are_asked_for(hub, api):
    held = Content(10, is_lfs=False)
    hub.add("org/many", {f"data/{number:06}.csv": held for number in range(100_000)})
    tree = api.list_repo_tree("org/many", repo_type="dataset", recursive=True)
    first = [next(tree).path for _ in range(3)]
    assert first == ["data", "data/000000.csv", "data/000001.csv"]
    assert hub.log.count("/tree/") == 1
    tree.close()


def test_the_tree_of_a_folder_that_is_not_there(hub, api):
    hub.add("org/d", {"README.md": CARD})
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree("org/d", "none", repo_type="dataset"))


def test_facts_of_paths(hub, api):
    hub.add("org/d", {"README.md": CARD, "data/a.parquet": 4096})
    told = api.get_paths_info("org/d", ["README.md", "data", "none"], repo_type="dataset")
    assert [entry.path for entry in told] == ["README.md", "data"]
    hub.log.assert_nothing_written()


def test_existence_and_refs(hub, api):
    repo = hub.add("org/d", {"README.md": CARD}, discussions=[{"title": "Better", "pull": True}])
    repo.commit({"README.md": "# Old\n"}, ref="refs/heads/old")
    assert api.file_exists("org/d", "README.md", repo_type="dataset")
    assert not api.file_exists("org/d", "none.md", repo_type="dataset")
    refs = api.list_repo_refs("org/d", repo_type="dataset", include_pull_requests=True)
    assert [branch.name for branch in refs.branches] == ["main", "old"]
    assert [pull.ref for pull in refs.pull_requests] == ["refs/pr/1"]
    assert [commit.commit_id for commit in api.list_repo_commits("org/d", repo_type="dataset")] == [repo.head.sha]


@pytest.mark.parametrize("revision", ["old", "refs%2Fheads%2Fold", "refs/heads/old"])
def test_a_revision_in_every_spelling(hub, revision, get):
    hub.add("org/d", {"README.md": CARD}).commit({"README.md": "# Old\n"}, ref="refs/heads/old")
    assert get(f"/datasets/org/d/raw/{revision}/README.md").text == "# Old\n"


def test_a_part_of_a_file(hub, get):
    hub.add("org/d", {"a.txt": "0123456789"})
    path = "/datasets/org/d/resolve/main/a.txt"
    told = get(path, Range="bytes=2-4")
    assert (told.status_code, told.text, told.headers["Content-Range"]) == (206, "234", "bytes 2-4/10")
    assert get(path, Range="bytes=-3").text == "789"
    assert get(path, Range="bytes=7-").text == "789"
    assert get(path, Range="bytes=10-12").status_code == 416
    assert hub.log.bytes_sent("/resolve/") < 200


def test_a_file_that_the_client_has(hub, get):
    hub.add("org/d", {"README.md": CARD})
    path = "/datasets/org/d/raw/main/README.md"
    first = get(path)
    second = get(path, If_None_Match=first.headers["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    hub.repos["org/d"].commit({"README.md": "# New\n"})
    assert get(path, If_None_Match=first.headers["ETag"]).text == "# New\n"


def test_a_large_file_comes_from_another_host_without_the_token(hub, api):
    hub.add("org/d", {"data/a.parquet": 1 << 20})
    path = api.hf_hub_download("org/d", "data/a.parquet", repo_type="dataset", token=TOKEN)
    with open(path, "rb") as file:  # noqa: PTH123
        assert len(file.read()) == 1 << 20
    assert [entry.has_token for entry in hub.log.matching("^/cdn/")] == [False]
    assert all(entry.has_token for entry in hub.log.matching("/resolve/"))


def test_the_end_of_a_large_file_by_the_clients_file_system(hub):
    hub.add("org/d", {"data/a.parquet": 50 << 20})
    files = HfFileSystem(endpoint=hub.endpoint, skip_instance_cache=True)
    with files.open("datasets/org/d/data/a.parquet", "rb", block_size=1 << 16) as file:
        file.seek(-8, 2)
        assert file.read() == bytes(8)
    assert hub.log.bytes_sent("^/cdn/") <= 1 << 17


def test_the_same_files_have_the_same_hash_at_every_start(hub):
    shas = [hub.add(f"org/{name}", {"README.md": CARD}).head.sha for name in ("a", "b")]
    assert shas[0] != shas[1]
    assert hub.add("org/a", {"README.md": CARD}).head.sha == shas[0]
