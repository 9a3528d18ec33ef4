const SELECTOR = "details.menu[open]";

/** Menus are <details>; the script only closes them: on a click elsewhere, on Escape, when another opens. */
export function menus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(SELECTOR)) {
      if (!menu.contains(event.target)) menu.open = false;
      else if (event.target.closest("a.menu-item, button.menu-item")) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest(SELECTOR);
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event, [...menu.querySelectorAll(".menu-item:not([disabled])")]);
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open-side]");
    const side = document.getElementById("side");
    if (button) {
      const open = side.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    }
  });
}

/** Moves the focus up or down a list of elements; shared with the search box. */
export function move(event, items) {
  if (!items.length) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = items.indexOf(document.activeElement);
  items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length].focus();
}
