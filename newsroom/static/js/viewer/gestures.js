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
    pinch = held.size === 2 ? spread(held) : null;
  });

  frame.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    held.set(event.pointerId, [event.clientX, event.clientY]);
    moved += Math.hypot(dx, dy);
    if (pinch && held.size === 2) {
      const now = spread(held);
      const { left, top } = frame.getBoundingClientRect();
      view.pan(now.x - pinch.x, now.y - pinch.y);
      view.zoom(now.distance / pinch.distance, now.x - left, now.y - top);
      pinch = now;
    } else if (view.isZoomed && moved > MOVES) {
      if (!frame.hasPointerCapture(event.pointerId)) frame.setPointerCapture(event.pointerId);
      view.pan(dx, dy);
    }
  });

  for (const name of ["pointerup", "pointercancel"]) {
    frame.addEventListener(name, (event) => {
      held.delete(event.pointerId);
      pinch = null;
    });
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

function spread(held) {
  const [[x1, y1], [x2, y2]] = held.values();
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, distance: Math.hypot(x1 - x2, y1 - y2) || 1 };
}
