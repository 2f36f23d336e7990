// First what was typed into a table, then the other page. The framework gathers what is typed there for 0.15 s before it
// sends it, and forgets it where the page is left meanwhile; so a link waits until the server works on it.
// (Clicks on the same page wait on the server: cards/once_typed.py.)
if (!window.tcoTypedFirst) {
  window.tcoTypedFirst = true;
  const SENT_WITHIN = 250; // milliseconds, where the browser is not busy
  const LONGEST = 1500;
  const TABLES = "[data-testid=stDataFrame], #portal"; // the box one types in lies in the portal
  const isTyping = () => document.querySelector("#portal input, #portal textarea") !== null;
  let typed = -Infinity;
  let going = null;
  const mind = (event) => {
    if (isTyping() || (event.target instanceof Element && event.target.closest(TABLES))) typed = performance.now();
  };
  for (const kind of ["keydown", "input", "pointerdown"]) window.addEventListener(kind, mind, true);
  const isSent = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState !== "notRunning";
  // Once the page has begun to work on it; where nothing was changed it never will.
  const follow = (link, since, sent = false) => setTimeout(() => {
    const waited = performance.now() - since;
    if (waited < SENT_WITHIN || (!sent && !isSent() && waited < LONGEST)) {
      follow(link, since, sent || isSent());
      return;
    }
    going = link;
    link.click();
    going = null;
  }, 25);
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || link === going || elsewhere || performance.now() - typed > SENT_WITHIN) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    follow(link, performance.now());
  }, true);
}
