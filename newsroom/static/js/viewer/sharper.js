// A sharper picture as one zooms in: tiles of the original where there are some, laid over the ordinary rendition.

// The tiles of one leaf of the sheet, which stands at `place` of `count` beside each other.
export function sharper(view, leaf, tiles, place, count) {
  if (!tiles) return;
  const layer = document.createElement("div");
  layer.className = "tiles";
  leaf.querySelector("svg").before(layer);
  const shown = new Map();
  let waiting;
  view.listeners.push(() => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });

  function show() {
    const needed = (view.fitting.width / count) * view.scale * (window.devicePixelRatio || 1);
    const level = tiles.levels.find((each) => each.width >= needed) ?? tiles.levels.at(-1);
    if (!view.isZoomed || needed <= tiles.ordinary) {
      shown.clear();
      return layer.replaceChildren();
    }
    const wanted = new Set();
    const { top, bottom } = view.seen;
    const [left, right] = [view.seen.left, view.seen.right].map((at) => Math.min(1, Math.max(0, at * count - place)));
    const across = tiles.size / level.width;
    const down = tiles.size / level.height;
    for (let column = Math.floor(left / across); column < Math.min(level.columns, Math.ceil(right / across)); column++) {
      for (let row = Math.floor(top / down); row < Math.min(level.rows, Math.ceil(bottom / down)); row++) {
        wanted.add(`${level.number}/${column}-${row}`);
      }
    }
    for (const [name, tile] of shown) {
      if (!wanted.has(name)) {
        tile.remove();
        shown.delete(name);
      }
    }
    for (const name of wanted) {
      if (shown.has(name)) continue;
      const [number, column, row] = name.split(/[/-]/).map(Number);
      const tile = new Image();
      tile.alt = "";
      tile.decoding = "async";
      tile.src = tiles.address.replace("{level}", number).replace("{column}", column).replace("{row}", row);
      tile.style.left = `${column * across * 100}%`;
      tile.style.top = `${row * down * 100}%`;
      tile.style.width = `${Math.min(across, 1 - column * across) * 100}%`;
      tile.style.height = `${Math.min(down, 1 - row * down) * 100}%`;
      layer.append(tile);
      shown.set(name, tile);
    }
  }
}
