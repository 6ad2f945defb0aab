// Wheel, fingers and pointer on the picture of a page.

const STEP = 1.35;
const TAP = 300;
const MOVES = 4;

export function gestures(view, { isFull }) {
  const { frame } = view;
  const held = new Map();
  let pinch = null;
  let moved = 0;
  let tapped = null;

  // A plain wheel turns the page of the browser until one has zoomed in.
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !view.isZoomed && !isFull()) return;
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      view.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );

  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("[data-viewer-tools]")) return;
    held.set(event.pointerId, [event.clientX, event.clientY]);
    moved = 0;
    pinch = begun();
  });

  frame.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    held.set(event.pointerId, [event.clientX, event.clientY]);
    moved += Math.hypot(dx, dy);
    if (pinch) {
      const now = spread();
      view.carry(pinch.before, now.distance / pinch.distance, pinch, now);
    } else if (view.isZoomed && moved > MOVES) {
      if (!frame.hasPointerCapture(event.pointerId)) frame.setPointerCapture(event.pointerId);
      view.pan(dx, dy);
    }
  });

  for (const name of ["pointerup", "pointercancel"]) {
    frame.addEventListener(name, (event) => {
      held.delete(event.pointerId);
      pinch = begun();
    });
  }

  // Two fingers are reported one after the other. Measured against where both began, what the first of them seems to
  // do until the second has followed leaves nothing behind.
  function begun() {
    return held.size === 2 ? { ...spread(), before: { scale: view.scale, x: view.x, y: view.y } } : null;
  }

  // The point of the frame between two fingers, and how far apart they are.
  function spread() {
    const [[x1, y1], [x2, y2]] = held.values();
    const { left, top } = frame.getBoundingClientRect();
    return { x: (x1 + x2) / 2 - left, y: (y1 + y2) / 2 - top, distance: Math.hypot(x1 - x2, y1 - y2) || 1 };
  }

  // A drag is no click on what lies under it.
  frame.addEventListener(
    "click",
    (event) => {
      if (moved > MOVES && event.target.closest("a")) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.pointerType === "touch") tap(event);
    },
    true,
  );
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("dblclick", (event) => {
    if (!event.target.closest("a, button")) turn(event);
  });

  // A finger's first tap waits for a second one before it follows a link.
  function tap(event) {
    const link = event.target.closest("svg a");
    if (event.detail === 0 || event.target.closest("[data-viewer-tools]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (tapped) {
      clearTimeout(tapped);
      tapped = null;
      return turn(event);
    }
    tapped = setTimeout(() => {
      tapped = null;
      link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }, TAP);
  }

  function turn(event) {
    const { left, top } = frame.getBoundingClientRect();
    if (view.isZoomed) view.fit();
    else view.zoom(STEP ** 3, event.clientX - left, event.clientY - top);
  }
}

export { STEP };
