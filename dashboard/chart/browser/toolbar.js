// The tools of a chart: picture, drawing, data, full screen. Seen on hover and under the keyboard.

const TOOLS = [
  ["PNG", "Picture of this chart for a document (PNG)", (chart) => pngOf(chart).then((file) => save(file, fileName(chart, "png")))],
  ["SVG", "Drawing of this chart, sharp at any size (SVG)", (chart) =>
    svgOf(chart).then(({ text }) => save(new Blob([text], { type: "image/svg+xml" }), fileName(chart, "svg")))],
  ["CSV", "Numbers of this chart as a table (CSV)", askForNumbers],
  ["", "Full screen", fullScreen],
];
const CORNERS =
  '<svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">' +
  '<path d="M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8"/></svg>';

function toolbarOf(chart) {
  const bar = document.createElement("div");
  bar.className = "tco-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Chart");
  for (const [label, title, act] of TOOLS) {
    if (act === askForNumbers && chart.hasFile) continue; // one table of a chart, not two
    const button = document.createElement("button");
    button.type = "button";
    if (label) button.textContent = label;
    else button.innerHTML = CORNERS;
    button.title = title;
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => chart.spec && chart.plot.data && act(chart));
    button.tabIndex = bar.childElementCount ? -1 : 0;
    bar.append(button);
  }
  bar.addEventListener("keydown", (event) => along(bar, event));
  return bar;
}

// One stop of the Tab key for all tools; the arrows go along them.
function along(bar, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const buttons = [...bar.children];
  const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

// The server writes the table; it comes with the next run of the page.
function askForNumbers(chart) {
  chart.asked = Date.now();
  chart.tell("asked", chart.asked);
}

function receive(chart, file) {
  if (!file || file.number !== chart.asked) return;
  chart.asked = undefined;
  save(new Blob(["\ufeff", file.text], { type: "text/csv" }), fileName(chart, "csv"));
}

function fullScreen(chart) {
  if (document.fullscreenElement) document.exitFullscreen();
  else {
    chart.dataset.title = chart.titled();
    chart.requestFullscreen();
  }
}

// "Cost so far, month by month" -> cost-so-far-month-by-month.png
function fileName(chart, ending) {
  const name = chart.titled().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${name || "chart"}.${ending}`;
}
