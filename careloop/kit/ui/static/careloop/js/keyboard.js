const typing = (element) =>
  element.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");

const pressed = (event) => {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl ${key}` : key;
};

const shown = (element) => element.getClientRects().length > 0 || element.closest(".side, .menu");

/** `data-key="F2"` (or "N", "Ctrl Enter") presses the element; Ctrl K goes to the search box; ? shows the keys. */
export function keyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const key = pressed(event);
    if (key === "Ctrl K") return focusSearch(event);
    const plain = key.length === 1;
    if (plain && (typing(event.target) || document.querySelector("dialog:modal"))) return;
    if (key === "?") return showKeys(event);
    press(event, key);
  });
}

function focusSearch(event) {
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function press(event, key) {
  const within = event.target.closest("form")?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = within || [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
  if (!target || target.disabled) return;
  event.preventDefault();
  target.click();
}

function showKeys(event) {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  event.preventDefault();
  const list = dialog.querySelector("[data-key-list]");
  list.querySelectorAll("[data-of-page]").forEach((line) => line.remove());
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const { key } = element.dataset;
    if (seen.has(key) || !shown(element)) continue;
    seen.add(key);
    const word = (element.dataset.keyLabel || element.querySelector("[data-label]")?.textContent || ownText(element)).trim();
    list.append(line("dt", key), line("dd", word));
  }
  dialog.showModal();
}

function ownText(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".kbd, .count").forEach((part) => part.remove());
  return copy.textContent;
}

function line(tag, text) {
  const made = document.createElement(tag);
  made.dataset.ofPage = "";
  const inner = document.createElement(tag === "dt" ? "kbd" : "span");
  if (tag === "dt") inner.className = "kbd";
  inner.textContent = text;
  made.append(inner);
  return made;
}
