"""`check --format html` and `--format csv` from files to files: one page for one card and for several, one table."""

from __future__ import annotations

import csv

CARD = "---\nlicense: apache2\n---\n\n# Harbour Letters\n\nLetters of harbour masters, typed from the originals.\n"


def test_a_page_holds_the_documentation_of_the_rules_that_spoke(write, invoke, folder):
    write("README.md", CARD)
    assert invoke("check", "README.md", "--output", "html=card.html").exit_code == 1
    page = (folder / "card.html").read_text(encoding="utf-8")
    assert '<details id="rule-license-unknown-id">' in page
    assert "The license id is not one the Hub knows" in page
    assert 'data-told="f1">apache2</a>' in page
    assert "rule-license-case" not in page


def test_rules_lead_to_their_pages_where_those_have_an_address(write, invoke):
    write("README.md", CARD)
    page = invoke("check", "README.md", "--format", "html", "--docs-url", "https://example.org/{rule}").stdout
    assert 'href="https://example.org/license/unknown-id"' in page


def test_several_cards_are_one_page_and_one_table(write, invoke, folder):
    write("a/README.md", CARD)
    write("b/README.md", CARD)
    invoke("check", "a/README.md", "b/README.md", "--output", "html=all.html", "--output", "csv=all.csv")
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert "2 dataset cards" in page
    with (folder / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["source"] for row in rows} == {"a/README.md", "b/README.md"}
    assert page.count('<article class="card"') == 2


def test_every_run_gives_the_same_page(write, invoke):
    write("README.md", CARD)
    write("data/train.csv", "a\n1\n")
    first, second = (invoke("check", ".", "--format", "html", "--profile", "strict").stdout for _ in range(2))
    assert first == second
