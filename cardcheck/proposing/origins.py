"""Where the rules behind some fixes come from: findings in; titles, pages and sources out, read from the rule files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cardcheck.model.finding import Finding
from cardcheck.proposing.description import Origin
from cardcheck.rulebook.load import builtin_page, builtin_rules


def origins_of(titles: Mapping[str, str], applied: Iterable[Finding], docs_url: str | None) -> Mapping[str, Origin]:
    """Return what is known of each rule; of one that is not ours its title. `docs_url` has a place for its name."""
    return dict(_origins(titles, {finding.rule for finding in applied}, docs_url))


def _origins(titles: Mapping[str, str], names: set[str], docs_url: str | None) -> Iterator[tuple[str, Origin]]:
    own = {rule.id for rule in builtin_rules()}
    for name in names:
        if name not in own:
            yield name, Origin(titles.get(name, name))
            continue
        page = builtin_page(name)
        family, _, slug = name.rpartition("/")
        address = docs_url.format(rule=name, family=family, slug=slug) if docs_url else None
        yield name, Origin(page["title"], address, tuple(page["sources"]))
