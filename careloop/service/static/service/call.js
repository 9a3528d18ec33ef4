/** The call screen by keyboard: arrows and Enter choose who it is, N is somebody new, Ctrl Enter opens the case. */
const form = () => document.getElementById("call");
const box = () => document.getElementById("id_phone");
const matches = () => [...document.querySelectorAll("#call-found [role=option]")];
const chosen = () => document.querySelector("#call-found [aria-selected=true]");

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
  else if (event.key === "Enter") enter(event);
  else if (event.key === "Escape") close(event);
  else if (event.key.toUpperCase() === "N" && isNumber(box().value)) take(event, document.getElementById("call-match-new"));
});

/** Letters belong to names; behind a number, N can only mean somebody new. */
const isNumber = (text) => /^[\d\s()+./-]{3,}$/.test(text);

function walk(event) {
  const found = matches();
  if (!found.length) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  mark(found[(found.indexOf(chosen()) + step + found.length) % found.length]);
}

function mark(match) {
  for (const each of matches()) each.setAttribute("aria-selected", String(each === match));
  box().setAttribute("aria-expanded", String(Boolean(match)));
  if (match) box().setAttribute("aria-activedescendant", match.id);
  else box().removeAttribute("aria-activedescendant");
}

function take(event, match) {
  // Enter in the first field never sends the whole form.
  event.preventDefault();
  match?.click();
}

/** Whoever types faster than the answer comes means the number in the box, not the list of one before it. */
let entered = false;
const isListOf = (text) => document.getElementById("call-found").dataset.of === text.trim();

function enter(event) {
  entered = !isListOf(box().value);
  take(event, entered ? null : chosen());
}

document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  entered = false;
  const who = document.getElementById("call-who");
  // Another number is somebody else's: who was chosen for the one before goes, what was typed below stays.
  if (document.querySelector(".call-customer") && box().value !== who.dataset.phone) quietly(`${form().dataset.who}?customer=`);
});

function close(event) {
  if (!matches().length) return;
  event.preventDefault();
  document.getElementById("call-found").replaceChildren();
  mark(null);
}

/** What was drawn anew says where to go on. */
document.addEventListener("htmx:after:process", (event) => {
  if (event.target === document.body || !event.target.querySelector) return;
  const piece = (id) => (event.target.id === id ? event.target : event.target.querySelector(`#${id}`));
  if (piece("call-found")) mark(chosen());
  if (piece("call-found") && entered && isListOf(box().value)) {
    entered = false;
    return chosen()?.click();
  }
  if (piece("call-all") && form().querySelector("[aria-invalid=true]")) return mend();
  const who = piece("call-who");
  if (!who) return;
  // The whole number of which a part was typed, or the main one of who was found by name.
  if (who.dataset.phone && !quiet) box().value = who.dataset.phone;
  next(who.dataset.focus);
});

/** The form came back: to the first error, and what was typed is kept as a draft again. */
function mend() {
  form().querySelector("[aria-invalid=true]:not([hidden])")?.focus();
  form().dispatchEvent(new Event("input", { bubbles: true }));
}

/** Drawn anew without being asked for by hand: the cursor stays where it is. */
let quiet = false;

function quietly(address) {
  quiet = true;
  window.htmx.ajax("GET", address, { target: "#call-who", swap: "outerHTML settle:0" });
}

function next(selector) {
  keepDevice();
  if (!quiet) document.querySelector(selector)?.focus();
  quiet = false;
}

/** A draft holds who was chosen, but what belongs to them is only on the server. */
function restore() {
  const customer = document.getElementById("id_customer");
  if (!form() || !customer?.value || document.querySelector(".call-customer")) return;
  const address = new URL(form().dataset.who, location.origin);
  for (const field of form().querySelectorAll("[data-fact]")) if (field.value) address.searchParams.set(field.name, field.value);
  const kept = form().querySelector("[name=device_kept]")?.value;
  if (kept) address.searchParams.set("device", kept);
  quietly(address.pathname + address.search);
}

function keepDevice() {
  const kept = form()?.querySelector("[name=device_kept]");
  if (kept) kept.value = document.getElementById("id_device")?.value || "";
}

document.addEventListener("change", (event) => {
  if (event.target.id === "id_device") keepDevice();
});

/** The voucher opens beside, while the page goes on to the case. */
document.addEventListener("careloop:print", (event) => window.open(event.detail.url, "_blank", "noopener"));

// Once the case is open the same form is not sent again.
document.addEventListener("htmx:after:request", (event) => {
  if (event.target === form() && event.detail.ctx?.response?.status === 200 && event.detail.ctx.hx?.redirect) form().inert = true;
});

document.addEventListener("careloop:draft", () => {
  restore();
  // The number is looked up again: the list of matches belongs to it.
  if (!document.getElementById("id_customer")?.value) box().dispatchEvent(new Event("input", { bubbles: true }));
  box().focus();
});

restore();
