const MINUTE = 60;

/**
 * Counts `data-left` (seconds of counted time left when the page was drawn) down by the minute.
 * `data-runs` says for how many seconds from then on it counts at all (until the lunch break, say; absent: on
 * and on), `data-soon` below how many it turns amber; with `data-signless` a word beside it says
 * that it is late. The browser's own time of day is never asked.
 */
export function clocks(root) {
  const found = [...root.querySelectorAll("[data-left]")];
  if (!found.length) return;
  const drawn = performance.now();
  const show = () => {
    const passed = (performance.now() - drawn) / 1000;
    for (const clock of found) if (clock.isConnected) draw(clock, passed);
  };
  const timer = setInterval(() => {
    if (found.some((clock) => clock.isConnected)) show();
    else clearInterval(timer);
  }, 15000);
}

function draw(clock, passed) {
  const { left, runs, soon } = clock.dataset;
  const counted = runs === undefined ? passed : Math.min(passed, Number(runs));
  const now = Number(left) - counted;
  const text = written(now, "signless" in clock.dataset);
  if (clock.textContent !== text) clock.textContent = text;
  if (now < 0) tone(clock, "late");
  else if (soon && now <= Number(soon)) tone(clock, "soon");
}

function written(seconds, signless) {
  const minutes = Math.floor(Math.abs(seconds) / MINUTE);
  const sign = seconds < 0 && minutes && !signless ? "−" : "";
  return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function tone(clock, name) {
  const chip = clock.closest(".chip") || clock;
  if (chip.classList.contains(name)) return;
  chip.classList.remove("ok", "soon", "late", "wait");
  chip.classList.add(name);
}
