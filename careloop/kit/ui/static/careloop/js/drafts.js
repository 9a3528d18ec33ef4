const PREFIX = "careloop:draft:";
const KEPT_DAYS = 7;
const LEFT_OUT = "[type=hidden], [type=password], [type=file], [type=submit], [type=button], [data-no-draft]";

/**
 * A form with `data-draft="name"` is kept in the browser while it is typed, per person, and put back when the
 * page is opened again; a `data-draft-offer` in it asks first. A draft goes once its form was sent and came back without an error.
 */
export function drafts(root) {
  clean();
  for (const form of root.querySelectorAll("form[data-draft]:not([data-draft-ready])")) {
    form.dataset.draftReady = "";
    restore(form);
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => save(form), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      save(form, true);
    });
  }
}

const keyOf = (form) => `${PREFIX}${document.body.dataset.person || "-"}:${form.dataset.draft}`;

const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(LEFT_OUT) && !field.matches("button, fieldset"));

function save(form, sent = false) {
  const values = fields(form).map((field) => [field.name, field.matches("[type=checkbox], [type=radio]") ? field.checked && field.value : field.value]);
  write(keyOf(form), { at: Date.now(), sent, values });
  if (!sent) tell(form, form.querySelector("[data-draft-note]")?.dataset.saved, Date.now());
}

function restore(form) {
  const kept = read(keyOf(form));
  // The server's own answer, with its errors, is newer than the draft.
  if (!kept || form.querySelector("[aria-invalid=true]")) return;
  const offer = form.querySelector("[data-draft-offer]");
  if (offer) ask(form, offer, kept);
  else fillIn(form, kept);
}

/** Where the next one to write is somebody else, the draft is put back only when it is asked for. */
function ask(form, offer, kept) {
  offer.hidden = false;
  offer.addEventListener("click", (event) => {
    if (event.target.closest("[data-draft-restore]")) {
      form.reset();
      fillIn(form, kept);
      form.dispatchEvent(new CustomEvent("careloop:draft", { bubbles: true }));
    } else if (event.target.closest("[data-draft-discard]")) localStorage.removeItem(keyOf(form));
    else return;
    offer.hidden = true;
  });
}

function fillIn(form, kept) {
  const left = [...kept.values];
  for (const field of fields(form)) {
    const at = left.findIndex(([name]) => name === field.name);
    if (at < 0) continue;
    const [, value] = left.splice(at, 1)[0];
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = value === field.value;
    else if (field.tomselect) field.tomselect.setValue(value, true);
    else if (!field.value || field.tagName === "SELECT") field.value = value || "";
  }
  tell(form, form.querySelector("[data-draft-note]")?.dataset.restored, kept.at);
}

function tell(form, words, at) {
  const note = form.querySelector("[data-draft-note]");
  if (!note || !words) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  note.textContent = words.replace("@time", time.format(at));
}

/** Coming back to the form with the browser's button: it may never have reached the server. */
const cameBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";

/** Sent drafts whose form did not come back with errors are done with; so are old ones. */
function clean() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const kept = read(key);
    const form = [...document.querySelectorAll("form[data-draft]")].find((each) => keyOf(each) === key);
    const failed = form?.querySelector("[aria-invalid=true], .notice.late");
    const old = !kept || Date.now() - kept.at > KEPT_DAYS * 24 * 3600 * 1000;
    if (old || (kept.sent && !failed && !(form && cameBack()))) localStorage.removeItem(key);
    else if (kept.sent) write(key, { ...kept, sent: false });
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store only means that no draft is kept.
  }
}
