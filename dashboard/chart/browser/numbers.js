// Numbers as dashboard/formats.py writes them; a test compares the two.

const FORMS = { short, count: (value) => withCommas(value, 0), unit: (value) => withCommas(value, 2) };

// 12,687,849 -> 12.7 m, 178,320 -> 178 k, 4.6216 -> 4.62
function short(value, digits = 1) {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size >= 999.5e6) return `${sign}${withCommas(size / 1e9, digits)} bn`;
  if (size >= 999.5e3) return `${sign}${withCommas(size / 1e6, digits)} m`;
  if (size >= 9999.5) return `${sign}${withCommas(size / 1e3, 0)} k`;
  if (size >= 999.5) return `${sign}${withCommas(size, 0)}`;
  return size < 0.005 ? "0" : `${sign}${withCommas(size, 2)}`;
}

function withCommas(value, digits) {
  const [whole, part] = rounded(Math.abs(value), digits).split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${parted}${part ? `.${part}` : ""}`;
}

// Exactly half goes to the even neighbour, as on the server: toFixed alone would round it up.
function rounded(size, digits) {
  const text = size.toFixed(digits);
  const halves = size * 2 ** (digits + 1);
  const isHalf = Number.isInteger(halves) && halves % 2 === 1;
  return isHalf && Number(text.at(-1)) % 2 === 1 ? (size - 0.5 * 10 ** -digits).toFixed(digits) : text;
}
