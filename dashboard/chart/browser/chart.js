// Draws a Plotly figure and, when its numbers change, redraws only what changed.
// A chart below the fold is drawn when it comes into view.

let library;

// Plotly's own script, loaded once for all charts of the page.
function plotly(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, import.meta.url);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = undefined;
      reject(new Error("Plotly could not be loaded"));
    };
    document.head.append(script);
  });
  return library;
}

// Data and layout for Plotly at a width.
function prepared(spec, width) {
  const narrow = width < spec["narrow below"];
  const layout = structuredClone(narrow ? { ...spec.layout, ...spec.narrow } : spec.layout);
  const axes = Object.keys(layout).filter((name) => /^[xy]axis/.test(name));
  for (const name of axes) if (layout[name].title) layout[name].title.font ??= { size: 13 };
  const marks = narrow && spec.direct ? [] : (spec.marks ?? []);
  if (spec.measured) fit(layout, spec.direct ? [] : marks, width);
  return { data: [...withWords(spec), ...structuredClone(marks)], layout, narrow };
}

function draw(chart) {
  const { spec, plot } = chart;
  const width = chart.width ?? plot.clientWidth; // asking the page for it would make it lay itself out
  chart.waiting = false;
  chart.widthDrawn = width;
  const { data, layout, narrow } = prepared(spec, width);
  chart.texts = data.slice(0, spec.data.length).map((trace) => trace.hovertext);
  legend(chart, spec.direct && !narrow ? [] : (spec.legend ?? []));
  const whole = document.fullscreenElement === chart;
  const height = whole ? window.innerHeight - chart.names.offsetHeight - ROUND_IT : layout.height;
  plot.style.height = `${height}px`;
  chart.drawing = plotly(chart.address)
    .then((Plotly) => Plotly.react(plot, data, { ...layout, width, height }, { displayModeBar: false }))
    .then(() => listen(chart))
    .catch((error) => {
      plot.textContent = error.message;
    });
}

// What the colours mean, below the chart.
function legend(chart, entries) {
  const told = JSON.stringify(entries);
  if (told === chart.told) return;
  chart.told = told;
  chart.names.replaceChildren(
    ...entries.map(({ name, color, dash }) => {
      const entry = document.createElement("li");
      const sign = document.createElement("span");
      sign.className = dash ? "tco-stroke" : "tco-patch";
      sign.innerHTML = dash ? '<svg width="26" height="8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4"/></svg>' : "";
      const line = sign.querySelector("line");
      if (line) {
        line.setAttribute("stroke", color);
        line.setAttribute("stroke-width", 2.5);
        if (dash !== "solid") line.setAttribute("stroke-dasharray", dash);
      } else {
        sign.style.background = color;
      }
      const text = document.createElement("span");
      text.className = "legendtext";
      text.textContent = spoken(name);
      entry.append(sign, text);
      return entry;
    }),
  );
}

// Once: a click on a point opens how it was made.
function listen(chart) {
  if (chart.listening) return;
  chart.listening = true;
  const { plot } = chart;
  const traceAt = ({ curveNumber }) => chart.spec.data[curveNumber];
  plot.on("plotly_click", ({ points: [point] }) => traceAt(point) && explain(chart, traceAt(point), point.pointNumber));
  plot.on("plotly_hover", ({ points: [point] }) =>
    plot.classList.toggle("tco-clickable", Boolean(traceAt(point) && lineBehind(traceAt(point), point.pointNumber))),
  );
  plot.on("plotly_unhover", () => plot.classList.remove("tco-clickable"));
}

function explain(chart, trace, point) {
  const line = lineBehind(trace, point);
  if (line) chart.tell("pointed", line);
}

// Charts near the window wait for their first look; those in it are redrawn at once, those near it when all is quiet.
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.isNear = isIntersecting;
      if (isIntersecting && target.waiting) draw(target);
    }
  },
  { rootMargin: "150px" },
);

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.inView = isIntersecting;
    if (isIntersecting && target.waiting) draw(target);
  }
});

const ROUND_IT = 110; // pixels of title and edges on a full screen
const QUIET = 1000; // milliseconds without news

function redraw(chart) {
  clearTimeout(chart.soon);
  if (chart.inView) draw(chart);
  else if (chart.isNear) chart.soon = setTimeout(() => chart.waiting && chart.isNear && draw(chart), QUIET);
}

const resized = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    target.width = Math.floor(contentRect.width);
    if (!target.drawing || target.width === target.widthDrawn) continue;
    target.waiting = true;
    redraw(target);
  }
});

window.addEventListener("beforeprint", () => {
  for (const chart of document.querySelectorAll(".tco-chart")) if (chart.waiting) draw(chart);
});

// The parts of a chart on the page: tools, plot, names of colours, and what is read out.
function begin(chart) {
  chart.plot = chart.querySelector(".tco-plot");
  chart.names = chart.querySelector(".tco-legend");
  chart.live = chart.querySelector(".tco-live");
  chart.append(toolbarOf(chart));
  chart.titled = () => chart.heading || headingOf(chart) || chart.alt;
  walkable(chart);
  chart.plot.style.height = `${chart.spec.layout.height}px`;
  chart.addEventListener("fullscreenchange", () => draw(chart));
  for (const watch of [near, seen, resized]) watch.observe(chart);
}

// The nearest heading above.
function headingOf(chart) {
  const above = [...document.querySelectorAll("h1, h2, h3")].filter(
    (heading) => heading.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.textContent.trim();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const chart = parentElement.querySelector(".tco-chart");
  const first = !chart.spec;
  chart.tell = setTriggerValue;
  chart.address = data.library;
  chart.alt = data.alt;
  chart.heading = data.title;
  chart.hasFile = data.hasFile;
  if (chart.text !== data.spec) {
    chart.text = data.spec;
    chart.spec = JSON.parse(data.spec);
    chart.waiting = true;
    chart.at = undefined;
  }
  if (first) begin(chart);
  else if (chart.waiting) redraw(chart);
  chart.setAttribute("aria-label", data.alt);
  chart.plot.setAttribute("aria-label", data.said);
  receive(chart, data.file);
  return () => {
    if (chart.isConnected) return;
    for (const watch of [near, seen, resized]) watch.unobserve(chart);
  };
}
