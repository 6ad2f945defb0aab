// The region editor: brings the sheet, its tools, its keys and the rows of the form together.

import { listen } from "./keys.js";
import { Proposals } from "./proposals.js";
import { Sheet } from "./sheet.js";

const stage = document.querySelector("[data-stage][data-writes]");

if (stage?.querySelector("[data-picture]")) open(stage);

function open(stage) {
  const sheet = new Sheet(stage);
  const proposals = new Proposals(sheet);
  const acts = {
    undo: () => sheet.undo(),
    redo: () => sheet.redo(),
    remove: () => sheet.remove(),
    propose: () => proposals.ask(),
    "accept-all": () => proposals.accept(sheet.proposals),
    "drop-all": () => proposals.drop(sheet.proposals),
  };

  for (const part of stage.querySelectorAll("[data-tools], [data-help]")) part.hidden = false;
  stage.querySelector("[data-without-script]")?.remove();
  for (const button of sheet.articles) {
    button.disabled = false;
    button.addEventListener("click", () => sheet.assign(button.dataset.article));
  }
  stage.querySelector("[data-tools]").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.ariaDisabled === "true") return;
    if (button.dataset.tool) sheet.use(button.dataset.tool);
    else acts[button.dataset.do]();
  });
  stage.querySelector("[data-zoom]").addEventListener("input", (event) => {
    stage.querySelector("[data-picture]").style.setProperty("--zoom", event.target.value / 100);
  });
  listen(sheet);
  followRows(sheet);
  sheet.use("choose");
  sheet.show();
  findColumns(sheet);
}

// What is typed into the rows is drawn, and the row that has the focus is chosen.
function followRows(sheet) {
  const group = document.querySelector("[data-rows]");
  group.addEventListener("change", () => sheet.readRows());
  group.addEventListener("focusin", ({ target }) => {
    const row = target.closest("[data-row]")?.dataset.row;
    if (sheet.regions.some((each) => each.row === row)) sheet.choose(row);
  });
}

// The edges of the page's columns, to snap to; where they do not come the neighbours' are enough.
async function findColumns(sheet) {
  try {
    const reply = await fetch(sheet.stage.dataset.columns, { headers: { Accept: "application/json" } });
    sheet.columns = (await reply.json()).columns;
  } catch {
    return;
  }
  sheet.show();
}
