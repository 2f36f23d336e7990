// Ctrl+Z takes back the last change, Ctrl+Y and Ctrl+Shift+Z make it again, Ctrl+S saves on the page where that stands.
// In a box of text the browser's own undo holds. The framework's shortcuts do not stop there, so these are our own.
if (!window.tcoKeys) {
  window.tcoKeys = true;
  const NO_TEXT = ["range", "checkbox", "radio", "file", "button", "submit"];
  // One types into the box of a list only while that is open.
  const isShut = (box) => box.getAttribute("role") === "combobox" && box.getAttribute("aria-expanded") !== "true";
  const isText = (box) => (box instanceof HTMLInputElement && !NO_TEXT.includes(box.type) && !isShut(box))
    || box instanceof HTMLTextAreaElement || box.isContentEditable;
  const meant = (event) => {
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    if (event.shiftKey) return "";
    return { y: "redo", s: "scenarios-save" }[key] || "";
  };
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const name = meant(event);
    const button = name && document.querySelector(`.st-key-${name} button, .st-key-cards-${name} button`);
    if (!button) return;
    if (isText(event.target)) {
      if (name !== "scenarios-save") return;
      event.target.blur(); // what was typed there goes first
    }
    event.preventDefault();
    button.click(); // one that is off does nothing
  });
}
