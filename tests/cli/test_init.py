"""`cardcheck init`: what it writes, what it leaves alone, what it says, and how it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

ROWS = "id,remark\n1,Fog over the pier\n2,Calm\n"
CARD = "---\nlicense: mit\n---\n\n# Remarks of Kiel\n\nRemarks of sailors in the harbour of Kiel, from 1890 on.\n"


@pytest.fixture
def data(write):
    write("train.csv", ROWS)
    write("test.csv", ROWS)


@pytest.mark.usefixtures("data")
class TestNewCard:
    def test_it_is_written_and_judged(self, invoke, folder):
        result = invoke("init")
        assert result.exit_code == 0
        assert "waits for an answer" in result.stdout
        assert "Wrote README.md" in result.stderr
        assert (folder / "README.md").read_text().startswith("---\n# Question: What is the data set called")
        assert not list(folder.glob(".cardcheck*"))

    def test_a_folder_by_name(self, invoke, folder):
        (folder / "remarks").mkdir()
        shutil.copy(folder / "train.csv", folder / "remarks")
        assert invoke("init", "remarks", "--repo", "ann/remarks").exit_code == 0
        assert 'load_dataset("ann/remarks")' in (folder / "remarks/README.md").read_text()

    def test_the_remote_tells_the_id(self, invoke, folder, write):
        write(".git/config", '[remote "origin"]\n\turl = https://huggingface.co/datasets/ann/remarks\n')
        invoke("init")
        assert 'load_dataset("ann/remarks")' in (folder / "README.md").read_text()

    def test_a_diff_writes_nothing(self, invoke, folder):
        result = invoke("init", "--diff")
        assert result.exit_code == 0
        assert result.stdout.startswith("---\n# Question: What is the data set called")
        assert not (folder / "README.md").exists()

    def test_the_same_folder_gives_the_same_card(self, invoke):
        assert invoke("init", "--diff").stdout == invoke("init", "--diff").stdout

    def test_a_pointer_tells_no_columns(self, invoke, write, folder):
        oid = "0" * 64
        write("train.csv", f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 12345\n")
        result = invoke("init")
        assert "Git LFS pointers stand for 1 file" in result.stderr
        assert "dataset_info" not in (folder / "README.md").read_text()


@pytest.mark.usefixtures("data")
class TestInteractive:
    def test_answers_are_written_and_the_others_asked(self, invoke, folder):
        answers = ["Remarks of Kiel", "Remarks of sailors.", "", "german", "", "", "", "", "", "apache 2", "", "", ""]
        result = invoke("init", "--interactive", stdin="\n".join(answers) + "\n")
        assert result.exit_code == 0
        text = (folder / "README.md").read_text()
        assert "pretty_name: Remarks of Kiel\nlicense: apache-2.0\nlanguage:\n- de\n" in text
        assert "# Remarks of Kiel\n\nRemarks of sailors.\n" in text
        assert "question citation" in text

    def test_what_the_hub_does_not_know_is_asked_again(self, invoke, folder):
        answers = ["", "", "", "", "", "", "", "", "", "apache-2.1", "mit", "", "", ""]
        result = invoke("init", "--interactive", stdin="\n".join(answers) + "\n")
        assert "the Hub does not know `apache-2.1`" in result.stderr
        assert "license: mit" in (folder / "README.md").read_text()

    def test_an_end_of_input_writes_nothing(self, invoke, folder):
        assert invoke("init", "--interactive", stdin="Remarks\n").exit_code == 1
        assert not (folder / "README.md").exists()


@pytest.mark.usefixtures("data")
class TestStandingCard:
    def test_it_is_left_alone(self, invoke, write, folder):
        write("README.md", CARD)
        result = invoke("init")
        assert result.exit_code == 0
        assert (folder / "README.md").read_text() == CARD
        assert "nothing is written" in result.stderr

    @pytest.mark.parametrize(
        "text", [CARD, CARD.replace("\n", "\r\n"), CARD.rstrip(), "# Remarks\n", "", "\ufeff" + CARD]
    )
    def test_the_diff_can_be_applied_and_then_nothing_is_missing(self, text, invoke, write, folder):
        write("README.md", text)
        patch = invoke("init").stdout_bytes
        removed = [line for line in patch.splitlines() if line.startswith(b"-") and not line.startswith(b"---")]
        assert all(line[1:] in text.encode() for line in removed)
        subprocess.run(["git", "apply", "-"], input=patch, cwd=folder, check=True)
        grown = (folder / "README.md").read_bytes()
        assert all(line.strip() in grown for line in text.encode().splitlines())
        again = invoke("init")
        assert (again.stdout, again.exit_code) == ("", 0)
        assert "lacks nothing" in again.stderr

    def test_what_it_says_is_not_asked(self, invoke, write):
        write("README.md", f"{CARD}\n## Limitations\n\nOnly one harbour, and no summer months at all.\n")
        patch = invoke("init").stdout
        assert "+configs:" in patch
        assert "question citation" in patch
        assert "question limitations" not in patch
        assert "question summary" not in patch
        assert "question license" not in patch

    def test_its_subsets_stay(self, invoke, write):
        configs = "configs:\n- config_name: default\n  data_files: train.csv\n"
        write("README.md", CARD.replace("license: mit\n", f"license: mit\n{configs}"))
        patch = invoke("init").stdout
        assert "+configs:" not in patch
        assert "| `train` | 2 | 1 |" in patch
        assert "`test.csv`" in patch

    def test_front_matter_that_nobody_can_read_is_left_alone(self, invoke, write):
        write("README.md", CARD.replace("license: mit", "license: [mit"))
        patch = invoke("init").stdout
        assert "+configs:" not in patch
        assert "question citation" in patch

    def test_a_pointer_is_no_card(self, invoke, write):
        write("README.md", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n")
        result = invoke("init")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "is a Git LFS pointer" in result.stderr

    def test_answers_go_into_the_diff(self, invoke, write):
        write("README.md", f"{CARD}\n## Limitations\n\nOnly one harbour, and no summer months at all.\n")
        result = invoke("init", "--interactive", stdin="Remarks of Kiel\n" + "\n" * 20)
        assert "+pretty_name: Remarks of Kiel" in result.stdout
        assert "What is missing, wrong" not in result.stderr

    def test_force_writes_over_it(self, invoke, write, folder):
        write("README.md", CARD)
        result = invoke("init", "--force")
        assert result.exit_code == 0
        assert "Remarks of sailors" not in (folder / "README.md").read_text()

    def test_force_and_diff_show_what_would_go(self, invoke, write, folder):
        write("README.md", CARD)
        assert "-# Remarks of Kiel" in invoke("init", "--force", "--diff").stdout
        assert (folder / "README.md").read_text() == CARD

    def test_another_encoding_is_left_alone(self, invoke, write):
        write("README.md", CARD.encode() + b"\xe9t\xe9\n")
        result = invoke("init")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "is not UTF-8" in result.stderr


class TestMistakes:
    def test_no_data(self, invoke, folder):
        result = invoke("init")
        assert result.exit_code == 3
        assert result.stderr == "cardcheck: `.` holds no data: no files\n"
        assert not list(folder.iterdir())

    def test_no_folder(self, invoke, write):
        write("train.csv", ROWS)
        assert invoke("init", "train.csv").exit_code == 2
        assert invoke("init", "absent").stderr == "cardcheck: `absent` is not there: no such folder\n"

    @pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
    def test_a_link_out_of_the_folder_is_not_written_through(self, invoke, folder, tmp_path_factory, write):
        outside = tmp_path_factory.mktemp("outside") / "README.md"
        outside.write_text(CARD)
        write("train.csv", ROWS)
        (folder / "README.md").symlink_to(outside)
        result = invoke("init", "--force")
        assert result.exit_code == 3
        assert "leads out" in result.stderr
        assert outside.read_text() == CARD

    @pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
    def test_a_link_to_nothing(self, invoke, folder, write):
        write("train.csv", ROWS)
        (folder / "README.md").symlink_to(folder / "absent.md")
        assert invoke("init").exit_code == 3
        assert invoke("init", "--force").exit_code == 3
        assert not (folder / "absent.md").exists()

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_a_folder_that_is_read_only(self, invoke, folder, write):
        write("train.csv", ROWS)
        folder.chmod(0o500)
        assert invoke("init").exit_code == 3
        folder.chmod(0o700)
