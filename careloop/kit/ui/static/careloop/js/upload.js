/** Shows what was chosen before it is sent; `data-max-bytes` on the input marks what is too large. */
export function uploads(root) {
  for (const box of root.querySelectorAll("[data-upload]:not([data-ready])")) {
    box.dataset.ready = "";
    const input = box.querySelector("input[type=file]");
    const drop = box.querySelector(".upload-drop");
    input.addEventListener("change", () => show(box, input));
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  }
}

function show(box, input) {
  const list = box.querySelector("[data-upload-list]");
  const most = Number(input.dataset.maxBytes) || Infinity;
  let fits = true;
  list.replaceChildren(...[...input.files].map((file) => {
    const tooLarge = file.size > most;
    fits = fits && !tooLarge;
    return line(file, tooLarge ? list.dataset.tooLarge : size(file.size), tooLarge);
  }));
  input.setCustomValidity(fits ? "" : list.dataset.tooLarge);
}

function line(file, note, tooLarge) {
  const item = document.createElement("li");
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    item.append(picture);
  }
  item.append(piece("name", file.name), piece(tooLarge ? "too-large" : "size", note));
  return item;
}

function piece(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}

function size(bytes) {
  const units = ["B", "kB", "MB"];
  let at = 0;
  let value = bytes;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(value)} ${units[at]}`;
}
