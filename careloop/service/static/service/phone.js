const STALE = 60 * 1000;

/** Without a signal it is said, and what would be lost cannot be tapped; what one typed stays. */
function signal() {
  const show = () => {
    const gone = !navigator.onLine;
    document.querySelectorAll("[data-no-signal]").forEach((each) => (each.hidden = !gone));
    document.querySelectorAll("[data-needs-signal]").forEach((each) => {
      each.setAttribute("aria-disabled", String(gone));
    });
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-needs-signal][aria-disabled=true]")) event.preventDefault();
  });
  show();
}

/** A phone taken out of the pocket shows the orders as they are now. */
function fresh() {
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = performance.now();
    else if (navigator.onLine && performance.now() - hiddenAt > STALE) location.reload();
  });
}

signal();
fresh();
