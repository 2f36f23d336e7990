// Room for words: margins and axes from the widths of what stands beside the data.
// Plotly finds them by drawing everything twice.

const GAP = 8; // pixels between words and what they belong to
const TITLE_ROOM = 24; // of the title of an upright axis

let ruler;
const widths = new Map();

// Pixels that a text of a chart is wide, its widest row counting.
function widthOf(text, size, family) {
  const key = `${size}${family}${text}`;
  if (!widths.has(key)) {
    ruler ??= document.createElement("canvas").getContext("2d");
    ruler.font = `${text.includes("<b>") ? "600 " : ""}${size}px ${family}`;
    const rows = text.replaceAll(/<\/?[bi]>/g, "").replaceAll(/&#?\w+;/g, "&").split("<br>");
    if (widths.size > 5000) widths.clear();
    widths.set(key, Math.max(...rows.map((row) => ruler.measureText(row).width)));
  }
  return widths.get(key);
}

// Sets the left margin from the names along the upright axis, and lets the other axis end where its words fit.
function fit(layout, marks, width) {
  const { family } = layout.font;
  const { yaxis, xaxis, margin } = layout;
  const names = Math.max(...yaxis.ticktext.map((text) => widthOf(text, yaxis.tickfont.size, family)));
  margin.l = Math.ceil(names + GAP + (yaxis.title ? TITLE_ROOM : 0));
  const room = width - margin.l - margin.r;
  const [low, high] = xaxis.range;
  let end = high;
  for (const { mode, x, text, textfont } of marks) {
    if (mode !== "text") continue;
    for (const [position, place] of x.entries()) {
      const left = room - widthOf(text[position], textfont.size, family) - GAP;
      if (left > 0) end = Math.max(end, low + ((place - low) * room) / left);
    }
  }
  xaxis.range = [low, end];
  thin(xaxis, room / (end - low), family);
}

// Leaves out ticks that would run into each other; nothing stays.
function thin(axis, pixels, family) {
  if (!axis.ticktext || axis.tickvals.length < 2) return;
  const widest = Math.max(...axis.ticktext.map((text) => widthOf(text, axis.tickfont.size, family)));
  const each = Math.ceil((widest + GAP) / (pixels * Math.abs(axis.tickvals[1] - axis.tickvals[0])));
  const origin = Math.max(axis.tickvals.indexOf(0), 0);
  const kept = (_, position) => (position - origin) % each === 0;
  axis.tickvals = axis.tickvals.filter(kept);
  axis.ticktext = axis.ticktext.filter(kept);
}
