// The little that comes with every message for a chart: it fetches the rest once, for all charts of the page.

function root() {
  const marker = "static/js/";
  const own = [...document.scripts].map((s) => s.src).find((s) => s.includes(marker));
  return own ? own.slice(0, own.indexOf(marker)) : "/";
}

export default function (component) {
  if (window.tcoChart) return window.tcoChart(component);
  const { script } = component.data;
  import(new URL(script, new URL(root(), location.href)))
    .then((charts) => {
      window.tcoChart = charts.default;
      if (component.parentElement.isConnected) window.tcoChart(component);
    })
    .catch(() => {
      component.parentElement.textContent = "The chart could not be loaded. Reload the page.";
    });
  return undefined;
}
