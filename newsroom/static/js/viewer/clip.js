// A cutting: a box of the page, or an article's region, as a picture with paper, date and page printed under it.

import { written } from "./place.js";

const MARGIN = 24;
const LINE = 22;
// A cutting of the whole sheet is still a picture that every browser can make.
const LARGEST = 4000;

export function clip(figure, view, { images, tools, source, words }) {
  const outline = document.createElement("div");
  outline.className = "cutting";
  outline.hidden = true;
  view.sheet.append(outline);
  const dialog = tools.querySelector("[data-cutting]");
  let drawing = false;
  let start = null;
  let box = null;

  function use(on) {
    drawing = on;
    figure.classList.toggle("cuts", on);
    tools.querySelector("[data-view=clip]").ariaPressed = on;
  }

  function at(event) {
    const { left, top, width, height } = view.sheet.getBoundingClientRect();
    const within = (number) => Math.min(1, Math.max(0, number));
    return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
  }

  function show(chosen) {
    box = chosen;
    outline.hidden = !box;
    if (!box) return;
    outline.style.left = `${box.left * 100}%`;
    outline.style.top = `${box.top * 100}%`;
    outline.style.width = `${(box.right - box.left) * 100}%`;
    outline.style.height = `${(box.bottom - box.top) * 100}%`;
  }

  view.frame.addEventListener(
    "pointerdown",
    (event) => {
      if (!drawing || event.button !== 0 || event.target.closest("[data-viewer-tools]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      view.frame.setPointerCapture(event.pointerId);
      start = at(event);
    },
    true,
  );
  view.frame.addEventListener("pointermove", (event) => {
    if (start) show(between(start, at(event)));
  });
  view.frame.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [x, y] = start;
    start = null;
    const end = at(event);
    const drawn = between([x, y], end);
    // A click takes the region that lies there.
    const small = drawn.right - drawn.left < 0.01 && drawn.bottom - drawn.top < 0.01;
    const region = small && document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.closest("svg a[data-article]"));
    if (small && !region) return show(null);
    offer(small ? boxOf(region.closest("a")) : drawn);
  });
  view.frame.addEventListener(
    "click",
    (event) => {
      if (!drawing || !event.target.closest("svg a")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // By keyboard: Enter on a region cuts it out.
      if (event.detail === 0) offer(boxOf(event.target.closest("a")));
    },
    true,
  );

  // All that the sheet shows of an article: of one across the gutter both halves.
  function boxOf(link) {
    const sheet = view.sheet.getBoundingClientRect();
    const parts = [...view.sheet.querySelectorAll(`svg a[data-article="${link.dataset.article}"]`)];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const edge = (pick, side) => pick(...boxes.map((box) => box[side]));
    return {
      left: Math.max(0, (edge(Math.min, "left") - sheet.left) / sheet.width),
      top: Math.max(0, (edge(Math.min, "top") - sheet.top) / sheet.height),
      right: Math.min(1, (edge(Math.max, "right") - sheet.left) / sheet.width),
      bottom: Math.min(1, (edge(Math.max, "bottom") - sheet.top) / sheet.height),
    };
  }

  async function offer(chosen) {
    show(chosen);
    use(false);
    dialog.querySelector("[data-link]").value = new URL(written("box", chosen), location.href).href;
    dialog.querySelector("[data-status]").textContent = "";
    dialog.showModal();
  }

  dialog.addEventListener("click", async (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    const status = dialog.querySelector("[data-status]");
    if (name === "save") {
      status.textContent = words.making;
      try {
        await save(await cut(images, box, source()), words.name);
        status.textContent = words.saved;
      } catch {
        status.textContent = words.failed;
      }
    } else if (name === "copy") {
      try {
        await navigator.clipboard.writeText(dialog.querySelector("[data-link]").value);
        status.textContent = words.copied;
      } catch {
        dialog.querySelector("[data-link]").select();
      }
    }
  });
  dialog.addEventListener("close", () => show(null));

  return { use: () => use(!drawing), show, get isDrawing() { return drawing; }, leave: () => use(false) };
}

function between([x1, y1], [x2, y2]) {
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) };
}

// The box of pictures that stand beside each other, each as wide as the others on the sheet, as one picture.
async function cut(images, box, lines) {
  const pictures = await Promise.all(images.map(sharpest));
  const [leafWidth, leafHeight] = [pictures[0].naturalWidth, pictures[0].naturalHeight];
  const across = leafWidth * pictures.length * (box.right - box.left);
  const down = leafHeight * (box.bottom - box.top);
  const shrink = Math.min(1, LARGEST / Math.max(across, down));
  const canvas = document.createElement("canvas");
  const [width, height] = [Math.round(across * shrink), Math.round(down * shrink)];
  canvas.width = Math.max(width, 360) + 2 * MARGIN;
  canvas.height = height + 2 * MARGIN + lines.length * LINE + MARGIN / 2;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.save();
  pen.beginPath();
  pen.rect((canvas.width - width) / 2, MARGIN, width, height);
  pen.clip();
  pictures.forEach((picture, place) => {
    const left = (canvas.width - width) / 2 + (place * leafWidth - box.left * leafWidth * pictures.length) * shrink;
    const top = MARGIN - box.top * leafHeight * shrink;
    pen.drawImage(picture, left, top, leafWidth * shrink, leafHeight * shrink);
  });
  pen.restore();
  pen.fillStyle = "#333";
  pen.font = "14px serif";
  lines.forEach((line, place) => pen.fillText(line, MARGIN, height + MARGIN * 1.5 + LINE * (place + 0.7), canvas.width - 2 * MARGIN));
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error())), "image/png"));
}

async function sharpest(image) {
  const picture = new Image();
  picture.src = image.srcset.split(", ").at(-1)?.split(" ")[0] || image.src;
  await picture.decode();
  return picture;
}

async function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
