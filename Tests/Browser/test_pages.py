"""The report of a run as a person meets it: in the light, in the dark, on a telephone, on paper, with a keyboard, read aloud."""
import pytest
from axe_selenium_python import Axe

from views import VIEWS

# Letters of a chart that stand on other letters.
MEETING_WORDS = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const words = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
    return words.flatMap(([a, p], i) => words.slice(i + 1).filter(([b, q]) =>
        Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x) > 2 && Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y) > 5
    ).map(([b]) => `${svg.querySelector('title').textContent}: ${a} / ${b}`)) })"""

# Letters of a chart that stand outside it.
LOST_WORDS = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const box = svg.viewBox.baseVal;
    return [...svg.querySelectorAll('text')].filter(t => { const b = t.getBBox();
        return b.x < -3 || b.y < -3 || b.x + b.width > box.width + 3 || b.y + b.height > box.height + 3 })
        .map(t => `${svg.querySelector('title').textContent}: ${t.textContent}`) })"""

CONTRASTS = """() => {
    const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue('--' + name).trim();
    const light = hex => { const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
        .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
    const contrast = (a, b) => { const [p, q] = [light(colour(a)), light(colour(b))].sort((x, y) => y - x); return (p + 0.05) / (q + 0.05) };
    const text = [['ink', 'paper'], ['soft', 'paper'], ['ink', 'wash'], ...['r0', 'r1', 'r2', 'r3'].map(r => ['low', r]), ['mid', 'r4'],
        ['high', 'r5'], ['high', 'r6'], ...['w1', 'w2', 'w3'].map(w => ['ink', w])];
    const marks = ['c1', 'c2', 'c3', 'c4', 'cm', 'ca'].map(c => [c, 'paper']);
    return [...text.map(p => [p.join(' on '), contrast(...p), 4.5]), ...marks.map(p => [p.join(' on '), contrast(...p), 3])] }"""


def test_nothing_is_said_in_the_console_and_nothing_is_fetched(page, view):
    page.browser.get_log("browser")
    page.show(view)
    assert page.browser.get_log("browser") == []
    assert page.ask("() => performance.getEntriesByType('resource').map(e => e.name)") == []
    assert page.ask("() => document.scripts.length") == 0


def test_every_chart_is_seen(page, view):
    page.show(view)
    charts = page.ask(
        """() => [...document.querySelectorAll('svg.chart')].map(svg => { const box = svg.getBoundingClientRect();
        return [svg.querySelector('title').textContent, box.width, box.height, svg.querySelectorAll('text').length] })"""
    )
    if page.result["recommendations"]:
        assert len(charts) >= 12
    for title, width, height, words in charts:
        assert width > 200 and height > 60 and words > 0, title


def test_words_of_charts_neither_meet_nor_get_lost(page, view):
    page.show(view)
    assert page.ask(MEETING_WORDS) == []
    assert page.ask(LOST_WORDS) == []


def test_the_page_is_no_wider_than_the_screen(page, view):
    page.show(view)
    page.ask("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.ask("() => document.documentElement.scrollWidth") <= view[1][0]


def test_colours_stand_out(page, view):
    page.show(view)
    for pair, contrast, least in page.ask(CONTRASTS):
        assert contrast >= least, f"{pair}: {contrast:.2f}"


def test_axe_finds_nothing_serious(page, view):
    page.show(view)
    # Rows of a table are alike: a few of each are enough, and thousands take minutes.
    page.ask("""() => { document.querySelectorAll('details').forEach(d => d.open = true);
        document.querySelectorAll('tbody tr:nth-child(n + 6)').forEach(row => row.remove()) }""")
    axe = Axe(page.browser)
    axe.inject()
    findings = axe.run()["violations"]
    told = [f"{f['impact']} {f['id']}: {f['help']} ({', '.join(str(n['target'][0]) for n in f['nodes'][:3])})" for f in findings]
    assert [line for line in told if not line.startswith(("minor", "moderate"))] == []


def test_a_keyboard_reaches_the_report_at_once(page):
    page.show()
    page.browser.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9})
    link = page.ask("() => { const e = document.activeElement; return [e.getAttribute('href'), e.getBoundingClientRect().top] }")
    assert link[0] == "#main" and link[1] >= 0


def test_paper_shows_the_tables_in_black_on_white(page):
    page.show(VIEWS["dark"], media="print")
    assert page.ask("() => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#1b1f24"
    heights = page.ask("() => [...document.querySelectorAll('details table')].map(t => [t.id, t.getBoundingClientRect().height])")
    assert [name for name, height in heights if height < 10] == []


def close(one, other):
    return one is None and other is None or one == pytest.approx(other, rel=1e-12, abs=1e-12)


def test_tables_match_the_result(page):
    page.show()
    result = page.result
    totals = page.table("table-totals")
    if result["totals"] is None:
        assert totals is None
        return
    names = {
        "Net value": "net_value", "Value": "value", "Partners’ fees": "fee_income", "Cost, points redeemed": "cost",
        "Deadweight, in the cost": "deadweight_cost", "Fraud, in the cost": "fraud_loss", "Points accrued": "accrued", "Worst case": "worst_case",
        "Completions won": "incremental_completions", "Completions": "completions", "Pairs of customer and offer shown": "shown",
        "Customers": "customers",
    }
    assert {line["Figure"] for line in totals} == set(names)
    for line in totals:
        assert close(line["Recommended"], result["totals"][names[line["Figure"]]]), line

    shown = page.table("table-recommendations") or []
    wanted = {(r["segment"], r["bundle"], r["offer"]): r for r in result["recommendations"]}
    assert len(shown) == min(200, len(wanted))
    columns = {"Percent": "percent", "Monthly cap": "monthly_cap", "Months": "months", "Share": "share", "Customers": "customers",
               "Completions": "completions", "Cost": "cost", "Value": "value", "Net value": "net_value"}
    for line in shown:
        row = wanted[line["Segment"], int(line["Bundle"]), line["Offer"]]
        assert all(close(line[column], row[key]) for column, key in columns.items()), line

    constraints = {row["name"]: row for row in result["constraints"]}
    lines = page.table("table-constraints") or []
    assert len(lines) == min(60, len(constraints))
    columns = {"Limit is": "limit", "Used": "used", "Room": "slack", "One more brings": "shadow_price", "Price holds from": "valid_from",
               "To": "valid_to", "One less costs": "tightening_price"}
    for line in lines:
        row = constraints[line["Limit"]]
        assert all(close(line[column], row[key]) for column, key in columns.items()), line
        assert (line["State"] == "binds") == row["binding"]

    assets = page.table("table-assets") or []
    if result["recommendations"]:
        assert [line["Asset"] for line in assets[:-1]] == [row["asset"] for row in result["assets"]]
        for line, row in zip(assets, result["assets"]):
            assert close(line["P&L"], row["pnl"]) and close(line["Gain"], row["gain"])
