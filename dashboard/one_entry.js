// One step back leads one page back. The framework writes a page's address twice when one goes to it, first without and
// then with the part that says where the work is kept; the second takes the place of the first.
if (!window.tcoOneEntry) {
  window.tcoOneEntry = true;
  const history = window.history;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const to = new URL(address, window.location.href);
    if (to.pathname === window.location.pathname) history.replaceState(state, title, address);
    else push(state, title, address);
  };
}
