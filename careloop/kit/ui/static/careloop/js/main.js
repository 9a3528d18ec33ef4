import { choosers } from "./choose.js";
import { clocks } from "./clocks.js";
import { dialogs } from "./dialogs.js";
import { drafts } from "./drafts.js";
import { fill } from "./fill.js";
import { forms } from "./forms.js";
import { keyboard } from "./keyboard.js";
import { menus } from "./menus.js";
import { notices } from "./notices.js";
import { rails } from "./rails.js";
import { search } from "./search.js";
import { signatures } from "./signature.js";
import { theme } from "./theme.js";
import { uploads } from "./upload.js";

// Once: they listen on the document, so what htmx brings later is covered.
for (const start of [theme, keyboard, menus, dialogs.listen, forms, fill, notices, search]) start();

// For each new piece of the page: these hold something of their own.
const wake = (root) => {
  for (const start of [choosers, signatures, uploads, clocks, drafts, rails, dialogs.open]) start(root);
};

wake(document);
document.addEventListener("htmx:after:process", (event) => {
  if (event.target !== document.body) wake(event.target);
});
