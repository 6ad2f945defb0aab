/* Lights an article's regions on the facsimile together with its headline in the list, under the pointer and in focus. */

const view = document.querySelector("[data-regions]");

function light(event) {
  const article = event.target.closest?.("[data-article]")?.dataset.article;
  for (const part of view.querySelectorAll("[data-article]")) {
    part.classList.toggle("lit", part.dataset.article === article);
  }
}

if (view) {
  for (const name of ["pointerover", "focusin"]) view.addEventListener(name, light);
  view.addEventListener("pointerleave", () => light({ target: document.activeElement ?? view }));
  view.addEventListener("focusout", () => light({ target: view }));
}
