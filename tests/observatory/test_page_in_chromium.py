"""The page of an audit in a real browser: what is shown, what answers, and what hostile text does not do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from in_chromium import needs_chromium, opened, running_chromium
from made_audit import RUN, made_audit

from cardcheck.observatory.html import write

pytestmark = needs_chromium

_NUMBER, _MANY = 400, 5_000
_PAGE_ROWS = 50


@pytest.fixture(scope="module")
def audit():
    return made_audit(_NUMBER)


@pytest.fixture(scope="module")
def address(audit, tmp_path_factory):
    return _written(audit, tmp_path_factory.mktemp("page") / "audit.html")


def _written(audit, path):
    with path.open("w", encoding="utf-8") as out:
        write(audit, out, RUN)
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium, address) -> Iterator[Any]:
    yield from _opened(chromium, address)


def _opened(chromium, address, **settings):
    with opened(chromium, address, **settings) as page:
        page.wait_for_selector("tr.row")
        yield page


def names(page):
    return page.locator("tr.row .set-name bdi").all_inner_texts()


def fragment(page):
    return page.evaluate("location.hash.slice(1)")


def test_all_parts_are_there(page, audit):
    ids = page.locator("main > section").evaluate_all("all => all.map((one) => one.id)")
    assert ids == ["overview", "scores", "first", "rules", "defects", "duplicates", "viewer", "trend", "sets"]
    shown = page.locator(".share .figure > span").all_inner_texts()
    assert shown == [f"{round(100 * share.yes / share.of)}%" for share in audit.summary.shares]
    assert f"{_NUMBER} data sets" in page.locator(".head").inner_text()


def test_each_chart_is_told_in_words(page):
    assert page.locator("canvas:not([aria-label])").count() == 0
    assert page.locator("svg.drawn:not([aria-label]):not([aria-hidden])").count() == 0
    page.locator("#scores summary").click()
    assert page.locator("#scores .plain tbody tr").count() == 10
    page.locator("#rules summary").click()
    assert page.locator("#rules .plain tbody tr").count() == page.locator("#rules .rules tbody tr").count()


def test_five_thousand_stay_few_in_the_page(chromium, tmp_path):
    audit = made_audit(_MANY)
    for page in _opened(chromium, _written(audit, tmp_path / "many.html")):
        assert "5,000 data sets" in page.locator(".head").inner_text()
        for ask in ("", "ferries", "zzz", "a"):
            page.get_by_label("Name or title").fill(ask)
            assert page.locator(".sets tbody tr").count() <= _PAGE_ROWS
            assert page.evaluate("document.querySelectorAll('*').length") < 4_000
        page.get_by_label("Name or title").fill("")
        page.get_by_role("button", name="Last").click()
        assert "Page 100 of 100" in page.locator(".pages").inner_text()
        assert page.get_by_role("button", name="Next").is_disabled()
        page.locator(".set-name").last.click()
        assert page.locator(".opened").count() == 1


def test_a_name_filters(page, audit):
    page.get_by_label("Name or title").fill("FERRIES")
    wanted = [record.key for record in audit.records() if "ferries" in record.key]
    assert page.locator(".matching strong").inner_text() == f"{len(wanted)} of {_NUMBER} data sets"
    assert set(names(page)) <= set(wanted)
    assert fragment(page) == "q=FERRIES"
    assert page.locator("#told").inner_text() == f"{len(wanted)} of {_NUMBER} data sets"
    page.reload()
    assert page.get_by_label("Name or title").input_value() == "FERRIES"
    page.get_by_role("button", name="Clear filters").click()
    assert page.locator(".matching strong").inner_text() == f"All {_NUMBER} data sets"
    assert fragment(page) == ""


@pytest.mark.parametrize(
    ("label", "value", "holds"),
    [
        ("Level", "stub", lambda record: record.card is not None and record.card["score"]["level"] == "stub"),
        ("Rule", "license/unknown-id", lambda record: "license/unknown-id" in {f["rule"] for f in record.findings}),
        ("Outcome", "gated", lambda record: record.outcome == "gated"),
        ("Owner", "river-data", lambda record: record.owner == "river-data"),
        ("Worst finding", "error", lambda record: "error" in {finding["severity"] for finding in record.findings}),
    ],
)
def test_each_filter_counts_as_python_does(page, audit, label, value, holds):
    page.get_by_label(label, exact=True).select_option(value)
    number = sum(map(holds, audit.records()))
    assert number
    assert page.locator(".matching strong").inner_text() == f"{number} of {_NUMBER} data sets"


def test_a_heading_sorts_by_mouse_and_by_keyboard(page, audit):
    assert page.locator("th[aria-sort=descending]").inner_text() == "Downloads"
    page.get_by_role("button", name="Score").click()
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Score"
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").inner_text() == "Score"
    assert fragment(page) == "sort=-score"
    best = max(record.points for record in audit.records() if record.points is not None)
    assert page.locator("tr.row .points b").first.inner_text() == str(int(best))


def test_pages_turn(page):
    first = names(page)
    page.get_by_role("button", name="Next").click()
    assert not set(first) & set(names(page))
    assert fragment(page) == "page=2"


def test_a_row_opens_with_its_findings_and_its_diff(page):
    page.get_by_label("Rule", exact=True).select_option("license/unknown-id")
    row = page.locator(".set-name").nth(1)
    row.focus()
    page.keyboard.press("Enter")
    assert row.get_attribute("aria-expanded") == "true"
    opened = page.locator(".opened")
    assert "license/unknown-id" in opened.inner_text()
    assert opened.locator("del.line").count() >= 1
    assert "+license: cc-by-4.0" in opened.locator("ins.line").all_inner_texts()
    assert "open=" in fragment(page)
    page.keyboard.press("Enter")
    assert page.locator(".opened").count() == 0
    assert page.evaluate("document.activeElement.className") == "set-name"


def test_a_link_to_a_data_set_opens_it(chromium, address, audit):
    key = list(audit.records())[321].key
    for part in (key, quote(key, safe=""), f"open={key}"):
        for page in _opened(chromium, f"{address}#{part}"):
            assert page.locator("tr.is-open bdi").inner_text() == key


def test_closing_what_a_link_opened_stays_on_its_page(chromium, address, audit):
    for page in _opened(chromium, f"{address}#{list(audit.records())[321].key}"):
        shown = names(page)
        page.locator("tr.is-open .set-name").click()
        assert names(page) == shown


def test_the_heat_map_takes_owners_for_columns(page, audit):
    page.locator(".heat-tools select").select_option("owner")
    page.locator("#rules summary").click()
    owners = page.locator("#rules .plain thead th").all_inner_texts()[1:]
    assert set(owners) == {record.owner for record in audit.records() if record.points is not None}


def test_going_back_closes_what_was_opened(page):
    page.locator(".set-name").first.click()
    assert page.locator(".opened").count() == 1
    page.go_back()
    assert page.locator(".opened").count() == 0


def test_a_rule_a_column_and_a_level_lead_to_their_data_sets(page, audit):
    page.locator("#rules .name button").first.click()
    assert fragment(page) == f"rule={quote(audit.summary.rules[0].rule)}"
    assert page.locator(".matching strong").inner_text().startswith(f"{audit.summary.rules[0].repositories} of")
    page.locator(".pick").first.press("Enter")
    assert fragment(page) == "score=0-9"
    assert page.locator(".matching strong").inner_text().startswith(f"{audit.summary.scores[0]} of")
    page.locator(".level-names button").first.click()
    assert fragment(page) == "level=stub"


def test_the_cloud_answers_to_arrow_keys(page, audit):
    page.locator(".cloud canvas").focus()
    page.keyboard.press("ArrowRight")
    most = max(audit.records(), key=lambda record: (record.points is not None and record.hub.downloads) or 0)
    assert page.locator("#told").inner_text().startswith(most.key)
    assert page.locator("#tip").inner_text().startswith(most.key)
    page.keyboard.press("Enter")
    assert page.locator("tr.is-open bdi").inner_text() == most.key


def test_dark_follows_the_system_until_a_button_says_otherwise(chromium, address):
    background = "getComputedStyle(document.body).backgroundColor"
    for page in _opened(chromium, address, color_scheme="dark"):
        dark = page.evaluate(background)
        button = page.get_by_role("button", name="Dark colours")
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
        light = page.evaluate(background)
        assert light != dark
        page.reload()
        assert page.evaluate(background) == light


def test_hostile_text_is_text(page):
    page.get_by_label("Name or title").fill("hostile/")
    page.locator(".set-name").first.click()
    text = page.locator("#sets").inner_text()
    for shown in (
        "</script><script>document.title=7</script>\\u202e\\ud800",
        "\\x1b"[:1],
        "document.title=9",
        "\\u202e",
    ):
        assert shown in text
    assert not any(char in page.content() for char in "\u202e\u2066\u2067\x07\x1b")
    assert page.title() == "hf://datasets/demo-lab, hf://datasets/open-speech – dataset cards, 2026-11-22"
    assert page.locator("script:not([type='application/json'])").count() == 1
    assert page.locator("main img, main iframe, main script, main [onclick], main [onerror]").count() == 0
    assert page.locator("main a:not([href^='#']):not([href^='https://'])").count() == 0
    assert page.locator(".command").count() == 0


def test_the_policy_stops_what_would_slip_through(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'document.title=2'}))")
    page.wait_for_timeout(50)
    assert page.title().startswith("hf://datasets/demo-lab")
    context.close()


def test_nothing_is_wider_than_a_phone(chromium, address):
    for page in _opened(chromium, address, has_touch=True):
        page.set_viewport_size({"width": 390, "height": 844})
        page.locator(".set-name").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_paper_shows_no_controls(page):
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".filters").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator("tr.row").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_folder_without_a_past_shows_neither_downloads_nor_a_trend(chromium, tmp_path):
    audit = made_audit(30, is_on_hub=False, has_history=False)
    for page in _opened(chromium, _written(audit, tmp_path / "folder.html")):
        assert page.locator("#trend, .cloud, [data-column=downloads]").count() == 0
        assert page.locator("tr.row").count() == 30
