/* Lets 放大, 缩小 and 默认 set the type size of all articles, wherever the buttons stand. */

import { choose, chosen, whenChosen } from "./remembered.js";

const SMALLEST = -1;
const LARGEST = 4;

const size = () => Number(chosen("type-size")) || 0;

for (const controls of document.querySelectorAll("[data-type-sizes]")) {
  whenChosen(() => {
    for (const button of controls.querySelectorAll("[data-step]")) {
      const step = Number(button.dataset.step);
      // Not `disabled`: that would take the keyboard's focus away.
      button.ariaDisabled = step ? size() + step < SMALLEST || size() + step > LARGEST : size() === 0;
    }
  });
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button || button.ariaDisabled === "true") return;
    const step = Number(button.dataset.step);
    choose("type-size", step && size() + step ? String(size() + step) : "");
  });
}
