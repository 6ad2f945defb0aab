// The sheet of a page's regions: drawn on the picture, by pointer or keys, and written into the rows of the form.

import * as shape from "./corners.js";
import { Drawing } from "./drawing.js";
import { History } from "./history.js";
import * as rows from "./rows.js";

const stage = document.querySelector("[data-stage][data-writes]");
const SMALL = 0.1;
const LARGE = 1;
// Less of the page than this many percent of it is no overlap that anybody sees.
const SLIVER = 0.05;

if (stage?.querySelector("[data-picture]")) open(stage);

function open(stage) {
  const words = stage.querySelector("[data-words]").dataset;
  const articles = [...stage.querySelectorAll("[data-article]")];
  const titles = new Map(articles.map((button) => [button.dataset.article, button.textContent.trim()]));
  const { width, height } = stage.dataset;
  const drawing = new Drawing(stage.querySelector("[data-picture]"), {
    width: Number(width),
    height: Number(height),
    words,
  });
  let regions = rows.regions();
  let proposals = [];
  let columns = { x: [], y: [] };
  let chosen = null;
  let article = null;
  const history = new History(regions);

  const region = () => regions.find((each) => each.row === chosen);

  function show() {
    const overlaps = overlapping();
    drawing.lines = linesWithout(chosen);
    drawing.show({ regions, proposals, chosen, titles, overlapping: new Set(overlaps.flat().map((each) => each.row)) });
    for (const button of articles) {
      const has = regions.some((each) => each.article === button.dataset.article);
      const mark = button.parentElement.querySelector("[data-mark]");
      const own = !button.closest("details");
      mark.textContent = has || !own ? "" : words.without;
      button.ariaPressed = button.dataset.article === (region()?.article ?? article);
    }
    stage.querySelector("[data-do=undo]").ariaDisabled = !history.canUndo;
    stage.querySelector("[data-do=redo]").ariaDisabled = !history.canRedo;
    stage.querySelector("[data-do=remove]").ariaDisabled = !chosen;
    for (const button of stage.querySelectorAll("[data-do=accept-all], [data-do=drop-all]")) {
      button.hidden = !proposals.length;
    }
    showProposals();
    say(overlaps.map((pair) => `${words.overlap} ${pair.map((each) => titles.get(each.article)).join(" × ")}`).join("; "));
    for (const row of document.querySelectorAll("[data-row]")) row.classList.toggle("chosen", row.dataset.row === chosen);
  }

  function change(next) {
    regions = next;
    rows.bring(regions);
    history.keep(regions);
    show();
  }

  function changeChosen(corners, keeps = true) {
    regions = regions.map((each) => (each.row === chosen ? { ...each, corners } : each));
    if (keeps) return change(regions);
    drawing.show({ regions, proposals, chosen, titles, overlapping: new Set() });
  }

  function add(corners, of) {
    chosen = rows.name();
    change([...regions, { row: chosen, article: of ?? nextArticle(), corners }]);
  }

  // The article that was chosen, else the first of this page that has no region yet.
  function nextArticle() {
    const without = articles.find(
      (button) => !button.closest("details") && !regions.some((each) => each.article === button.dataset.article),
    );
    return article ?? without?.dataset.article ?? "";
  }

  function overlapping() {
    const pairs = [];
    regions.forEach((one, place) => {
      for (const other of regions.slice(place + 1)) {
        if (one.article !== other.article && shape.overlap(one.corners, other.corners) > SLIVER) pairs.push([one, other]);
      }
    });
    return pairs;
  }

  function linesWithout(row) {
    const others = [...regions.filter((each) => each.row !== row), ...proposals].flatMap((each) => each.corners);
    return {
      x: [...others.map(([x]) => x), ...columns.x],
      y: [...others.map(([, y]) => y), ...columns.y],
    };
  }

  function choose(row) {
    chosen = row;
    show();
  }

  function use(tool) {
    drawing.abandon();
    drawing.tool = tool;
    for (const button of stage.querySelectorAll("[data-tool]")) button.ariaPressed = button.dataset.tool === tool;
    stage.dataset.using = tool;
  }

  function go(state) {
    if (!state) return;
    regions = state;
    if (!region()) chosen = null;
    rows.bring(regions);
    show();
  }

  function remove() {
    if (!chosen) return;
    const left = regions.filter((each) => each.row !== chosen);
    chosen = null;
    change(left);
  }

  function accept(accepted) {
    const made = accepted.map(({ article, corners }) => ({ row: rows.name(), article, corners }));
    proposals = proposals.filter((each) => !accepted.includes(each));
    chosen = made.at(-1)?.row ?? chosen;
    change([...regions, ...made]);
  }

  function drop(dropped) {
    proposals = proposals.filter((each) => !dropped.includes(each));
    show();
  }

  async function propose() {
    say("…");
    try {
      const reply = await fetch(stage.dataset.proposed, { headers: { Accept: "application/json" } });
      const found = await reply.json();
      const having = new Set(regions.map((each) => each.article));
      proposals = found.regions
        .map((each) => ({ article: String(each.article), corners: shape.read(each.corners) }))
        .filter((each) => !having.has(each.article));
      columns = found.columns;
      show();
      if (found.why_not) say(found.why_not);
    } catch {
      say(words.failed);
    }
  }

  function showProposals() {
    const list = stage.querySelector("[data-proposals]");
    list.hidden = !proposals.length;
    list.replaceChildren(
      ...proposals.map((proposal) => {
        const line = document.createElement("p");
        line.append(`${words.proposed}: ${titles.get(proposal.article)} `);
        for (const [label, act] of [[words.accept, accept], [words.drop, drop]]) {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = label;
          button.ariaLabel = `${label}: ${titles.get(proposal.article)}`;
          button.addEventListener("click", () => act([proposal]));
          line.append(button, " ");
        }
        return line;
      }),
    );
  }

  function say(sentence) {
    stage.querySelector("[data-status]").textContent = sentence;
  }

  const acts = {
    undo: () => go(history.undo()),
    redo: () => go(history.redo()),
    remove,
    propose,
    "accept-all": () => accept([...proposals]),
    "drop-all": () => drop([...proposals]),
  };

  function onKey(event) {
    const { key, target } = event;
    if (target.closest("input, textarea, select")) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === "z") act(event, () => go(event.shiftKey ? history.redo() : history.undo()));
    else if (command && key.toLowerCase() === "y") act(event, () => go(history.redo()));
    if (command || !stage.contains(target)) return;
    const step = event.shiftKey ? LARGE : SMALL;
    const arrow = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key];
    const at = target.dataset.corner;
    if (arrow && at !== undefined) act(event, () => moveCorner(Number(at), arrow));
    else if (arrow && target.dataset.region) {
      act(event, () => {
        chosen = target.dataset.region;
        changeChosen(shape.moved(region().corners, ...arrow));
      });
    } else if ((key === "Enter" || key === " ") && target.dataset.region) {
      act(event, () => {
        choose(target.dataset.region);
        stage.querySelector("[data-corner]").focus();
      });
    } else if (key === "Delete" || key === "Backspace") {
      act(event, () => (at === undefined ? removeFocused(target) : removeCorner(Number(at))));
    } else if ((key === "Insert" || key === "+") && at !== undefined) act(event, () => addCorner(Number(at)));
    else if (key === "Enter" && drawing.draft) act(event, () => drawing.finish());
    else if (key === "Escape") act(event, () => (drawing.draft ? drawing.abandon() : leave()));
    else if (!target.closest("button") || target.dataset.tool) shortcut(event);
  }

  function shortcut(event) {
    const tool = { v: "choose", r: "rectangle", p: "polygon" }[event.key.toLowerCase()];
    if (tool) act(event, () => use(tool));
    else if (event.key.toLowerCase() === "n") {
      act(event, () => {
        add(shape.rectangle([35, 40], [65, 60]));
        stage.querySelector(`[data-at="${chosen}"]`).focus();
      });
    }
  }

  function act(event, what) {
    event.preventDefault();
    what();
  }

  function removeFocused(target) {
    if (target.dataset.region) chosen = target.dataset.region;
    remove();
    stage.querySelector("[data-region]")?.focus();
  }

  function leave() {
    const row = chosen;
    choose(null);
    stage.querySelector(`[data-at="${row}"]`)?.focus();
  }

  function moveCorner(place, [dx, dy]) {
    const [x, y] = region().corners[place];
    changeChosen(region().corners.with(place, [shape.rounded(x + dx), shape.rounded(y + dy)]));
  }

  function addCorner(place) {
    const { corners } = region();
    const next = corners[(place + 1) % corners.length];
    const middle = [shape.rounded((corners[place][0] + next[0]) / 2), shape.rounded((corners[place][1] + next[1]) / 2)];
    changeChosen(corners.toSpliced(place + 1, 0, middle));
    stage.querySelector(`[data-corner="${place + 1}"]`).focus();
  }

  function removeCorner(place) {
    if (region().corners.length <= 3) return;
    changeChosen(region().corners.toSpliced(place, 1));
    stage.querySelector(`[data-corner="${Math.max(0, place - 1)}"]`)?.focus();
  }

  for (const part of stage.querySelectorAll("[data-tools], [data-help]")) part.hidden = false;
  stage.querySelector("[data-without-script]")?.remove();
  for (const button of articles) {
    button.disabled = false;
    button.addEventListener("click", () => {
      article = button.dataset.article;
      if (chosen) change(regions.map((each) => (each.row === chosen ? { ...each, article } : each)));
      else show();
    });
  }
  stage.querySelector("[data-tools]").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.ariaDisabled === "true") return;
    if (button.dataset.tool) use(button.dataset.tool);
    else acts[button.dataset.do]();
  });
  stage.querySelector("[data-zoom]").addEventListener("input", (event) => {
    stage.querySelector("[data-picture]").style.setProperty("--zoom", event.target.value / 100);
  });
  drawing.addEventListener("chosen", ({ detail }) => choose(detail.row));
  drawing.addEventListener("drawn", ({ detail }) => {
    add(detail.corners);
    use("choose");
    stage.querySelector(`[data-at="${chosen}"]`).focus({ preventScroll: true });
  });
  drawing.addEventListener("changing", ({ detail }) => changeChosen(detail.corners, false));
  drawing.addEventListener("changed", ({ detail }) => changeChosen(detail.corners));
  document.addEventListener("keydown", onKey);
  document.querySelector("[data-rows]").addEventListener("change", () => {
    regions = rows.regions();
    history.keep(regions);
    show();
  });
  document.querySelector("[data-rows]").addEventListener("focusin", ({ target }) => {
    const row = target.closest("[data-row]")?.dataset.row;
    if (regions.some((each) => each.row === row)) choose(row);
  });
  use("choose");
  show();
}
