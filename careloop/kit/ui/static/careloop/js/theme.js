const YEAR = 365 * 24 * 3600;

/** Buttons with `data-theme-choice` set the theme and remember it in a cookie that the server reads. */
export function theme() {
  const root = document.documentElement;
  const mark = () => {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    root.dataset.theme = button.dataset.themeChoice;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `careloop_theme=${root.dataset.theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
    root.dispatchEvent(new Event("careloop:theme"));
    mark();
  });
  mark();
}
