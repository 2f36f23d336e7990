// A chart of a dark screen in the light colours, for a document.

// tcomodel.colours.ON_WHITE; a test compares the two.
const PAPER = {
  palette: ["#0362a0", "#c36100", "#349c78", "#422c4f", "#877bf6", "#683409", "#a77fa2"],
  ground: "#ffffff",
  text: "#0f1720",
};
const COLOUR = /^#[0-9a-f]{6}$/;
const READABLE = 4.5; // contrast of words

// The spec with the light colours in the place of the dark ones, exact to what a screen can show of the difference:
// every colour of a chart is one of its theme, thinned with the ground, so it says itself what it is made of.
function onPaper(spec) {
  if (spec.ground === PAPER.ground) return spec;
  const screen = { palette: spec.layout.colorway, ground: spec.ground, text: spec.layout.font.color };
  const painted = (value, forWords, fill) => {
    if (typeof value === "string") {
      if (!COLOUR.test(value)) return value;
      if (forWords && isInk(value)) return inkOn(fill ?? PAPER.ground);
      return lightOf(value, screen, forWords);
    }
    if (Array.isArray(value)) {
      return value.map((one, place) => painted(one, forWords, Array.isArray(fill) ? fill[place] : fill));
    }
    if (value === null || typeof value !== "object") return value;
    const marks = value.marker?.color === undefined ? fill : painted(value.marker.color, false);
    const parts = Object.entries(value).map(([name, one]) => [name, painted(one, forWords || /font$/.test(name), marks)]);
    return Object.fromEntries(parts);
  };
  return painted(spec, false);
}

// What stands on a fill is plain black or white, which are no colours of the dark theme.
function isInk(colour) {
  return colour === "#ffffff" || colour === "#000000";
}

function inkOn(fill) {
  return contrast("#ffffff", fill) >= contrast("#000000", fill) ? "#ffffff" : "#000000";
}

// The same part of the same colour of the light theme.
function lightOf(colour, screen, forWords) {
  let best = { off: Infinity };
  const tried = (found) => {
    if (found.off < best.off - 0.01) best = found;
  };
  [screen.text, ...screen.palette].forEach((base, place) => {
    const strength = share(colour, base, screen.ground);
    tried({ off: apart(colour, mixed(base, screen.ground, strength)), place, strength });
  });
  if (forWords) {
    screen.palette.forEach((base, place) => {
      const strength = share(colour, screen.text, base); // words lean towards the colour of text until they can be read
      tried({ off: apart(colour, mixed(screen.text, base, strength)), place: place + 1, strength: 1 });
    });
  }
  const base = [PAPER.text, ...PAPER.palette][best.place];
  return forWords && best.place && best.strength > 0.99 ? inkFor(base) : mixed(base, PAPER.ground, best.strength);
}

function inkFor(colour) {
  const inks = [...Array(10).keys()].map((part) => mixed(PAPER.text, colour, part / 10));
  return inks.find((ink) => contrast(ink, PAPER.ground) >= READABLE) ?? PAPER.text;
}

function channels(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}

function mixed(colour, ground, strength) {
  const under = channels(ground);
  const parts = channels(colour).map((part, place) => Math.round(part * strength + under[place] * (1 - strength)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

// How much of a colour there is in its mixture with a ground, from 0 to 1.
function share(mixture, colour, ground) {
  const under = channels(ground);
  const [way, gone] = [colour, mixture].map((one) => channels(one).map((part, place) => part - under[place]));
  const length = way.reduce((sum, part) => sum + part * part, 0);
  return Math.min(1, Math.max(0, way.reduce((sum, part, place) => sum + part * gone[place], 0) / length));
}

function apart(one, other) {
  const parts = channels(other);
  return Math.hypot(...channels(one).map((part, place) => part - parts[place]));
}

function contrast(one, other) {
  const [dark, light] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
