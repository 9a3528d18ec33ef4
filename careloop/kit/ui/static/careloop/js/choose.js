/** `<select data-choose>` becomes a search box; `data-choose-url` asks the server for its options while typing. */
export async function choosers(root) {
  const found = [...root.querySelectorAll("select[data-choose]:not(.tomselected)")];
  if (!found.length) return;
  await import("../../vendor/tom-select/tom-select.complete.min.js");
  for (const select of found) {
    if (select.tomselect) continue;
    new window.TomSelect(select, settings(select));
    // The search box now speaks for it.
    select.setAttribute("aria-hidden", "true");
  }
}

function settings(select) {
  const url = select.dataset.chooseUrl;
  const made = {
    maxOptions: 200,
    refreshThrottle: url ? 300 : 30,
    plugins: select.multiple ? ["remove_button"] : [],
    render: { no_results: () => text("no-results", select.dataset.chooseNone || document.body.dataset.nothingFound || "–") },
  };
  if (url) made.load = (typed, done) => load(url, typed).then(done, () => done());
  return made;
}

async function load(url, typed) {
  const address = new URL(url, location.origin);
  address.searchParams.set("q", typed);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : [];
}

function text(name, words) {
  const line = document.createElement("div");
  line.className = name;
  line.textContent = words;
  return line;
}
