// The rows of the form, each a region: its article, its corners, and whether it is to go. What is drawn is written here.

import { read, write } from "./corners.js";

const group = document.querySelector("[data-rows]");
const total = group?.querySelector("[name$=-TOTAL_FORMS]");
let latest = 0;

function parts(row) {
  return {
    article: row.querySelector("select"),
    corners: row.querySelector("textarea"),
    gone: row.querySelector("[name$=-DELETE]"),
  };
}

// The regions as the rows have them; a row without corners is none.
export function regions() {
  return [...group.querySelectorAll("[data-row]")].flatMap((row) => {
    const { article, corners, gone } = parts(row);
    row.dataset.row ||= `row-${++latest}`;
    const points = corners ? read(corners.value) : [];
    if (points.length < 3 || gone?.checked) return [];
    return [{ row: row.dataset.row, article: article.value, corners: points }];
  });
}

// Bring the rows to a state: new regions get rows of their own, those that are gone are marked to be removed.
export function bring(state) {
  const kept = new Map(state.map((region) => [region.row, region]));
  for (const row of group.querySelectorAll("[data-row]")) {
    const { article, corners, gone } = parts(row);
    if (!corners) continue;
    const region = kept.get(row.dataset.row);
    kept.delete(row.dataset.row);
    if (region) {
      article.value = region.article;
      if (write(read(corners.value)) !== write(region.corners)) corners.value = write(region.corners);
      if (gone) gone.checked = false;
    } else if (row.querySelector("[name$=-id]")?.value) {
      if (read(corners.value).length >= 3 && gone) gone.checked = true;
    } else {
      article.value = "";
      corners.value = "";
    }
    row.classList.toggle("going", Boolean(gone?.checked));
  }
  for (const region of kept.values()) fill(add(region.row), region);
}

export function name() {
  return `new-${++latest}`;
}

function fill(row, region) {
  const { article, corners } = parts(row);
  article.value = region.article;
  corners.value = write(region.corners);
}

function add(key) {
  const made = group.querySelector("[data-empty-row]").content.cloneNode(true);
  for (const part of made.querySelectorAll("[name], [id], [for]")) {
    for (const attribute of ["name", "id", "for"]) {
      const text = part.getAttribute(attribute);
      if (text) part.setAttribute(attribute, text.replace("__prefix__", total.value));
    }
  }
  const row = made.querySelector("[data-row]");
  row.dataset.row = key;
  total.value = Number(total.value) + 1;
  group.querySelector("tbody").append(row);
  return row;
}
