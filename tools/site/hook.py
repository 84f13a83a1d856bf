"""What MkDocs calls while it builds the site: pages made from data come in, links of the repository become links of it.

In: the folder `docs/`, rule files, the command line, records of tests and tools. Out: nothing but the site; no file of
the repository is written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api_page import api_page
from command_pages import commands_page
from evidence import evidence
from figures import ROOT, firing_rates, read_findings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from rule_pages import families, rule_page, rules_page

from cardcheck import resources
from cardcheck.rulebook.load import rule_pages

_FENCE = re.compile(r"^( *`{3,}).*?^\1`*$", re.MULTILINE | re.DOTALL)
_LINK_UP = re.compile(r"\]\(\.\./(schemas/[^)]+)\)")
_LINK_DOWN = re.compile(r"\]\(docs/([^)]+)\)")
_FOREIGN = re.compile(
    r"""<(?:script|img|iframe|source|link rel="?stylesheet"?)[^>]*? (?:src|href)="?(https?://[^"> ]+)"""
)
_LOG = logging.getLogger("mkdocs.hooks.cardcheck")
# GitHub wants a bar escaped in a table, in code too; Python-Markdown would show the backslash there.
_CODE_CELL = re.compile(r"(?<=[| ])`[^`\n]*\\\|[^`\n]*`(?=[^\n]*\|$)", re.MULTILINE)
_MADE = re.compile(r"<!-- made: (\w+) -->")
_RULE = re.compile(r"(?<!\[)`([a-z-]+/[a-z0-9-]+)`(?!\])")
_RULE_CELL = re.compile(r"^\| ([a-z-]+/[a-z0-9-]+) \|", re.MULTILINE)
_RULES: dict[str, Mapping[str, Any]] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the rules, and put their pages into the navigation."""
    _RULES.clear()
    _RULES.update(rule_pages(resources.rules_dir()))
    entry = next(one for one in config.nav or [] if "Rules" in one)
    grouped = families(_RULES)
    entry["Rules"] = [
        "rules.md",
        *(
            {family: [{name.partition("/")[2]: f"rules/{name}.md"} for name in names]}
            for family, names in grouped.items()
        ),
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made from data; the one long page of rules gives way to a page a rule."""
    long_page = files.get_file_from_path("rules.md")
    if long_page is not None:
        files.remove(long_page)
    for name, content in _made():
        files.append(File.generated(config, name, content=content))
    return files


def _made() -> Iterator[tuple[str, str]]:
    read, firing = read_findings(), firing_rates()
    yield "rules.md", rules_page(_RULES)
    for rule_id in _RULES:
        yield f"rules/{rule_id}.md", rule_page(rule_id, _RULES, read, firing)
    yield "commands.md", commands_page()
    yield "api.md", api_page()
    yield "site.css", (ROOT / "tools" / "site" / "site.css").read_text(encoding="utf-8")
    yield "contributing.md", _text("CONTRIBUTING.md")
    yield "changelog.md", _text("CHANGELOG.md")
    for path in sorted((ROOT / "schemas").glob("*.json")):
        yield f"schemas/{path.name}", path.read_text(encoding="utf-8")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 (by name)
    """Make links of the repository links of the site, and names of rules links to their pages."""
    if page.parent is None:
        page.meta["hide"] = ["navigation"]
    up = "../" * page.file.src_uri.count("/")
    text = _LINK_UP.sub(r"](\1)", markdown)
    text = _LINK_DOWN.sub(r"](\1)", text)
    if page.file.src_uri == "how-we-know.md":
        made = evidence(_RULES, read_findings())
        text = _MADE.sub(lambda found: made[found[1]], text)
    text = _CODE_CELL.sub(lambda found: found[0].replace("\\|", "|"), text)
    # The lexer for consoles takes a comment for the prompt of an administrator.
    text = text.replace("```console", "```text")
    own = page.file.src_uri.removeprefix("rules/").removesuffix(".md")
    return "".join(piece if is_code else _linked(piece, up, own) for piece, is_code in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a page into its fenced blocks and what lies between them."""
    end = 0
    for fence in _FENCE.finditer(text):
        yield text[end : fence.start()], False
        yield fence[0], True
        end = fence.end()
    yield text[end:], False


def _linked(text: str, up: str, own: str) -> str:
    """Link names of rules to their pages, but for that of the page itself."""
    known = _RULES.keys() - {own}

    def link(found: re.Match[str]) -> str:
        name = found[1]
        return found[0].replace(name, f"[{name}]({up}rules/{name}.md)", 1) if name in known else found[0]

    def code_link(found: re.Match[str]) -> str:
        name = found[1]
        return f"[`{name}`]({up}rules/{name}.md)" if name in known else found[0]

    return _RULE_CELL.sub(link, _RULE.sub(code_link, text))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 (by name)
    """Warn, which a strict build does not pass, of a page that would ask another host for anything."""
    for found in _FOREIGN.finditer(output):
        _LOG.warning("%s loads %s", page.file.src_uri, found[1])
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Leave no sitemap behind: where the site will stand nobody knows here."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (Path(config.site_dir) / name).unlink(missing_ok=True)
