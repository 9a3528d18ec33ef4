/** On a narrow screen the rail is scrolled so that the present step stands in the middle. */
export function rails(root) {
  for (const rail of root.querySelectorAll(".rail")) {
    const now = rail.querySelector("[aria-current]");
    if (now) rail.scrollLeft = now.offsetLeft - rail.offsetLeft - (rail.clientWidth - now.clientWidth) / 2;
  }
}
