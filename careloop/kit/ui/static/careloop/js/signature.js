/** Each `data-signature` is a pad whose drawing lies, as a PNG data URL, in its hidden input. */
export async function signatures(root) {
  const boxes = [...root.querySelectorAll("[data-signature]:not([data-ready])")];
  if (!boxes.length) return;
  const { default: SignaturePad } = await import("../../vendor/signature-pad/signature_pad.min.js");
  for (const box of boxes) ready(box, SignaturePad);
}

function ready(box, SignaturePad) {
  box.dataset.ready = "";
  const canvas = box.querySelector("canvas");
  const input = box.querySelector("input[type=hidden]");
  const state = box.querySelector("[data-signature-state]");
  const pad = new SignaturePad(canvas, { penColor: "#10202c", backgroundColor: "#ffffff", minWidth: 0.8, maxWidth: 2.6 });
  const tell = () => {
    const empty = pad.isEmpty();
    input.value = empty ? "" : pad.toDataURL("image/png");
    box.querySelector(".signature-box").classList.toggle("signed", !empty);
    state.textContent = empty ? state.dataset.empty : state.dataset.signed;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  fit(canvas, pad, input.value);
  pad.addEventListener("endStroke", tell);
  box.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    tell();
  });
  new ResizeObserver(() => fit(canvas, pad, input.value)).observe(canvas);
  if (input.value) state.textContent = state.dataset.signed;
}

/** The drawing keeps its sharpness on dense screens and survives a turn of the phone. */
function fit(canvas, pad, drawn) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const width = Math.round(canvas.offsetWidth * ratio);
  const height = Math.round(canvas.offsetHeight * ratio);
  if (!width || (canvas.width === width && canvas.height === height)) return;
  const strokes = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  if (strokes.length) pad.fromData(strokes);
  else if (drawn) pad.fromDataURL(drawn, { ratio: 1, width: canvas.offsetWidth, height: canvas.offsetHeight });
}
