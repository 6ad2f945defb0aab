// What is seen of a sheet: how many times its fitting size, and where. The numbers are dots of the screen.

// Beyond the original's own dots nothing more is seen; a picture that fits anyway may still be doubled.
const LEAST_LARGEST = 2;

export class View {
  constructor(frame, sheet, originalWidth) {
    this.frame = frame;
    this.sheet = sheet;
    this.originalWidth = originalWidth;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.listeners = [];
  }

  get fitting() {
    return { width: this.sheet.offsetWidth, height: this.sheet.offsetHeight };
  }

  get largest() {
    return Math.max(LEAST_LARGEST, this.originalWidth / (this.fitting.width || 1));
  }

  get isZoomed() {
    return this.scale > 1.001;
  }

  // What is in view, in fractions of the sheet.
  get seen() {
    const { width, height } = this.fitting;
    const frame = this.frame.getBoundingClientRect();
    return {
      left: Math.max(0, -this.x / (width * this.scale)),
      top: Math.max(0, -this.y / (height * this.scale)),
      right: Math.min(1, (frame.width - this.x) / (width * this.scale)),
      bottom: Math.min(1, (frame.height - this.y) / (height * this.scale)),
    };
  }

  // Zoom by a factor; the point of the sheet at (x, y) of the frame stays where it is.
  zoom(factor, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
    this.carry(this, factor, { x, y }, { x, y });
  }

  // Zoom what was seen before by a factor; the point of the sheet that was there `from` in the frame is there `to` now.
  carry(before, factor, from, to) {
    const scale = Math.min(this.largest, Math.max(1, before.scale * factor));
    const by = scale / before.scale;
    this.show(scale, to.x - (from.x - before.x) * by, to.y - (from.y - before.y) * by);
  }

  pan(dx, dy) {
    this.show(this.scale, this.x + dx, this.y + dy);
  }

  fit() {
    this.show(1, 0, 0);
  }

  // Bring a box, in fractions of the sheet, into view.
  bring({ left, top, right, bottom }) {
    const { width, height } = this.fitting;
    const across = this.frame.clientWidth / ((right - left) * width);
    const down = this.frame.clientHeight / ((bottom - top) * height);
    const scale = Math.min(this.largest, Math.max(1, Math.min(across, down) * 0.95));
    const middle = [((left + right) / 2) * width * scale, ((top + bottom) / 2) * height * scale];
    this.show(scale, this.frame.clientWidth / 2 - middle[0], this.frame.clientHeight / 2 - middle[1]);
  }

  show(scale, x, y) {
    const { width, height } = this.fitting;
    this.scale = scale;
    this.x = kept(x, width * scale, this.frame.clientWidth);
    this.y = kept(y, height * scale, this.frame.clientHeight);
    this.sheet.style.transform = this.isZoomed ? `translate(${this.x}px, ${this.y}px) scale(${this.scale})` : "";
    for (const listener of this.listeners) listener(this);
  }
}

// The sheet does not leave its frame: what is smaller stands in the middle, what is larger covers it.
function kept(at, size, frame) {
  return size <= frame ? (frame - size) / 2 : Math.min(0, Math.max(frame - size, at));
}
