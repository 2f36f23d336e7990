"""Text of users is shown as it was typed, and nothing else comes of it: on every screen, in Chromium.

What leaves by file is tried where the files are: tests/test_memo.py, tests/test_workbook_checks.py,
tests/test_dashboard_files.py.
"""

import os
import re
from itertools import cycle
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from dashboard.downloads import file_name
from dashboard.formats import JOINER, plain
from tcomodel import compare, read_scenario
from tcomodel.problems import ProblemsFound
from tcomodel.share_link import token_of
from tests.case_file import card
from tests.conftest import ROOT
from tests.on_page import MINUTE, settled
from tests.screens import SHOTS

LONG = bool(os.environ.get("TCO_SOAK"))
IN_SHORT = ("compare", "options")
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
HOSTILE = {  # each begins with the mark it is looked for by
    "Qa": "Qa <img src=x onerror=hacked=1><script>hacked=2</script><b>bold</b>",
    "Qb": "Qb ![i](http://evil.test/p.png) [x](javascript:hacked=3) <i@evil.test>",
    "Qc": "Qc $\\frac{1}{2}$ :red[r] :material/home: :smile: :100: **b** _i_ `c` ~~s~~",
    "Qd": "Qd =cmd|' /C calc'!A0 +1 @SUM(1) {=1} -> x -- y >= z <-> # h",
    "Qe": "Qe &lt;u&gt; &amp; &#x3c; a@evil.test www.evil.test https://evil.test",
    "Qf": "Qf %{x} %{customdata[0]} <extra>e</extra> {{7*7}} <a href='//evil.test'>l</a>",
    "Qg": 'Qg #read("/etc/passwd") @ref <label> \\ // /* #image("x") ~ \' " … \u202fé 漢',
}
# What is wrong on the page: a text that goes on otherwise than it was typed, an element that a text became.
LOOK = """texts => {
    const squeeze = text => text.replace(/[\\s\\u2060\\u200b]+/g, '');
    const wrong = [], seen = new Set();
    const check = (said, where) => {
        const text = squeeze(said);
        for (const [mark, whole] of Object.entries(texts)) {
            const typed = squeeze(whole);
            for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
                let same = 0;
                while (same < typed.length && text[at + same] === typed[same]) same++;
                const cut = ['…', '...'].some(end => text.startsWith(end, at + same));
                if (same === typed.length || cut) seen.add(mark);
                else wrong.push(`${where}: ${text.slice(at, at + typed.length + 10)}`);
            }
        }
    };
    const blocks = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        let around = walker.currentNode.parentElement;
        if (around.closest('script, style, [data-testid=stCode]')) continue;
        if (around.closest('svg text')) around = around.closest('svg text');
        else while (around !== document.body && getComputedStyle(around).display === 'inline')
            around = around.parentElement;
        blocks.add(around);
    }
    blocks.delete(document.body);
    for (const one of blocks) check(one.textContent, one.tagName);
    for (const one of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
        for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
            if (one.getAttribute(name)) check(one.getAttribute(name), name);
    const made = [...document.querySelectorAll('a, img, iframe, object, script, .katex, .katex-error')].filter(one =>
        one.className.toString().startsWith('katex') ||
        ['href', 'src', 'xlink:href', 'data'].some(name => /evil|javascript:|^x$/.test(one.getAttribute(name) || '')));
    return {wrong, seen: [...seen], made: made.map(one => one.outerHTML.slice(0, 200)),
            hacked: typeof hacked === 'undefined' ? 0 : hacked};
}"""


def hostile_scenario() -> dict[str, Any]:
    """The example, with a hostile text in every place where a scenario and a rate card have text."""
    data = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    texts = cycle(HOSTILE.values())
    for option, text in zip(data["options"].values(), texts, strict=False):
        option.update(label=text[:80], note=f"{text} (note)")
    data.update(name=HOSTILE["Qg"][:80], description=" ".join(HOSTILE.values()))
    facts = yaml.safe_load((ROOT / "data" / "rates.yaml").read_text("utf-8"))["rates"]["philippines.seat_month"]
    facts.update(title=HOSTILE["Qa"], source=HOSTILE["Qb"], address=HOSTILE["Qe"], note=HOSTILE["Qc"])
    facts.pop("conflicts_with", None)
    data["card"] = {"name": HOSTILE["Qd"], "as_of": "2026-11", "rates": {"philippines.seat_month": facts}}
    return data


@pytest.mark.parametrize("text", HOSTILE.values())
def test_markdown_is_shown_as_typed(text: str):
    assert re.sub(r"\\([!-/:-@[-`{-~])", r"\1", plain(text)).replace(JOINER, "") == " ".join(text.split())


def test_ordinary_text_stays_as_it_is():
    for text in ("Philippines, per seat", "At 8:30, 60,000 contacts - 12 % of 1/2 (a+b); what is it?", "R&D: 5"):
        assert plain(text).replace("\\&", "&") == text


def test_a_hostile_name_makes_an_ordinary_file_name():
    for text in HOSTILE.values():
        assert re.fullmatch("[a-z0-9-]{1,60}", file_name(text))


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u202d"])
def test_signs_that_turn_what_is_read_are_kept_but_not_shown(sign: str):
    """After one of them a browser shows 1,234 as 432,1. Files hold them: what is read must be what was written."""
    data = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    data["options"]["seats_manila"]["label"] = f"Manila {sign}1,234"
    read = read_scenario(yaml.safe_dump(data, allow_unicode=True), "a.yaml")
    assert read.data["options"]["seats_manila"]["label"] == f"Manila {sign}1,234"
    assert plain(f"Manila {sign}1,234") == "Manila 1,234"
    assert compare(read, card()).option("seats_manila").label == "Manila 1,234", "in charts, memo and workbook"


def test_a_text_without_end_is_refused():
    data = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    data["options"]["seats_manila"]["label"] = "x" * 10_000
    with pytest.raises(ProblemsFound, match="has 10000 characters; the most is 80"):
        read_scenario(yaml.safe_dump(data), "a.yaml")


@pytest.mark.timeout(3600 if LONG else 600)
def test_every_screen_shows_what_was_typed_and_does_nothing_else(page: Page, dashboard: str):
    """TCO_SOAK=1 goes to every screen; the hostile scenario comes by a link, as one from a stranger would."""
    abroad: list[str] = []
    page.on("request", lambda one: abroad.append(one.url) if one.url.startswith("http") and "evil" in one.url else None)
    page.on("dialog", lambda one: (abroad.append(one.message), one.dismiss()))
    token = token_of(yaml.safe_dump(hostile_scenario(), allow_unicode=True), HOSTILE["Qa"])
    page.goto(f"{dashboard}/?shared={token}")
    expect(page.get_by_text("Opened from a link")).to_be_visible(timeout=MINUTE)
    seen: set[str] = set()
    for name, shot in SHOTS.items():
        if not LONG and name not in IN_SHORT:
            continue
        settled(page)
        work = page.url.partition("work=")[2].partition("&")[0]
        path, _, asked = shot.path.partition("?")
        if name != "compare":
            page.goto(f"{dashboard}/{path}?work={work}&{asked}")
            expect(page.get_by_test_id("stMain").locator("h1, h2").first).to_be_visible(timeout=MINUTE)
        settled(page)
        if LONG:
            shot.before(page)
            unfold(page)
        for chart in page.locator(".tco-chart").all():
            chart.scroll_into_view_if_needed()
        settled(page)
        found = page.evaluate(LOOK, HOSTILE)
        assert not found["wrong"], f"{name}: {found['wrong'][:5]}"
        assert not found["made"], f"{name}: {found['made'][:5]}"
        assert not found["hacked"], name
        seen |= set(found["seen"])
    assert seen >= (set(HOSTILE) if LONG else {"Qa", "Qb", "Qc", "Qd", "Qe", "Qf"})
    assert not abroad
    assert page.title() == "Customer service cost"


def unfold(page: Page) -> None:
    """Open every folder, those that stand in others too."""
    for _ in range(3):
        page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())")
        settled(page)
