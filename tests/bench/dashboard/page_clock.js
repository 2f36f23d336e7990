// A clock inside the page: when was the key pressed, when did a figure change, when was a chart touched last.
(() => {
  if (window.pageClock) return;
  const CHART = ".js-plotly-plot, .js-chart, .tco-chart";
  const FIGURE = '[data-testid="stMetricValue"]';
  const clock = { pressed: 0, figure: 0, chart: 0, change: 0, before: "" };
  const figures = () => [...document.querySelectorAll(FIGURE)].map((one) => one.textContent).join("|");
  const running = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState !== "notRunning";
  const inside = (node, what) => (node.nodeType === 1 ? node : node.parentElement)?.closest?.(what);
  clock.wind = () => {
    Object.assign(clock, { pressed: 0, figure: 0, chart: 0, change: 0, before: figures() });
    clock.wound = true;
  };
  clock.over = (quiet) =>
    clock.figure > 0 && !running() && performance.now() - Math.max(clock.change, clock.chart, clock.figure) > quiet;
  addEventListener(
    "keydown",
    () => {
      if (clock.wound && !clock.pressed) clock.pressed = performance.now();
    },
    true,
  );
  new MutationObserver((changes) => {
    if (!clock.pressed) return;
    const now = performance.now();
    if (changes.some(({ target }) => inside(target, CHART))) clock.chart = now;
    if (changes.some(({ target }) => inside(target, '[data-testid="stMain"]'))) clock.change = now;
    if (!clock.figure && figures() !== clock.before) clock.figure = now;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  window.pageClock = clock;
})();
