// A chart under the keyboard: arrows go from point to point, Enter is the click, Escape leaves the points.

function walkable(chart) {
  const { plot } = chart;
  plot.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !plot.data) return;
    if (event.key === "Escape") {
      leave(chart);
    } else if ((event.key === "Enter" || event.key === " ") && chart.at) {
      explain(chart, chart.spec.data[chart.at[0]], chart.at[1]);
    } else {
      const next = chart.at ? stepped(chart, event.key) : first(chart, event.key);
      if (!next) return;
      show(chart, next);
    }
    event.preventDefault();
    event.stopPropagation();
  });
  plot.addEventListener("blur", () => leave(chart));
}

function leave(chart) {
  chart.at = undefined;
  chart.live.textContent = "";
  if (chart.plot.data) window.Plotly.Fx.unhover(chart.plot);
}

function first(chart, key) {
  if (!key.startsWith("Arrow") && key !== "Home" && key !== "End") return undefined;
  const traces = walked(chart);
  if (!traces.length) return undefined;
  const points = pointsOf(chart, traces[0]);
  return [traces[0], key === "End" ? points.at(-1) : points[0]];
}

function stepped(chart, key) {
  const [trace, point] = chart.at;
  const traces = walked(chart);
  const points = pointsOf(chart, trace);
  const place = points.indexOf(point);
  const along = { ArrowRight: 1, ArrowLeft: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity }[key];
  if (along !== undefined) return [trace, points[Math.min(Math.max(place + along, 0), points.length - 1)]];
  const across = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (across === undefined) return undefined;
  if (traces.length > 1) {
    const other = traces[Math.min(Math.max(traces.indexOf(trace) + across, 0), traces.length - 1)];
    const there = pointsOf(chart, other);
    return [other, there.includes(point) ? point : there.at(-1)];
  }
  // Bars: to the first piece of the next row.
  const { y } = chart.spec.data[trace];
  const rows = [...new Set(points.map((one) => y[one]))];
  const row = rows[Math.min(Math.max(rows.indexOf(y[point]) + across, 0), rows.length - 1)];
  return [trace, points.find((one) => y[one] === row)];
}

// The traces that say something, and the points of one that do.
function walked(chart) {
  return chart.texts.map((_, position) => position).filter((position) => pointsOf(chart, position).length);
}

function pointsOf(chart, trace) {
  const texts = chart.texts[trace];
  if (!Array.isArray(texts) || Array.isArray(texts[0])) return [];
  const { x } = chart.spec.data[trace];
  return texts.map((_, point) => point).filter((point) => texts[point] && x[point] !== null);
}

function show(chart, [trace, point]) {
  chart.at = [trace, point];
  const { xaxis = "x", yaxis = "y" } = chart.spec.data[trace];
  window.Plotly.Fx.hover(chart.plot, [{ curveNumber: trace, pointNumber: point }], xaxis + yaxis);
  const how = lineBehind(chart.spec.data[trace], point) ? " Enter: how it was made." : "";
  chart.live.textContent = spoken(chart.texts[trace][point].replace(`<br>${HOW_MADE}`, ".")) + how;
}
