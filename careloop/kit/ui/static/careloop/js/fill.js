/** `data-fill='{"id_login": "li.wen"}'` writes into fields by id; with `data-send` the form is sent too. */
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
}
