// What a chart says of its points. The server sends numbers and a pattern; the sentences are made here.
//
//   rows:  ["<b>{name}</b>", "{month}", "{y|short} USD so far"]
//   parts: {name: "In-house", now: [12, 13, ...]}    a text for all points, or a number for each
//   sum:   [["service fees", [142000, ...]], ["governance", 32000]]  becomes  "= service fees 142 k", "+ governance 32 k"

const HOW_MADE = "<i>click: how it was made</i>";

// The hover texts of all points of one trace.
function textsOf(spec, position) {
  const trace = spec.data[position];
  const recipe = spec.hovers?.[position];
  if (!recipe) return trace.hovertext;
  const parts = { ...spec.shared, ...recipe.parts, y: trace.y };
  return trace.y.map((y, point) => {
    if (y === null) return ""; // no such number in this month
    const rows = recipe.rows.map((row) => filled(row, parts, point));
    return [...rows, ...sumInWords(recipe.sum, point)].join("<br>");
  });
}

function filled(row, parts, point) {
  return row.replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, name, form) => {
    const value = Array.isArray(parts[name]) ? parts[name][point] : parts[name];
    return form ? FORMS[form](value) : value;
  });
}

function sumInWords(sum, point) {
  const parts = sum.map(([name, amounts]) => [name, Array.isArray(amounts) ? amounts[point] : amounts]);
  const counted = parts.filter(([, amount]) => Math.abs(amount) >= 0.5);
  return counted.map(([name, amount], position) => {
    const sign = amount < 0 ? "−" : position ? "+" : "=";
    return `${sign} ${name} ${short(Math.abs(amount))}`;
  });
}

// The row of the model behind a point, and the month: [key, month or null]; nothing where there is none.
function lineBehind(trace, point) {
  const own = trace.customdata?.[point];
  if (Array.isArray(own)) return own;
  return trace.meta?.line ? [trace.meta.line, trace.x[point]] : undefined;
}

// Traces with the words a person sees when pointing at them.
function withWords(spec) {
  return spec.data.map((trace, position) => {
    const texts = textsOf(spec, position);
    if (!Array.isArray(texts)) return trace;
    const hovertext = texts.map((text, point) => (text && lineBehind(trace, point) ? `${text}<br>${HOW_MADE}` : text));
    return { ...trace, hovertext };
  });
}

// "<b>In-house</b><br>12.7 m" -> "In-house, 12.7 m": the same words for somebody who listens. A row that ends with a
// space goes on in the next one.
function spoken(text) {
  const page = new DOMParser().parseFromString(text.replaceAll(" <br>", " ").replaceAll("<br>", ", "), "text/html");
  return page.body.textContent;
}
