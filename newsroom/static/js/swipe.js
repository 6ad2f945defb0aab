/* Turns the pages of an edition by a finger drawn across a page: to the left the next one, to the right the one before. */

const FAR = 60;
// From its edges the device itself goes back.
const EDGE = 24;
const view = document.querySelector("[data-swipes]");
let start = null;

function begin(event) {
  const [finger, second] = event.touches;
  const isEnlarged = (window.visualViewport?.scale ?? 1) > 1.01;
  const atEdge = finger.clientX < EDGE || finger.clientX > innerWidth - EDGE;
  const isTaken = event.target.closest(".zoomed, .cuts, .full, :fullscreen, [data-beside], table, input, select, dialog");
  start = second || isEnlarged || atEdge || isTaken ? null : { x: finger.clientX, y: finger.clientY };
}

function end(event) {
  if (!start) return;
  const [finger] = event.changedTouches;
  const [across, down] = [finger.clientX - start.x, finger.clientY - start.y];
  start = null;
  if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(down)) return;
  document.querySelector(`a[data-key="${across < 0 ? "PageDown" : "PageUp"}"]`)?.click();
}

if (view) {
  view.addEventListener("touchstart", begin, { passive: true });
  view.addEventListener("touchend", end, { passive: true });
  view.addEventListener("touchcancel", () => { start = null; }, { passive: true });
}
