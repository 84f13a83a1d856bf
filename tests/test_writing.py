"""What is written is there whole or not at all, and nothing is written where it should not be."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from cardcheck.writing import WriteError, destination, replace_file, write_new

OLD, NEW = b"\xef\xbb\xbfold\r\n", b"\xef\xbb\xbfnew\r\n"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, links or signals")


@pytest.fixture
def card(tmp_path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def plain_user():
    """A folder of somebody whom permissions bind."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            yield Path(name)
            return
        os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)


def assert_refused(path: Path, *words: str, expected: bytes = OLD) -> None:
    before = path.read_bytes()
    with pytest.raises(WriteError) as caught:
        replace_file(path, expected, NEW)
    assert [word for word in words if word not in str(caught.value)] == []
    assert path.read_bytes() == before
    assert_nothing_left(path.parent)


def assert_nothing_left(folder: Path) -> None:
    assert [path.name for path in folder.iterdir() if path.name.startswith(".cardcheck-")] == []


def test_the_bytes_are_there(card):
    assert replace_file(card, OLD, NEW) is None
    assert card.read_bytes() == NEW
    assert_nothing_left(card.parent)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o200])
def test_the_mode_stays(card, mode):
    card.chmod(mode)
    if mode == 0o200 and os.geteuid() != 0:
        pytest.skip("only an administrator reads what nobody may")
    replace_file(card, OLD, NEW)
    assert stat.S_IMODE(card.stat().st_mode) == mode


@posix
def test_the_owner_stays_where_the_system_allows_it(card):
    if os.geteuid() != 0:
        pytest.skip("only an administrator gives files away")
    os.chown(card, 12345, 54321)
    card.chmod(0o640)
    replace_file(card, OLD, NEW)
    about = card.stat()
    assert (about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode)) == (12345, 54321, 0o640)


class TestRefused:
    def test_changed_meanwhile(self, card):
        for now in (b"", OLD[:-1], OLD + b"x", b"other"):
            card.write_bytes(now)
            assert_refused(card, "changed meanwhile", "run again")

    def test_gone_meanwhile(self, card):
        card.unlink()
        with pytest.raises(WriteError, match="no such file"):
            replace_file(card, OLD, NEW)
        assert not card.exists()

    def test_changed_at_the_last_moment(self, card, monkeypatch):
        synced = os.fsync

        def fsync(fd: int) -> None:
            synced(fd)
            card.write_bytes(b"by an editor")

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(WriteError, match="changed meanwhile"):
            replace_file(card, OLD, NEW)
        assert card.read_bytes() == b"by an editor"

    def test_read_only_even_for_an_administrator(self, card):
        card.chmod(0o444)
        assert_refused(card, "read-only")

    @posix
    def test_read_only_for_this_user(self, plain_user):
        path = plain_user / "README.md"
        path.write_bytes(OLD)
        path.chmod(0o544)
        assert_refused(path, "read-only")

    @posix
    def test_a_folder_that_is_shut(self, plain_user):
        folder = plain_user / "shut"
        folder.mkdir()
        path = folder / "README.md"
        path.write_bytes(OLD)
        folder.chmod(0o555)
        assert_refused(path, "nothing can be written into its folder")
        with pytest.raises(WriteError, match="into its folder"):
            write_new(folder / "new.md", NEW)
        folder.chmod(0o755)

    @posix
    def test_a_pipe(self, tmp_path):
        path = tmp_path / "pipe"
        os.mkfifo(path)
        with pytest.raises(WriteError, match="no regular file"):
            replace_file(path, OLD, NEW)

    def test_no_space_left(self, card, monkeypatch):
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        assert_refused(card, "no space left")

    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
    def test_an_interruption_leaves_nothing(self, card, monkeypatch, error):
        def stop(_: int) -> None:
            raise error

        monkeypatch.setattr(os, "fsync", stop)
        with pytest.raises(error):
            replace_file(card, OLD, NEW)
        assert card.read_bytes() == OLD
        assert_nothing_left(card.parent)


@posix
class TestLinks:
    def test_a_link_in_the_folder_stays_a_link(self, card):
        link = card.with_name("link.md")
        link.symlink_to("README.md")
        replace_file(link, OLD, NEW)
        assert link.is_symlink()
        assert card.read_bytes() == NEW

    def test_a_link_out_of_the_folder(self, card, tmp_path):
        (tmp_path / "repo").mkdir()
        link = tmp_path / "repo" / "README.md"
        link.symlink_to(card)
        assert_refused(link, "leads out")

    def test_a_link_within_the_repository(self, card, tmp_path):
        (tmp_path / ".git").mkdir()
        (tmp_path / "docs").mkdir()
        link = tmp_path / "docs" / "README.md"
        link.symlink_to("../README.md")
        replace_file(link, OLD, NEW)
        assert card.read_bytes() == NEW

    def test_a_link_out_of_the_repository(self, card, tmp_path):
        (tmp_path / "repo" / ".git").mkdir(parents=True)
        (tmp_path / "repo" / "docs").mkdir()
        link = tmp_path / "repo" / "docs" / "README.md"
        link.symlink_to(card)
        assert_refused(link, "leads out")

    def test_a_link_into_the_files_of_git(self, tmp_path):
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "config").write_bytes(OLD)
        link = tmp_path / "README.md"
        link.symlink_to(".git/config")
        assert_refused(link, "files of git")

    def test_the_file_in_a_cache_of_the_hub(self, tmp_path):
        (tmp_path / "blobs").mkdir()
        (tmp_path / "blobs" / "abc").write_bytes(OLD)
        link = tmp_path / "snapshots" / "rev" / "README.md"
        link.parent.mkdir(parents=True)
        link.symlink_to("../../blobs/abc")
        assert_refused(link, "leads out")

    def test_a_folder_that_is_a_link(self, card, tmp_path):
        (tmp_path / "way").symlink_to(".")
        replace_file(tmp_path / "way" / "README.md", OLD, NEW)
        assert card.read_bytes() == NEW

    def test_other_names_keep_the_old_text(self, card):
        other = card.with_name("other.md")
        os.link(card, other)
        assert "other names" in (replace_file(card, OLD, NEW) or "")
        assert (card.read_bytes(), other.read_bytes()) == (NEW, OLD)

    def test_a_destination_is_the_file_itself(self, card):
        assert destination(card) == Path(os.path.realpath(card))


class TestNewFiles:
    def test_it_is_there(self, tmp_path):
        path = tmp_path / "README.md"
        write_new(path, NEW)
        assert path.read_bytes() == NEW
        assert_nothing_left(tmp_path)

    @posix
    def test_its_mode_is_that_of_any_new_file(self, tmp_path):
        before = os.umask(0o027)
        try:
            write_new(tmp_path / "README.md", NEW)
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "README.md").stat().st_mode) == 0o640

    def test_what_is_there_stays(self, card):
        with pytest.raises(WriteError, match="there already"):
            write_new(card, NEW)
        assert card.read_bytes() == OLD
        assert_nothing_left(card.parent)

    @posix
    def test_a_link_to_nowhere_is_there(self, tmp_path):
        (tmp_path / "README.md").symlink_to("elsewhere.md")
        with pytest.raises(WriteError, match="there already"):
            write_new(tmp_path / "README.md", NEW)
        assert not (tmp_path / "elsewhere.md").exists()

    def test_no_folder(self, tmp_path):
        with pytest.raises(WriteError, match="no such file"):
            write_new(tmp_path / "none" / "README.md", NEW)

    def test_where_there_are_no_hard_links(self, tmp_path, monkeypatch, card):
        def no_links(*_: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
        write_new(tmp_path / "new.md", NEW)
        assert (tmp_path / "new.md").read_bytes() == NEW
        with pytest.raises(WriteError):
            write_new(card, NEW)
        assert card.read_bytes() == OLD
        assert_nothing_left(tmp_path)
