/** `data-open="id"` opens a dialog, `data-close` closes the one it stands in, `data-open-now` is open at once. */
export const dialogs = {
  listen() {
    document.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-open]");
      if (opener) {
        event.preventDefault();
        document.getElementById(opener.dataset.open)?.showModal();
      }
      if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
      // A click on the backdrop is a click on the dialog itself, not on anything in it.
      if (event.target.matches("dialog.dialog[open]:not(.shown)") && outside(event)) event.target.close();
    });
    document.addEventListener("input", (event) => {
      const word = event.target.closest("[data-confirm-word]");
      if (word) confirmed(word);
    });
  },
  open(root) {
    for (const dialog of root.querySelectorAll("dialog[data-open-now]:not([open])")) dialog.showModal();
  },
};

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** What cannot be undone asks for a typed word before its button works. */
function confirmed(input) {
  const button = input.form?.querySelector("[data-needs-word]");
  if (button) button.disabled = input.value.trim() !== input.dataset.confirmWord;
}
