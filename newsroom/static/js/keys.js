/* Turns articles by ← and →, and pages by Page Up and Page Down, where a link bears the key; `?` lists the keys.

   No key is taken from a field, from a part that it scrolls, from an open dialog, or from whoever holds another key down. */

import { choose, chosen } from "./remembered.js";

const dialog = document.querySelector("[data-keys-list]");

/** Whether the key still scrolls anything from the element upwards; the page's own scrolling counts for the arrows only. */
function scrolls(element, key) {
  const [size, room, overflow] = key.startsWith("Arrow")
    ? ["scrollWidth", "clientWidth", "overflowX"]
    : ["scrollHeight", "clientHeight", "overflowY"];
  for (let part = element; part; part = part.parentElement) {
    if (part[size] <= part[room] + 1) continue;
    if (part === document.documentElement) return key.startsWith("Arrow");
    if (/auto|scroll/.test(getComputedStyle(part)[overflow])) return true;
  }
  return false;
}

function isTaken(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return true;
  if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== "?")) return true;
  if (event.target.closest?.("input, textarea, select, audio, video, dialog, [contenteditable], [role=slider]")) return true;
  return Boolean(document.querySelector("dialog[open], :fullscreen, .full"));
}

if (dialog) {
  const inUse = dialog.querySelector("input");
  inUse.checked = chosen("keys") !== "off";
  inUse.addEventListener("change", () => choose("keys", inUse.checked ? "" : "off"));

  for (const button of document.querySelectorAll("[data-opens-keys]")) {
    button.addEventListener("click", () => dialog.showModal());
  }
  // Beside the dialog is its backdrop: a click there closes it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  document.addEventListener("keydown", (event) => {
    if (!inUse.checked || isTaken(event)) return;
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (!link || scrolls(event.target, event.key)) return;
    event.preventDefault();
    link.click();
  });
}
