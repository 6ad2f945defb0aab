// The sheet of a page's regions: which there are, which is chosen, whose each is; every change goes into the rows.

import * as shape from "./corners.js";
import { Drawing } from "./drawing.js";
import { History } from "./history.js";
import * as rows from "./rows.js";

// Less of the page than this many percent of it is no overlap that anybody sees.
const SLIVER = 0.05;

export class Sheet {
  // The article that the next region gets.
  #article = null;
  #history;

  constructor(stage) {
    this.stage = stage;
    this.words = stage.querySelector("[data-words]").dataset;
    this.articles = [...stage.querySelectorAll("[data-article]")];
    this.titles = new Map(this.articles.map((button) => [button.dataset.article, button.textContent.trim()]));
    this.regions = rows.regions();
    this.proposals = [];
    this.columns = [];
    this.chosen = null;
    this.#history = new History(this.regions);
    const [width, height] = [stage.dataset.width, stage.dataset.height].map(Number);
    this.drawing = new Drawing(stage.querySelector("[data-picture]"), { width, height, words: this.words });
    this.drawing.addEventListener("chosen", ({ detail }) => this.choose(detail.row));
    this.drawing.addEventListener("changing", ({ detail }) => this.#showChanging(detail.corners));
    this.drawing.addEventListener("changed", ({ detail }) => this.changeChosen(detail.corners));
    this.drawing.addEventListener("drawn", ({ detail }) => {
      this.add(detail.corners);
      this.use("choose");
      this.focus(this.chosen, { preventScroll: true });
    });
  }

  get region() {
    return this.regions.find((each) => each.row === this.chosen);
  }

  show() {
    const overlaps = this.#overlaps();
    this.drawing.lines = this.#lines();
    this.#draw(new Set(overlaps.flat().map((each) => each.row)));
    this.#showArticles();
    this.#showTools();
    this.say(
      overlaps
        .map((pair) => `${this.words.overlap} ${pair.map((each) => this.titles.get(each.article)).join(" × ")}`)
        .join("; "),
    );
    for (const row of document.querySelectorAll("[data-row]")) {
      row.classList.toggle("chosen", row.dataset.row === this.chosen);
    }
  }

  say(sentence) {
    this.stage.querySelector("[data-status]").textContent = sentence;
  }

  use(tool) {
    this.drawing.abandon();
    this.drawing.tool = tool;
    for (const button of this.stage.querySelectorAll("[data-tool]")) button.ariaPressed = button.dataset.tool === tool;
    this.stage.dataset.using = tool;
  }

  choose(row) {
    this.chosen = row;
    this.show();
  }

  // The chosen region is that article's, else the next one that is drawn.
  assign(article) {
    this.#article = article;
    if (!this.chosen) return this.show();
    this.change(this.regions.map((each) => (each.row === this.chosen ? { ...each, article } : each)));
  }

  add(corners) {
    this.chosen = rows.name();
    this.change([...this.regions, { row: this.chosen, article: this.#nextArticle(), corners }]);
  }

  remove() {
    if (!this.chosen) return;
    const left = this.regions.filter((each) => each.row !== this.chosen);
    this.chosen = null;
    this.change(left);
  }

  change(regions) {
    this.#history.keep(regions);
    this.#bring(regions);
  }

  // What was typed into the rows; a row that is no region yet keeps its text.
  readRows() {
    this.regions = rows.regions();
    this.#history.keep(this.regions);
    this.show();
  }

  changeChosen(corners) {
    this.change(this.#withChosen(corners));
  }

  undo() {
    this.#bring(this.#history.undo());
  }

  redo() {
    this.#bring(this.#history.redo());
  }

  // Give the focus to a region by its row, or to a corner of the chosen one.
  focus(at, options) {
    this.stage.querySelector(`[data-at="${at}"]`)?.focus(options);
  }

  #bring(regions) {
    if (!regions) return;
    this.regions = regions;
    if (!this.region) this.chosen = null;
    rows.bring(regions);
    this.show();
  }

  #withChosen(corners) {
    return this.regions.map((each) => (each.row === this.chosen ? { ...each, corners } : each));
  }

  // While the pointer has hold of it: the rows are told when it lets go.
  #showChanging(corners) {
    this.regions = this.#withChosen(corners);
    this.#draw(new Set());
  }

  #draw(overlapping) {
    const { regions, proposals, chosen, titles } = this;
    this.drawing.show({ regions, proposals, chosen, titles, overlapping });
  }

  #showArticles() {
    const pressed = this.region?.article ?? this.#article;
    for (const button of this.articles) {
      const lacks = isOfThisPage(button) && !this.#has(button.dataset.article);
      button.parentElement.querySelector("[data-mark]").textContent = lacks ? this.words.without : "";
      button.ariaPressed = button.dataset.article === pressed;
    }
  }

  #showTools() {
    const tool = (name) => this.stage.querySelector(`[data-do=${name}]`);
    tool("undo").ariaDisabled = !this.#history.canUndo;
    tool("redo").ariaDisabled = !this.#history.canRedo;
    tool("remove").ariaDisabled = !this.chosen;
  }

  #has(article) {
    return this.regions.some((each) => each.article === article);
  }

  // The article that was pressed, else the first of this page that has no region yet.
  #nextArticle() {
    const without = this.articles.find((button) => isOfThisPage(button) && !this.#has(button.dataset.article));
    return this.#article ?? without?.dataset.article ?? "";
  }

  #overlaps() {
    return this.regions.flatMap((one, place) =>
      this.regions
        .slice(place + 1)
        .filter((other) => one.article !== other.article && shape.overlap(one.corners, other.corners) > SLIVER)
        .map((other) => [one, other]),
    );
  }

  // What the chosen region's edges snap to.
  #lines() {
    const others = [...this.regions.filter((each) => each.row !== this.chosen), ...this.proposals];
    const corners = others.flatMap((each) => each.corners);
    return { x: [...corners.map(([x]) => x), ...this.columns], y: corners.map(([, y]) => y) };
  }
}

function isOfThisPage(button) {
  return !button.closest("details");
}
