// What the forms' modules are told by the page: addresses, words, and how they are filled in.
export const drafting = document.querySelector("[data-drafting]")?.dataset;

export function say(words, values = {}) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
