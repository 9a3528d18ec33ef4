/**
 * `data-fill='{"id_login": "li.wen"}'` writes into fields by id; with `data-send` the form is sent too.
 * One with `aria-pressed` shows whether the fields hold just what it would write.
 */
export function fill() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    let last = null;
    for (const [id, value] of Object.entries(JSON.parse(button.dataset.fill))) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      last = field;
    }
    if (last && "send" in button.dataset) last.form.requestSubmit();
    else last?.focus();
  });
  document.addEventListener("input", (event) => {
    for (const button of event.target.form?.querySelectorAll("[data-fill][aria-pressed]") || []) {
      const fields = Object.entries(JSON.parse(button.dataset.fill));
      const holds = ([id, value]) => document.getElementById(id)?.value === value;
      button.setAttribute("aria-pressed", String(fields.every(holds)));
    }
  });
}
