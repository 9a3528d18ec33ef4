/** `data-dismiss` takes the notice it stands in off the page; an htmx request that never arrived is said. */
export function notices() {
  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".notice")?.remove();
  });
  document.addEventListener("htmx:error", () => {
    const template = document.getElementById("no-answer");
    const place = document.getElementById("messages");
    if (!template || !place || place.querySelector(".no-answer")) return;
    place.append(template.content.cloneNode(true));
  });
}
