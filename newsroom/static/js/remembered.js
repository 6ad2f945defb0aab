/* What a reader chooses stands on the root element, where the style sheets see it, and in the storage, where before-paint.js does. */

const root = document.documentElement;

/** The value chosen under a name; empty where nothing is. */
export function chosen(name) {
  return root.getAttribute(`data-${name}`) ?? "";
}

/** Choose a value; an empty one takes the choice back. */
export function choose(name, value) {
  if (value) root.setAttribute(`data-${name}`, value);
  else root.removeAttribute(`data-${name}`);
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
}

/** Call `show` now and whenever anything is chosen, here or in another window. */
export function whenChosen(show) {
  show();
  new MutationObserver(show).observe(root, { attributes: true });
}
