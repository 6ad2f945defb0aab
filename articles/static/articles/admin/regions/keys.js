// What keys do on the sheet: everything that a pointer can.

import * as shape from "./corners.js";

// In percent of the page.
const SMALL = 0.1;
const LARGE = 1;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOOLS = { v: "choose", r: "rectangle", p: "polygon" };

export function listen(sheet) {
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select")) return;
    const act = actOf(sheet, event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(sheet, event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey) return actOfCommand(sheet, event);
  // Whoever draws with the pointer has the focus nowhere.
  if (sheet.drawing.draft && key === "Enter") return () => sheet.drawing.finish();
  if (sheet.drawing.draft && key === "Escape") return () => sheet.drawing.abandon();
  if (!sheet.stage.contains(target)) return null;
  if (target.dataset.corner !== undefined) {
    const act = actOnCorner(sheet, event, Number(target.dataset.corner));
    if (act) return act;
  }
  if (target.dataset.region) {
    const act = actOnRegion(sheet, event, target.dataset.region);
    if (act) return act;
  }
  if (key === "Delete" || key === "Backspace") return () => remove(sheet);
  if (key === "Escape") return () => leave(sheet);
  const tool = TOOLS[key.toLowerCase()];
  if (target.closest("button") && !target.dataset.tool) return null;
  if (tool) return () => sheet.use(tool);
  return key.toLowerCase() === "n" ? () => add(sheet) : null;
}

function actOfCommand(sheet, { key, shiftKey }) {
  const letter = key.toLowerCase();
  if (letter === "y" || (letter === "z" && shiftKey)) return () => sheet.redo();
  return letter === "z" ? () => sheet.undo() : null;
}

function actOnCorner(sheet, event, place) {
  const { corners } = sheet.region;
  const by = stepOf(event);
  if (by) return () => sheet.changeChosen(corners.with(place, shape.moved([corners[place]], ...by)[0]));
  if (event.key === "Delete" || event.key === "Backspace") return () => removeCorner(sheet, place);
  return event.key === "Insert" || event.key === "+" ? () => addCorner(sheet, place) : null;
}

function actOnRegion(sheet, event, row) {
  const by = stepOf(event);
  const choose = (then) => () => {
    sheet.choose(row);
    then();
  };
  if (by) return choose(() => sheet.changeChosen(shape.moved(sheet.region.corners, ...by)));
  if (event.key === "Enter" || event.key === " ") return choose(() => sheet.focus("corner-0"));
  return event.key === "Delete" || event.key === "Backspace" ? choose(() => remove(sheet)) : null;
}

function stepOf({ key, shiftKey }) {
  return ARROWS[key]?.map((direction) => direction * (shiftKey ? LARGE : SMALL));
}

function add(sheet) {
  sheet.add(shape.rectangle([35, 40], [65, 60]));
  sheet.focus(sheet.chosen);
}

function remove(sheet) {
  sheet.remove();
  sheet.stage.querySelector("[data-region]")?.focus();
}

function leave(sheet) {
  const row = sheet.chosen;
  sheet.choose(null);
  sheet.focus(row);
}

function addCorner(sheet, place) {
  const { corners } = sheet.region;
  const [one, other] = [corners[place], corners[(place + 1) % corners.length]];
  const middle = one.map((at, axis) => shape.rounded((at + other[axis]) / 2));
  sheet.changeChosen(corners.toSpliced(place + 1, 0, middle));
  sheet.focus(`corner-${place + 1}`);
}

function removeCorner(sheet, place) {
  const { corners } = sheet.region;
  if (corners.length <= 3) return;
  sheet.changeChosen(corners.toSpliced(place, 1));
  sheet.focus(`corner-${Math.max(0, place - 1)}`);
}
