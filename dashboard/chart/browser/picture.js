// A chart as a picture for a board paper: title and what it shows above it, names of the colours below it, on white
// in the light colours, whatever the screen looks like.

const EDGE = 24; // pixels around
const SHARP = 2; // pixels of the file for one of the screen
const LEAST_WIDE = 720;
const PLAIN = "Arial, Helvetica, sans-serif"; // a picture cannot take the page's font along

async function svgOf(chart) {
  const { plot } = chart;
  const spec = onPaper(chart.spec);
  const width = Math.max(plot.clientWidth, LEAST_WIDE);
  const font = { ...spec.layout.font, family: PLAIN };
  const { data, layout } = prepared({ ...spec, layout: { ...spec.layout, font } }, width);
  const height = layout.height;
  const address = await window.Plotly.toImage({ data, layout: { ...layout, width, height } }, { format: "svg", width, height });
  const inner = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const ink = layout.font.color;
  const subtitle = wrapped(chart.alt, width);
  const names = spec.direct ? [] : legendRows(spec.legend ?? [], width);
  const top = EDGE + 30 + 18 * subtitle.length + 8;
  const whole = [width + 2 * EDGE, top + height + 20 * names.length + EDGE];
  const parts = [
    `<rect width="100%" height="100%" fill="${spec.ground}"/>`,
    words(EDGE, EDGE + 18, chart.titled(), ink, 'font-size="20" font-weight="600"'),
    ...subtitle.map((row, number) => words(EDGE, EDGE + 44 + 18 * number, row, ink, 'font-size="13"')),
    `<svg x="${EDGE}" y="${top}" width="${width}" height="${height}">${inner}</svg>`,
    ...names.flatMap((row, number) =>
      row.flatMap(({ name, color, x }) => [
        `<rect x="${EDGE + x}" y="${top + height + 20 * number + 2}" width="12" height="12" fill="${color}"/>`,
        words(EDGE + x + 18, top + height + 20 * number + 12, spoken(name), ink, 'font-size="12"'),
      ]),
    ),
  ];
  const size = `width="${whole[0]}" height="${whole[1]}" viewBox="0 0 ${whole[0]} ${whole[1]}"`;
  return { size: whole, text: `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${PLAIN}">${parts.join("")}</svg>` };
}

async function pngOf(chart) {
  const { size, text } = await svgOf(chart);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = size.map((pixels) => pixels * SHARP);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function words(x, y, text, ink, look) {
  return `<text x="${x}" y="${y}" fill="${ink}" ${look}>${escaped(text)}</text>`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

function wrapped(text, width) {
  const rows = [""];
  for (const word of text.split(" ")) {
    if (rows.at(-1) && widthOf(`${rows.at(-1)} ${word}`, 13, PLAIN) > width) rows.push("");
    rows[rows.length - 1] += `${rows.at(-1) ? " " : ""}${word}`;
  }
  return rows;
}

function legendRows(legend, width) {
  const rows = [[]];
  let x = 0;
  for (const one of legend) {
    const wide = 38 + widthOf(spoken(one.name), 12, PLAIN);
    if (x + wide > width && x) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ ...one, x });
    x += wide;
  }
  return rows;
}

// Hands a file to the person.
function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
