// Adds to rows with a place of their own: moving them by buttons or by drag. The numbers are saved with the form.
import { drafting, say } from "./drafting.js";

const ROW = ".inline-related.dynamic-GROUP, .inline-related.has_original, tr.form-row:not(.empty-form)";

function rowsOf(group) {
  const rows = ROW.replace("GROUP", group.id.replace(/-group$/, ""));
  return [...group.querySelectorAll(rows)].filter((row) => !row.matches(".empty-form, .tabular"));
}

const placeOf = (row) => row.querySelector('input[name$="-order"]');

// A row that was added and left empty is not saved, and a number would make it count as filled in.
function isEmpty(row) {
  const typed = 'textarea, input[type="text"], input[type="file"], select.admin-autocomplete';
  const isNew = !row.matches(".has_original");
  return isNew && [...row.querySelectorAll(typed)].every((field) => field === placeOf(row) || !field.value);
}

// From 1: a new row whose number is left at 0 goes to the end.
function number(group) {
  rowsOf(group)
    .filter((row) => !isEmpty(row))
    .forEach((row, place) => {
      placeOf(row).value = place + 1;
    });
}

function withErrors(row) {
  const before = row.previousElementSibling;
  return before?.matches(".row-form-errors") ? [before, row] : [row];
}

function move(group, row, beside, after) {
  if (row === beside) return;
  if (after) beside.after(...withErrors(row));
  else withErrors(beside)[0].before(...withErrors(row));
  group.dataset.moved = "";
  number(group);
  const rows = rowsOf(group);
  group.querySelector(".moved").textContent = say(drafting.sayMoved, {
    count: rows.indexOf(row) + 1,
    ordered: rows.length,
  });
}

function button(name, label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.ariaLabel = made.title = label;
  made.addEventListener("click", press);
  return made;
}

function step(group, row, by) {
  const rows = rowsOf(group);
  const beside = rows[rows.indexOf(row) + by];
  if (beside) move(group, row, beside, by > 0);
}

function prepare(group, row) {
  if (!placeOf(row) || row.querySelector(".in-order")) return;
  const controls = document.createElement("span");
  controls.className = "in-order";
  const up = button("up", drafting.sayUp, () => (step(group, row, -1), up.focus()));
  const down = button("down", drafting.sayDown, () => (step(group, row, 1), down.focus()));
  const handle = document.createElement("span");
  handle.className = "handle";
  handle.title = drafting.sayDrag;
  handle.draggable = true;
  handle.addEventListener("dragstart", (event) => {
    group.dragged = row;
    row.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  handle.addEventListener("dragend", () => {
    row.classList.remove("dragged");
    delete group.dragged;
  });
  controls.append(up, down, handle);
  placeOf(row).after(controls);
}

function attend(group) {
  const moved = document.createElement("p");
  moved.className = "moved";
  moved.setAttribute("role", "status");
  group.append(moved);
  rowsOf(group).forEach((row) => prepare(group, row));
  const over = (event) => group.dragged && rowsOf(group).find((row) => row.contains(event.target));
  group.addEventListener("dragover", (event) => over(event) && event.preventDefault());
  group.addEventListener("drop", (event) => {
    const row = over(event);
    if (!row) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    move(group, group.dragged, row, event.clientY > box.top + box.height / 2);
  });
  document.addEventListener("formset:added", ({ target }) => group.contains(target) && prepare(group, target));
  group.closest("form").addEventListener("submit", () => "moved" in group.dataset && number(group));
}

if (drafting) {
  const placed = [...document.querySelectorAll('.inline-group input[name$="__prefix__-order"]')];
  placed.map((field) => field.closest(".inline-group")).forEach(attend);
}
