// The headline of the article under the pointer, or in focus, on the picture itself.

export function label(figure, view) {
  const shown = document.createElement("p");
  shown.className = "headline-shown";
  shown.ariaHidden = "true";
  shown.hidden = true;
  view.frame.append(shown);
  const titles = new Map();
  for (const link of figure.querySelectorAll("svg a[data-article]")) {
    const title = link.querySelector("title");
    titles.set(link, title.textContent);
    link.setAttribute("aria-label", title.textContent);
    // The browser would show it a second time, a moment later.
    title.remove();
  }

  function show(event) {
    const link = event.target.closest?.("svg a[data-article]");
    shown.hidden = !link;
    if (!link) return;
    shown.textContent = titles.get(link);
    place(link);
  }

  function place(link) {
    const frame = view.frame.getBoundingClientRect();
    const region = link.getBoundingClientRect();
    const left = Math.max(frame.left, region.left) - frame.left;
    // Above the region where there is room, so that nothing of it is hidden.
    const above = region.top - frame.top - shown.offsetHeight;
    const top = above >= 0 ? above : Math.max(frame.top, region.top) - frame.top;
    shown.style.left = `${Math.min(left, Math.max(0, frame.width - shown.offsetWidth))}px`;
    shown.style.top = `${Math.min(top, frame.height - shown.offsetHeight)}px`;
  }

  for (const name of ["pointerover", "focusin"]) figure.addEventListener(name, show);
  for (const name of ["pointerleave", "focusout"]) figure.addEventListener(name, () => (shown.hidden = true));
  // Whoever it lies in the way of puts it away without moving the pointer.
  document.addEventListener("keydown", (event) => event.key === "Escape" && (shown.hidden = true));
  view.listeners.push(() => (shown.hidden = true));
}
