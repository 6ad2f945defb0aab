/* What the checks found, on the board: they take longer than the board itself, so they are asked for when it is there. */

let kept = null;

/* Asks for the findings and shows them; without an answer the board keeps its link to them. */
export async function keepFindings(room) {
  try {
    const reply = await fetch(room.dataset.findings, { credentials: "same-origin" });
    if (!reply.ok) return;
    kept = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-checks]");
  } catch {
    return;
  }
  showFindings(room);
}

/* Shows what was asked for last: what blocks at the top, how many on each card. */
export function showFindings(room) {
  if (!kept) return;
  room.querySelector("[data-checks]")?.replaceWith(document.importNode(kept, true));
  for (const link of kept.querySelector("template").content.children) {
    const found = room.querySelector(`[data-card="${link.dataset.of}"] [data-found]`);
    if (!found) continue;
    found.replaceChildren(document.importNode(link, true));
    found.hidden = false;
  }
}
