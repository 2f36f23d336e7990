#!/usr/bin/env python
"""Slider-latency harness for any Streamlit app (Chromium via Playwright).

    python -m tests.tools.slider_latency --url http://127.0.0.1:8501 --slider "Volume" --n 40

Prints one JSON line on stdout:
  {"median_ms", "p95_ms", ...}            -> key press to the LAST chart redraw
  "metric": {"median_ms","p95_ms"}        -> key press to first st.metric text change
  "settled": ...                          -> last DOM/canvas change anywhere in the app
  "idle": ...                             -> Streamlit reports scriptRunState notRunning
All clocks are performance.now() INSIDE the page: t0 is taken in a capture-phase
keydown listener, the others in MutationObserver callbacks (DOM) or in patched
2D-canvas calls (canvas charts, st.dataframe).  Nothing is polled for timing; a
polling loop only decides when a move is over (quiet period).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics as S
import sys
import time

from playwright.sync_api import sync_playwright

CHROME_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

INIT = r"""
(() => {
  if (window.__h) return;
  const CH = '[data-testid="stPlotlyChart"],[data-testid="stVegaLiteChart"],[data-testid="stEChartsChart"],[data-testid="stEchartsChart"],[data-testid="stDeckGlJsonChart"],[data-testid="stGraphVizChart"],[data-testid="stImage"],.stPlotlyChart,.stVegaLiteChart,.stEChartsChart,.js-plotly-plot,.ccplot';
  const H = window.__h = {t0: 0, armed: false, metric: 0, chart: 0, any: 0, idle: 0, nmut: 0, chartIds: new Set(),
                          before: '', msel: '[data-testid="stMetricValue"]', lt: 0, added: 0};
  H.metrics = () => Array.from(document.querySelectorAll(H.msel)).map(e => e.textContent).join('|');
  const inChart = n => { const e = n.nodeType === 1 ? n : n.parentElement; return e && e.closest ? e.closest(CH) : null; };
  H.arm = () => { H.before = H.metrics(); H.metric = H.chart = H.any = H.idle = H.nmut = 0; H.lt = 0; H.added = 0; H.t0 = 0; H.armed = true; H.sawRun = false; };
  window.addEventListener('keydown', e => { if (H.armed && !H.t0) H.t0 = performance.now(); }, true);
  window.addEventListener('pointerup', e => { if (H.armed === 'ptr' && !H.t0) H.t0 = performance.now(); }, true);
  const mo = new MutationObserver(rs => {
    if (!H.t0) return;
    const now = performance.now();
    H.nmut += rs.length; 
    let c = false, other = false;
    for (const r of rs) {
      const t = r.target;
      if (r.type === 'childList') H.added += r.addedNodes.length;
      if (!c && inChart(t)) c = true;
      else if (!c && r.type === 'childList') { for (const a of r.addedNodes) if (a.nodeType === 1 && (inChart(a) || a.querySelector(CH))) { c = true; break; } }
      if (!other) {
        const e = t.nodeType === 1 ? t : t.parentElement;
        // ignore the slider itself, the header/status widget and script-state attributes
        if (e && !e.closest('[data-testid="stSlider"],[data-testid="stHeader"],[data-testid="stStatusWidget"],[data-testid="stToolbar"]') && e.closest('[data-testid="stMain"],[data-testid="stSidebar"]')) other = true;
      }
      if (c && other) break;
    }
    if (c) H.chart = now;
    if (c || other) H.any = now;
    if (!H.metric && H.metrics() !== H.before) H.metric = now;
    const app = document.querySelector('[data-test-script-state]');
    const st = app && app.getAttribute('data-test-script-state');
    if (st && st !== 'notRunning') { H.sawRun = true; }
    if (st === 'notRunning' && H.sawRun && !H.idle) H.idle = now;
  });
  const go = () => mo.observe(document, {subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ['d', 'transform', 'style', 'x', 'y', 'width', 'height', 'class', 'points', 'data-test-script-state', 'fill', 'x1', 'x2', 'y1', 'y2', 'data-stale']});
  go();
  for (const fn of ['clearRect', 'fillRect', 'stroke', 'fill', 'fillText', 'drawImage']) {
    const orig = CanvasRenderingContext2D.prototype[fn];
    CanvasRenderingContext2D.prototype[fn] = function (...a) {
      if (H.t0) { const now = performance.now(); const c = this.canvas; 
        if (c && c.isConnected) { H.any = now; if (inChart(c)) H.chart = now; } }
      return orig.apply(this, a);
    };
  }
  try { new PerformanceObserver(l => { for (const e of l.getEntries()) H.lt += e.duration; }).observe({entryTypes: ['longtask']}); } catch (e) {}
})();
"""


def pct(v: list[float], p: float) -> float:
    v = sorted(v)
    k = (len(v) - 1) * p
    f = int(k)
    return v[f] if f + 1 >= len(v) else v[f] + (v[f + 1] - v[f]) * (k - f)


def summ(v: list[float]) -> dict:
    v = [x for x in v if x is not None]
    if not v:
        return {"median_ms": None, "p95_ms": None, "n": 0}
    return {
        "median_ms": round(S.median(v), 1),
        "p95_ms": round(pct(v, 0.95), 1),
        "min_ms": round(min(v), 1),
        "max_ms": round(max(v), 1),
        "n": len(v),
    }


def wait_ready(page, charts: int | None, timeout: float) -> None:
    page.wait_for_selector('[data-testid="stMetricValue"]', timeout=timeout * 1e3)
    page.wait_for_function(
        """n => { const a = document.querySelector('[data-test-script-state]');
                 const c = document.querySelectorAll('.js-plotly-plot .main-svg, [data-testid="stVegaLiteChart"] svg, [data-testid="stVegaLiteChart"] canvas, .stEChartsChart canvas, .stEChartsChart svg').length;
                 return a && a.getAttribute('data-test-script-state') === 'notRunning' && (n === null || c >= n); }""",
        arg=charts,
        timeout=timeout * 1e3,
    )


def measure(
    page, slider: str, n: int, quiet: float, warm: int, metric_sel: str | None, timeout: float, key: str | None = None
):
    page.evaluate(INIT)
    if metric_sel:
        page.evaluate("s => { window.__h.msel = s }", metric_sel)
    sel = f'input[type="range"][aria-label="{slider}"], [role="slider"][aria-label="{slider}"], input[aria-label="{slider}"]'
    loc = page.locator(sel).first
    loc.wait_for(state="attached", timeout=timeout * 1e3)
    rows = []
    direction = "ArrowRight"
    for i in range(n + warm):
        loc = page.locator(sel).first
        loc.focus()
        v, mx, mn = loc.evaluate(
            "e => [+(e.value ?? e.getAttribute('aria-valuenow')), +(e.max || e.getAttribute('aria-valuemax')), +(e.min || e.getAttribute('aria-valuemin'))]"
        )
        if v >= mx:
            direction = "ArrowLeft"
        if v <= mn:
            direction = "ArrowRight"
        page.evaluate("() => window.__h.arm()")
        page.keyboard.press(key or direction)
        # a move is over when nothing changed for `quiet` ms and the script is idle
        try:
            page.wait_for_function(
                """q => { const h = window.__h; if (!h.t0) return false;
                     const now = performance.now(); const a = document.querySelector('[data-test-script-state]');
                     const idle = a && a.getAttribute('data-test-script-state') === 'notRunning';
                     return idle && h.metric && now - Math.max(h.any, h.chart, h.metric) > q; }""",
                arg=quiet,
                timeout=timeout * 1e3,
                polling=50,
            )
        except Exception:  # no metric change: report as a miss
            rows.append(None)
            continue
        r = page.evaluate(
            "() => { const h = window.__h; h.armed = false; const o = {metric: h.metric - h.t0, chart: h.chart ? h.chart - h.t0 : null, any: h.any - h.t0, idle: h.idle ? h.idle - h.t0 : null, nmut: h.nmut, added: h.added, longtask: h.lt}; h.t0 = 0; return o; }"
        )
        if i >= warm:
            rows.append(r)
    ok = [r for r in rows if r]
    out = summ([r["chart"] for r in ok])
    out.update(
        metric=summ([r["metric"] for r in ok]),
        settled=summ([r["any"] for r in ok]),
        idle=summ([r["idle"] for r in ok]),
        longtask_median_ms=round(S.median([r["longtask"] for r in ok]), 1) if ok else None,
        mutations_median=S.median([r["nmut"] for r in ok]) if ok else None,
        nodes_added_median=S.median([r["added"] for r in ok]) if ok else None,
        misses=len(rows) - len(ok),
        moves=n,
    )
    return out


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--url", required=True)
    ap.add_argument("--slider", required=True, help="aria-label of the slider (its st.slider label)")
    ap.add_argument("--n", type=int, default=40)
    ap.add_argument("--warm", type=int, default=5)
    ap.add_argument("--quiet", type=float, default=300, help="ms without change that end a move")
    ap.add_argument("--charts", type=int, default=None, help="wait for at least that many drawn charts first")
    ap.add_argument("--metric", default=None, help="CSS selector of the text that must change")
    ap.add_argument(
        "--of", choices=["charts", "metric", "settled"], default="charts", help="what the top-level numbers mean"
    )
    ap.add_argument("--timeout", type=float, default=60)
    ap.add_argument("--key", default=None, help="key to press instead of ArrowRight/ArrowLeft")
    ap.add_argument(
        "--click", action="append", default=[], help="text of element(s) to click before measuring (e.g. a tab)"
    )
    ap.add_argument("--trace", default=None, help="write a CPU profile (.cpuprofile) of the moves")
    ap.add_argument("--shot", default=None)
    ap.add_argument("--chrome", default=os.environ.get("CHROME") or shutil.which("chromium"))
    ap.add_argument("--width", type=int, default=1400)
    ap.add_argument("--height", type=int, default=1600)
    a = ap.parse_args()
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path=a.chrome, args=CHROME_ARGS)
        ctx = b.new_context(viewport={"width": a.width, "height": a.height})
        page = ctx.new_page()
        page.add_init_script(INIT)
        t = time.perf_counter()
        page.goto(a.url)
        wait_ready(page, a.charts, a.timeout)
        load = (time.perf_counter() - t) * 1e3
        for txt in a.click:
            page.get_by_text(txt, exact=True).first.click()
        page.wait_for_timeout(1000)
        cdp = None
        if a.trace:
            cdp = ctx.new_cdp_session(page)
            cdp.send("Profiler.enable")
            cdp.send("Profiler.setSamplingInterval", {"interval": 200})
            cdp.send("Profiler.start")
        out = measure(page, a.slider, a.n, a.quiet, a.warm, a.metric, a.timeout, a.key)
        if cdp:
            prof = cdp.send("Profiler.stop")["profile"]
            json.dump(prof, open(a.trace, "w"))
        if a.shot:
            page.screenshot(path=a.shot)
        b.close()
    if a.of != "charts":
        out["median_ms"], out["p95_ms"] = out[a.of]["median_ms"], out[a.of]["p95_ms"]
    out["of"] = a.of
    out["page_load_ms"] = round(load, 1)
    out["loadavg"] = open("/proc/loadavg").read().split()[0]
    print(json.dumps(out))
    if out["misses"]:
        sys.exit(3)


if __name__ == "__main__":
    main()
