// After a lost connection the server may know nothing of this page any more. Ask for the page anew as soon as the
// connection is back, as a step back to it would: the work is taken up again before anything is clicked that would be
// lost.
if (!window.tcoReconnected) {
  window.tcoReconnected = true;
  const connection = "data-test-connection-state";
  let lost = false;
  new MutationObserver(() => {
    const connected = document.querySelector(`[${connection}]`)?.getAttribute(connection) === "CONNECTED";
    if (connected && lost) window.dispatchEvent(new PopStateEvent("popstate"));
    lost = !connected;
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: [connection] });
}
