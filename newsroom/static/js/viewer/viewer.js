// The picture of a page: zoomed, moved, in full screen, cut out; its articles beside it. Without this it is a picture
// whose articles are links.

import { beside } from "./beside.js";
import { clip } from "./clip.js";
import { gestures, STEP } from "./gestures.js";
import { label } from "./label.js";
import * as place from "./place.js";
import { sharper } from "./sharper.js";
import { View } from "./view.js";

const figure = document.querySelector("[data-viewer]");
const PAN = 80;

if (figure) open(figure);

function open(figure) {
  const tools = figure.querySelector("[data-viewer-tools]");
  const sheet = figure.querySelector("[data-sheet]");
  const frame = figure.querySelector("[data-frame]");
  const leaves = [...sheet.querySelectorAll("[data-leaf]")];
  const images = leaves.map((leaf) => leaf.querySelector("img"));
  const words = figure.querySelector("[data-words]").dataset;
  const view = new View(frame, sheet, sum(leaves.map((leaf) => Number(leaf.dataset.originalWidth))));
  const isFull = () => document.fullscreenElement === figure || figure.classList.contains("full");

  figure.classList.add("alive");
  gestures(view, { isFull });
  leaves.forEach((leaf, place) => sharper(view, leaf, pyramid(leaf), place, leaves.length));
  label(figure, view);
  const panel = document.querySelector("[data-beside]");
  if (panel) beside(figure, panel);
  const cutting = clip(figure, view, {
    images,
    tools,
    words,
    source: () => [...figure.querySelectorAll("[data-source]")].map((line) => line.textContent.trim()),
  });

  const acts = {
    in: () => view.zoom(STEP),
    out: () => view.zoom(1 / STEP),
    fit: () => view.fit(),
    left: () => view.pan(PAN, 0),
    right: () => view.pan(-PAN, 0),
    up: () => view.pan(0, PAN),
    down: () => view.pan(0, -PAN),
    full,
    clip: () => cutting.use(),
  };

  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-view]")?.dataset.view;
    if (name && event.target.closest("[data-view]").ariaDisabled !== "true") acts[name]();
  });

  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, dialog")) return;
    const arrows = { ArrowLeft: acts.left, ArrowRight: acts.right, ArrowUp: acts.up, ArrowDown: acts.down };
    const keys = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.fit };
    if (arrows[event.key] && (view.isZoomed || isFull())) arrows[event.key]();
    else if (keys[event.key]) keys[event.key]();
    else if (event.key === "Escape" && cutting.isDrawing) cutting.leave();
    else if (event.key === "Escape" && figure.classList.contains("full")) full();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // What has the focus is seen.
  sheet.addEventListener("focusin", ({ target }) => {
    if (!view.isZoomed || !target.matches(":focus-visible")) return;
    const [whole, part] = [sheet.getBoundingClientRect(), target.getBoundingClientRect()];
    const { left, top, right, bottom } = view.seen;
    const [x, y] = [(part.left - whole.left) / whole.width, (part.top - whole.top) / whole.height];
    if (x < left || x > right || y < top || y > bottom) {
      view.pan(((left + right) / 2 - x) * whole.width, ((top + bottom) / 2 - y) * whole.height);
    }
  });

  view.listeners.push(() => {
    figure.classList.toggle("zoomed", view.isZoomed);
    tools.querySelector("[data-view=out]").ariaDisabled = !view.isZoomed;
    tools.querySelector("[data-view=fit]").ariaDisabled = !view.isZoomed;
    tools.querySelector("[data-view=in]").ariaDisabled = view.scale >= view.largest - 0.001;
    tools.querySelector("[data-scale]").textContent = `${Math.round(view.scale * 100)}%`;
  });
  document.addEventListener("fullscreenchange", settle);
  addEventListener("resize", settle);
  addEventListener("hashchange", restore);
  place.remember(view);
  view.fit();
  restore();

  function restore() {
    const asked = place.read();
    if (!asked) return;
    view.bring(asked.box);
    if (asked.kind === "box") cutting.show(asked.box);
  }

  async function full() {
    if (document.fullscreenElement) return document.exitFullscreen();
    if (figure.requestFullscreen) {
      try {
        return await figure.requestFullscreen();
      } catch {
        // Where the browser forbids it the picture fills its window.
      }
    }
    figure.classList.toggle("full");
    settle();
  }

  function settle() {
    tools.querySelector("[data-view=full]").ariaPressed = isFull();
    requestAnimationFrame(() => {
      const ratio = sheet.offsetWidth / sheet.offsetHeight || 1;
      sheet.style.width = isFull() ? `${Math.min(frame.clientWidth, frame.clientHeight * ratio)}px` : "";
      view.show(view.scale, view.x, view.y);
    });
  }
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

// The tiles of a large picture: each level is half as wide as the one above it, the last is the original.
function pyramid(leaf) {
  const { tiles, tileSize, tileWidth, tileHeight, tileLevels } = leaf.dataset;
  if (!tiles) return null;
  const levels = tileLevels.split(" ").map((size, number, all) => {
    const [columns, rows] = size.split("x").map(Number);
    const halves = 2 ** (all.length - 1 - number);
    return { number, columns, rows, width: Math.ceil(tileWidth / halves), height: Math.ceil(tileHeight / halves) };
  });
  const ordinary = parseInt(leaf.querySelector("img").srcset.split(" ").at(-1));
  return { address: tiles, size: Number(tileSize), levels, ordinary };
}
