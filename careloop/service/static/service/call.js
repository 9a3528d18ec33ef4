/** The call screen by keyboard: arrows and Enter choose who it is, N is somebody new, Ctrl Enter opens the case. */
const form = () => document.getElementById("call");
const box = () => document.getElementById("id_phone");
const matches = () => [...document.querySelectorAll("#call-found [role=option]")];
const chosen = () => document.querySelector("#call-found [aria-selected=true]");

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
  else if (event.key === "Enter") take(event, chosen());
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
  if (piece("call-all") && form().querySelector("[aria-invalid=true]")) return mend();
  const who = piece("call-who");
  if (!who) return;
  // The whole number of which a part was typed, or the main one of who was found by name.
  if (who.dataset.phone) box().value = who.dataset.phone;
  next(who.dataset.focus);
});

/** The form came back: to the first error, and what was typed is kept as a draft again. */
function mend() {
  form().querySelector("[aria-invalid=true]:not([hidden])")?.focus();
  form().dispatchEvent(new Event("input", { bubbles: true }));
}

let restoring = false;

function next(selector) {
  keepDevice();
  if (!restoring) document.querySelector(selector)?.focus();
  restoring = false;
}

/** A draft holds who was chosen, but what belongs to them is only on the server. */
function restore() {
  const customer = document.getElementById("id_customer");
  if (!form() || !customer?.value || document.querySelector(".call-customer")) return;
  restoring = true;
  const address = new URL(form().dataset.who, location.origin);
  for (const field of form().querySelectorAll("[data-fact]")) if (field.value) address.searchParams.set(field.name, field.value);
  const kept = form().querySelector("[name=device_kept]")?.value;
  if (kept) address.searchParams.set("device", kept);
  window.htmx.ajax("GET", address.pathname + address.search, { target: "#call-who", swap: "outerHTML settle:0" });
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

restore();
