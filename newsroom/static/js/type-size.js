/* Adds 放大, 缩小 and 默认 to an article: the buttons appear, and the chosen size is remembered for all articles. */

const SMALLEST = -1;
const LARGEST = 4;
const root = document.documentElement;
const controls = document.querySelector("[data-type-sizes]");

function show(size) {
  if (size) root.dataset.typeSize = size;
  else delete root.dataset.typeSize;
  for (const button of controls.querySelectorAll("[data-step]")) {
    const step = Number(button.dataset.step);
    // Not `disabled`: that would take the keyboard's focus away.
    button.ariaDisabled = step ? size + step < SMALLEST || size + step > LARGEST : size === 0;
  }
}

function remember(size) {
  try {
    if (size) localStorage.setItem("type-size", size);
    else localStorage.removeItem("type-size");
  } catch {
    // Storage is blocked: the size holds for this page.
  }
}

if (controls) {
  controls.hidden = false;
  show(Number(root.dataset.typeSize ?? 0));
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button || button.ariaDisabled === "true") return;
    const step = Number(button.dataset.step);
    const size = step ? Number(root.dataset.typeSize ?? 0) + step : 0;
    show(size);
    remember(size);
  });
}
