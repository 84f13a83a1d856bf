"""Cards as one HTML file in a real browser: what is shown with and without script, and what hostile text cannot do."""

from __future__ import annotations

import pytest
from in_chromium import needs_chromium, opened, running_chromium
from sample_reports import at, license_finding, make_finding, make_report, missing, realistic_report, shown

from cardcheck.model.text import Span

pytestmark = needs_chromium

HOSTILE = """\
---
license: "</script><script>document.title=1</script>"
x: <img src=x onerror="document.title=2"> \u202egpj.exe \ud800 \x1b[31m
---
# </code></pre></div><script>document.title=3</script>
<a href="javascript:document.title=4" onclick="document.title=5">click</a> &lt;b&gt; <style>*{display:none}</style>
"""


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    def write(name, *reports, **changes):
        path = tmp_path_factory.mktemp("page") / name
        path.write_text(shown(reports, "html", **changes), encoding="utf-8")
        return path.as_uri()

    return write


@pytest.fixture(scope="module")
def address(written):
    return written("card.html", realistic_report(), rules={})


def test_without_script_everything_is_there(chromium, address):
    with opened(chromium, address, java_script_enabled=False) as page:
        text = page.locator("main").inner_text()
        report = realistic_report()
        for finding in report.shown:
            if finding.topic is None and finding.rule != "prose/placeholder":
                assert finding.message.replace("`", "") in text
                assert finding.why.replace("`", "") in text
        assert page.locator(".source .line").count() == len(report.text.line_starts)
        page.get_by_role("checkbox", name="Stops people").uncheck()
        assert not page.locator(".severity.is-error").is_visible()
        assert page.locator(".severity.is-warning").is_visible()
        assert not page.locator("#theme").is_visible()


def test_a_mark_says_what_it_means_and_leads_there(chromium, address):
    with opened(chromium, address) as page:
        mark = page.locator(".found", has_text="apache2")
        mark.hover()
        assert "apache2 is not a license id the Hub knows" in page.locator("#tip").inner_text()
        assert page.locator(".entry.is-pointed").get_attribute("id") == "f1"
        mark.click()
        assert page.evaluate("location.hash") == "#f1"
        assert page.locator("#f1").is_visible()
        page.locator("#f1 .about a").first.click()
        assert page.evaluate("location.hash") == "#L2"


def test_the_keyboard_reaches_every_number(chromium, address):
    with opened(chromium, address) as page:
        chip = page.locator(".source .chip").first
        chip.focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#tip").is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className").startswith("chip")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash").startswith("#f")


def test_the_numbers_of_a_line_are_all_there(chromium, written):
    line = "license: apache2 # keep"
    report = make_report(license_finding(), make_finding("a/b", "too long", span=at(line), names="line"))
    with opened(chromium, written("two.html", report)) as page:
        assert page.locator("#L2 .chip").all_inner_texts() == ["1", "2"]
        assert page.locator("#L2 .found").all_inner_texts() == ["license: ", "apache2", " # keep"]


def test_hostile_text_is_text(chromium, written):
    marks = [
        make_finding("a/b", f"{line} `{line}`", why=line, span=at(line, text=HOSTILE), names="line", quotes=line)
        for line in HOSTILE.splitlines()
        if line
    ]
    address = written("hostile.html", make_report(*marks, text=HOSTILE, source=HOSTILE), show_all=True)
    with opened(chromium, address) as page:
        page.locator(".source .found").nth(2).hover()
        assert "– cardcheck" in page.title()
        assert page.locator("script").count() == 1
        assert page.locator("style").count() == 1
        assert page.locator("main :is(img, iframe, script, style, [onclick], [onerror])").count() == 0
        assert page.locator("main a:not([href^='#'])").count() == 0
        assert not any(char in page.content() for char in "\u202e\x1b")
        assert "<script>document.title=3</script>" in page.locator("#L5").inner_text()
        assert "\\u202egpj.exe \\ud800 \\u001b[31m" in page.locator("#L3").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_its_screen(chromium, written, width, scheme):
    long = make_finding("a/b", "word" * 200, span=Span(0, 3), names="text", why="x" * 500)
    report = make_report(long, *missing("citation", "prose/contact"), text="y" * 9_000, source="z" * 300)
    with opened(chromium, written("wide.html", report), color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_colours_follow_the_system_until_a_button_says_otherwise(chromium, address):
    background = "getComputedStyle(document.body).backgroundColor"
    with opened(chromium, address, color_scheme="dark") as page:
        dark = page.evaluate(background)
        page.get_by_role("button", name="Dark colours").click()
        assert page.evaluate(background) != dark


def test_paper_shows_everything_and_no_controls(chromium, address):
    with opened(chromium, address) as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".bar").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('.source')).maxHeight") == "none"


def test_a_long_card_with_many_findings_is_laid_out_where_it_is_seen(chromium, written):
    text = "".join(f"{number} a remark of the harbour master, copied in the evening\n" for number in range(4_000))
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    marks = [
        make_finding(f"a/r{number}", f"word {'x' * number}", span=Span(start, start + 4), names="text")
        for number, start in enumerate(starts[:4_000:8])
    ]
    with opened(chromium, written("long.html", make_report(*marks, text=text), show_all=True)) as page:
        assert page.locator(".source .chip").count() == 500
        assert page.evaluate("document.querySelectorAll('*').length") < 20_000
        page.goto(f"{page.url}#L3999")
        assert page.locator("#L3999").is_visible()
