// Runs before the first paint, so that a dark room is not lit up for a moment.
// A classic script on purpose: modules run after the page is drawn.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    const asked = root.dataset.theme || "auto";
    root.dataset.bsTheme = asked === "auto" ? (dark.matches ? "dark" : "light") : asked;
  };
  set();
  dark.addEventListener("change", set);
  root.addEventListener("careloop:theme", set);
})();
