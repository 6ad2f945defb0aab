// The picture of the page with its regions over it: what one sees, and what the pointer does.

import * as shape from "./corners.js";

const SVG = "http://www.w3.org/2000/svg";
// In dots of the screen: how near an edge snaps, and how far the pointer goes before something moves.
const REACH = 8;
const STARTS = 3;

function made(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export class Drawing extends EventTarget {
  constructor(picture, { width, height, words }) {
    super();
    this.words = words;
    this.tool = "choose";
    this.lines = { x: [], y: [] };
    this.size = [width, height];
    this.svg = made("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": words.region });
    this.layers = ["proposals", "regions", "corners", "draft"].map((name) => made("g", { class: name }));
    this.svg.append(...this.layers);
    picture.append(this.svg);
    this.svg.addEventListener("pointerdown", (event) => this.#down(event));
    this.svg.addEventListener("pointermove", (event) => this.#move(event));
    this.svg.addEventListener("pointerup", (event) => this.#up(event));
    this.svg.addEventListener("pointercancel", () => this.#cancel());
    this.svg.addEventListener("dblclick", () => this.finish());
  }

  // Draw everything anew; the part that has the focus keeps it.
  show({ regions, proposals, chosen, titles, overlapping }) {
    const focused = this.svg.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    this.regions = regions;
    this.chosen = chosen;
    this.layers[0].replaceChildren(...proposals.map((proposal) => this.#polygon(proposal.corners, { class: "proposal" })));
    this.layers[1].replaceChildren(
      ...regions.map((region) => {
        const title = titles.get(region.article) ?? this.words.nobody;
        const names = ["region"];
        if (region.row === chosen) names.push("chosen");
        if (!region.article) names.push("nobody");
        if (overlapping.has(region.row)) names.push("overlapping");
        const drawn = this.#polygon(region.corners, { class: names.join(" "), tabindex: 0, role: "button" });
        drawn.setAttribute("aria-label", `${title}, ${this.words.region}`);
        drawn.setAttribute("aria-pressed", region.row === chosen);
        drawn.dataset.region = region.row;
        drawn.dataset.at = region.row;
        return drawn;
      }),
    );
    const region = regions.find((each) => each.row === chosen);
    this.layers[2].replaceChildren(...(region ? this.#handles(region) : []));
    if (focused) this.svg.querySelector(`[data-at="${focused}"]`)?.focus();
  }

  finish() {
    const { draft } = this;
    this.draft = null;
    this.layers[3].replaceChildren();
    if (draft?.corners.length >= 3) this.#say("drawn", { corners: draft.corners });
  }

  abandon() {
    this.draft = null;
    this.held = null;
    this.layers[3].replaceChildren();
  }

  #polygon(corners, attributes) {
    const points = corners.map((corner) => this.#dot(corner).join(",")).join(" ");
    return made("polygon", { points, ...attributes });
  }

  #handles(region) {
    return region.corners.flatMap((corner, place) => {
      const next = region.corners[(place + 1) % region.corners.length];
      const middle = [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2];
      return [
        this.#handle(middle, { class: "between", "data-between": place, r: 0.5 }),
        this.#handle(corner, {
          class: "corner",
          "data-corner": place,
          "data-at": `corner-${place}`,
          tabindex: 0,
          role: "button",
          "aria-label": `${this.words.corner} ${place + 1}: ${shape.write([corner])}`,
          r: 0.8,
        }),
      ];
    });
  }

  #handle(at, { r, ...attributes }) {
    const [cx, cy] = this.#dot(at);
    return made("circle", { cx, cy, r: (this.size[0] * r) / 100, ...attributes });
  }

  #dot([x, y]) {
    return [(x * this.size[0]) / 100, (y * this.size[1]) / 100];
  }

  // Where the pointer is, in percent of the page.
  #at(event) {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return [((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100];
  }

  #snapped([x, y], event) {
    const { width, height } = this.svg.getBoundingClientRect();
    if (event.altKey) return [shape.rounded(x), shape.rounded(y)];
    return [
      shape.rounded(shape.snapped(x, this.lines.x, (REACH / width) * 100)),
      shape.rounded(shape.snapped(y, this.lines.y, (REACH / height) * 100)),
    ];
  }

  #down(event) {
    if (event.button !== 0) return;
    const at = this.#snapped(this.#at(event), event);
    if (this.tool === "polygon") {
      this.draft ??= { corners: [] };
      const [first] = this.draft.corners;
      const near = first && Math.hypot(first[0] - at[0], first[1] - at[1]) < 1;
      if (near && this.draft.corners.length >= 3) return this.finish();
      this.draft.corners.push(at);
      return this.#showDraft();
    }
    this.svg.setPointerCapture(event.pointerId);
    if (this.tool === "rectangle") {
      this.draft = { start: at, corners: [] };
      return;
    }
    const { region, corner, between } = event.target.dataset;
    if (region) {
      this.#say("chosen", { row: region });
      this.svg.querySelector(`[data-at="${region}"]`).focus({ preventScroll: true });
    }
    const chosen = this.regions.find((each) => each.row === this.chosen);
    if (!region && !corner && !between) return this.#say("chosen", { row: null });
    this.held = { from: this.#at(event), corners: chosen.corners, began: [event.clientX, event.clientY] };
    if (between) {
      const place = Number(between) + 1;
      this.held.corners = chosen.corners.toSpliced(place, 0, at);
      this.held.corner = place;
    } else if (corner) {
      this.held.corner = Number(corner);
    }
  }

  #move(event) {
    if (this.draft?.start) {
      this.draft.corners = shape.rectangle(this.draft.start, this.#snapped(this.#at(event), event));
      return this.#showDraft();
    }
    if (this.draft) return this.#showDraft(this.#snapped(this.#at(event), event));
    if (!this.held) return;
    const [x, y] = this.held.began;
    if (!this.held.moves && Math.hypot(event.clientX - x, event.clientY - y) < STARTS) return;
    this.held.moves = true;
    this.#say("changing", { corners: this.#changed(event) });
  }

  #up(event) {
    if (this.draft?.start) {
      const { left, top, right, bottom } = this.draft.corners.length ? shape.box(this.draft.corners) : {};
      if (right - left < 0.5 || bottom - top < 0.5 || !this.draft.corners.length) return this.abandon();
      return this.finish();
    }
    if (this.held?.moves) this.#say("changed", { corners: this.#changed(event) });
    this.held = null;
  }

  #cancel() {
    if (this.held?.moves) this.#say("changed", { corners: this.held.corners });
    this.abandon();
  }

  #changed(event) {
    const at = this.#at(event);
    const { corners, corner, from } = this.held;
    if (corner !== undefined) return corners.with(corner, this.#snapped(at, event));
    const moved = shape.moved(corners, at[0] - from[0], at[1] - from[1]);
    const before = shape.box(moved);
    const [left, top] = this.#snapped([before.left, before.top], event);
    const [right, bottom] = this.#snapped([before.right, before.bottom], event);
    const nearer = (one, other) => (Math.abs(one) && (!other || Math.abs(one) <= Math.abs(other)) ? one : other);
    return shape.moved(moved, nearer(left - before.left, right - before.right), nearer(top - before.top, bottom - before.bottom));
  }

  #showDraft(next) {
    const corners = next ? [...this.draft.corners, next] : this.draft.corners;
    this.layers[3].replaceChildren(this.#polygon(corners, { class: "draft" }));
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
