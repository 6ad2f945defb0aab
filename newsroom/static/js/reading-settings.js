/* Lets the site's bar switch to large print and choose the colours, and closes its settings as a menu closes. */

import { choose, chosen, whenChosen } from "./remembered.js";

const settings = document.querySelector("[data-reading-settings]");

if (settings) {
  const largePrint = settings.querySelector("[data-large-print-switch]");
  const colours = settings.querySelectorAll("[name=colours]");
  const menu = settings.querySelector("details");

  whenChosen(() => {
    largePrint.ariaPressed = String(chosen("large-print") === "on");
    for (const choice of colours) choice.checked = choice.value === chosen("colours");
  });
  largePrint.addEventListener("click", () => choose("large-print", chosen("large-print") ? "" : "on"));
  for (const choice of colours) choice.addEventListener("change", () => choose("colours", choice.value));

  // The list of keys, which the menu opens, leads back to it.
  const isElsewhere = (element) => element && !menu.contains(element) && !element.closest("dialog");
  document.addEventListener("click", (event) => {
    if (isElsewhere(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (isElsewhere(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
