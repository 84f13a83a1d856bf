"""The real client opens, changes and reads pull requests and discussions of the fake Hub."""

import pytest
from fakehub import TOKEN, USER
from huggingface_hub import CommitOperationAdd, HfApi
from huggingface_hub.errors import BadRequestError, HfHubHTTPError

CARD = "---\nlicense: mit\n---\n# Harbours\n"
BETTER = "---\nlicense: apache-2.0\n---\n# Harbours\n"


@pytest.fixture
def api(hub):
    hub.add("org/d", {"README.md": CARD, "data.csv": "a\n1\n"})
    return HfApi(endpoint=hub.endpoint, token=TOKEN)


def propose(api, text=BETTER, **options):
    operation = CommitOperationAdd("README.md", text.encode())
    return api.create_commit(
        "org/d",
        [operation],
        repo_type="dataset",
        commit_message="Name the license",
        commit_description="Because.",
        create_pr=True,
        **options,
    )


def card_at(api, revision):
    path = api.hf_hub_download("org/d", "README.md", repo_type="dataset", revision=revision, force_download=True)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def test_a_commit_becomes_a_pull_request(hub, api):
    made = propose(api)
    assert made.pr_url == f"{hub.endpoint}/datasets/org/d/discussions/1"
    assert (made.pr_num, made.pr_revision) == (1, "refs/pr/1")
    told = api.get_discussion_details("org/d", 1, repo_type="dataset")
    assert (told.title, told.author, told.status) == ("Name the license", USER, "open")
    assert [event.type for event in told.events] == ["comment", "commit"]
    assert told.events[0].content == "Because."
    assert told.conflicting_files is False
    assert "-license: mit\n+license: apache-2.0\n" in told.diff
    assert (card_at(api, "refs/pr/1"), card_at(api, "main")) == (BETTER, CARD)


def test_only_the_commit_counts_as_written(hub, api):
    propose(api)
    assert [entry.path for entry in hub.log.writes] == ["/api/datasets/org/d/commit/main"]
    with pytest.raises(AssertionError, match="commit/main"):
        hub.log.assert_nothing_written()


def test_a_pull_request_is_updated(api):
    propose(api)
    newer = BETTER + "More.\n"
    api.upload_file(
        path_or_fileobj=newer.encode(),
        path_in_repo="README.md",
        repo_id="org/d",
        repo_type="dataset",
        revision="refs/pr/1",
        commit_message="Say more",
    )
    told = api.get_discussion_details("org/d", 1, repo_type="dataset")
    assert [event.type for event in told.events] == ["comment", "commit", "commit"]
    assert card_at(api, "refs/pr/1") == newer


def test_somebody_elses_pull_request_and_the_main_branch_are_closed_to_us(hub, api):
    hub.add(
        "org/taken",
        {"README.md": CARD},
        discussions=[{"title": "Mine", "author": "ann", "pull": True, "changes": {"README.md": BETTER}}],
    )
    for revision in ("refs/pr/1", "main"):
        with pytest.raises(HfHubHTTPError, match="403"):
            api.upload_file(
                path_or_fileobj=b"x",
                path_in_repo="notes.md",
                repo_id="org/taken",
                repo_type="dataset",
                revision=revision,
            )


def test_a_commit_on_an_old_parent_is_refused(hub, api):
    repo = hub.add("org/own", {"README.md": CARD}, writers=[USER])
    old = repo.head.sha
    repo.commit({"README.md": BETTER})
    with pytest.raises(HfHubHTTPError, match="412"):
        api.upload_file(
            path_or_fileobj=b"x", path_in_repo="a.txt", repo_id="org/own", repo_type="dataset", parent_commit=old
        )


def test_a_card_that_the_hub_refuses_is_not_committed(hub, api):
    with pytest.raises((BadRequestError, ValueError), match="license"):
        propose(api, "---\nlicense: apache2\n---\n")
    hub.log.assert_nothing_written()


def test_a_pull_request_that_main_has_overtaken_conflicts(hub, api):
    propose(api)
    hub.repos["org/d"].commit({"README.md": CARD + "Other.\n"})
    assert api.get_discussion_details("org/d", 1, repo_type="dataset").conflicting_files == ["README.md"]


def test_a_merged_pull_request_is_on_main(hub, api):
    hub.repos["org/d"].about.writers = (USER,)
    propose(api)
    api.merge_pull_request("org/d", 1, repo_type="dataset")
    assert card_at(api, "main") == BETTER
    assert api.get_discussion_details("org/d", 1, repo_type="dataset").status == "merged"


def test_the_list_takes_filters(hub, api):
    hub.repos["org/d"].open_thread("Question", "ann", "Why?", pull=False)
    hub.repos["org/d"].open_thread("Old", "ann", "Done", pull=True, status="closed")
    propose(api)

    def listed(**filters):
        return [thread.num for thread in api.get_repo_discussions("org/d", repo_type="dataset", **filters)]

    assert listed() == [3, 2, 1]
    assert listed(discussion_type="pull_request") == [3, 2]
    assert listed(discussion_type="pull_request", discussion_status="open") == [3]
    assert listed(discussion_status="closed") == [2]
    assert listed(author="ann") == [2, 1]


def test_many_discussions_come_in_pages(hub, api):
    for number in range(25):
        hub.repos["org/d"].open_thread(f"Question {number}", "ann", "Why?", pull=False)
    assert len(list(api.get_repo_discussions("org/d", repo_type="dataset"))) == 25


def test_comments_titles_and_status_change(api):
    propose(api)
    made = api.comment_discussion("org/d", 1, "Hello", repo_type="dataset")
    edited = api.edit_discussion_comment("org/d", 1, made.id, "Goodbye", repo_type="dataset")
    assert (edited.content, edited.edited) == ("Goodbye", True)
    assert api.rename_discussion("org/d", 1, "A new title", repo_type="dataset").new_title == "A new title"
    assert api.change_discussion_status("org/d", 1, "closed", repo_type="dataset").new_status == "closed"
    told = api.get_discussion_details("org/d", 1, repo_type="dataset")
    assert (told.title, told.status) == ("A new title", "closed")


def test_a_discussion_is_opened(api):
    made = api.create_discussion("org/d", "A question", description="Why?", repo_type="dataset")
    assert (made.num, made.is_pull_request, made.events[0].content) == (1, False, "Why?")
    assert api.create_pull_request("org/d", "A draft", repo_type="dataset").status == "draft"


def test_whose_token_it_is(hub, api):
    assert api.whoami()["name"] == USER
    with pytest.raises(OSError, match="Invalid user token"):
        HfApi(endpoint=hub.endpoint, token="hf_wrong").whoami()


def test_without_a_token_nothing_is_written(hub):
    hub.add("org/d", {"README.md": CARD})
    with pytest.raises(HfHubHTTPError):
        propose(HfApi(endpoint=hub.endpoint, token=False))
    assert not hub.repos["org/d"].threads
