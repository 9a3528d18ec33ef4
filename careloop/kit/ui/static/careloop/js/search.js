import { move } from "./menus.js";

/** The search box: arrows walk through what was found, Enter opens the first, Escape leaves. */
export function search() {
  document.addEventListener("keydown", (event) => {
    const find = event.target.closest(".find");
    if (!find) return;
    const found = [...find.querySelectorAll(".found a")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event, found);
    if (event.key === "Escape") close(find);
    if (event.key === "Enter" && event.target.matches("[data-search]") && found.length === 1) {
      event.preventDefault();
      found[0].click();
    }
  });
  document.addEventListener("click", (event) => {
    const find = document.querySelector(".find");
    if (find && !find.contains(event.target)) find.querySelector(".found")?.replaceChildren();
  });
}

function close(find) {
  find.querySelector(".found")?.replaceChildren();
  find.querySelector("[data-search]").blur();
}
