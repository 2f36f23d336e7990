// Draws a Plotly figure and, when its numbers change, redraws only what changed.
// A chart below the fold is drawn when it comes into view.

let library;

// Plotly's own script, loaded once for all charts of the page.
function plotly(address) {
  const marker = "static/js/";
  const own = [...document.scripts].map((s) => s.src).find((s) => s.includes(marker));
  const root = own ? own.slice(0, own.indexOf(marker)) : "/";
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = undefined;
      reject(new Error("Plotly could not be loaded"));
    };
    document.head.append(script);
  });
  return library;
}

function draw(chart) {
  const { spec } = chart;
  const narrow = chart.clientWidth < spec["narrow below"];
  const layout = { ...structuredClone(spec.layout), ...(narrow ? structuredClone(spec.narrow) : {}) };
  chart.style.height = `${layout.height}px`;
  chart.waiting = false;
  chart.drawing = plotly(chart.address)
    .then((Plotly) => Plotly.react(chart, spec.data, layout, { displayModeBar: false }))
    .catch((error) => {
      chart.textContent = error.message;
    });
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.inView = isIntersecting;
      if (isIntersecting && target.waiting) draw(target);
    }
  },
  { rootMargin: "150px" },
);

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!target.spec || !target.drawing || target.clientWidth === target.widthDrawn) continue;
    target.widthDrawn = target.clientWidth;
    target.waiting = true;
    if (target.inView) draw(target);
  }
});

window.addEventListener("beforeprint", () => {
  for (const chart of document.querySelectorAll(".tco-chart")) if (chart.waiting) draw(chart);
});

export default function ({ data, parentElement }) {
  const chart = parentElement.querySelector(".tco-chart");
  const first = !chart.spec;
  chart.spec = JSON.parse(data.spec);
  chart.address = data.library;
  chart.setAttribute("aria-label", data.alt);
  chart.waiting = true;
  if (first) {
    chart.style.height = `${chart.spec.layout.height}px`;
    chart.widthDrawn = chart.clientWidth;
    seen.observe(chart);
    resized.observe(chart);
  } else if (chart.inView) {
    draw(chart);
  }
  return () => {
    if (chart.isConnected) return;
    seen.unobserve(chart);
    resized.unobserve(chart);
  };
}
