// Corners of regions, in percent of the page's width and height, as they are typed: "3.1,7.85 96.9,7.85 96.9,57.2".

export function read(text) {
  const corners = [...text.matchAll(/([\d.]+)\s*[,，]\s*([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  return corners.every(([x, y]) => x >= 0 && x <= 100 && y >= 0 && y <= 100) ? corners : [];
}

export function write(corners) {
  return corners.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ");
}

export function rounded(number) {
  return Math.round(Math.min(100, Math.max(0, number)) * 100) / 100;
}

export function rectangle([x1, y1], [x2, y2]) {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

export function box(corners) {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

// The whole region moved, as far as the page reaches.
export function moved(corners, dx, dy) {
  const { left, top, right, bottom } = box(corners);
  const x = Math.min(100 - right, Math.max(-left, dx));
  const y = Math.min(100 - bottom, Math.max(-top, dy));
  return corners.map((corner) => [rounded(corner[0] + x), rounded(corner[1] + y)]);
}

export function holds(corners, [x, y]) {
  let inside = false;
  corners.forEach(([x1, y1], place) => {
    const [x2, y2] = corners[(place + 1) % corners.length];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
  });
  return inside;
}

// How much of the page both cover, in percent of it: counted on a grid, for slivers do not matter.
export function overlap(one, other) {
  const [a, b] = [box(one), box(other)];
  const [left, right] = [Math.max(a.left, b.left), Math.min(a.right, b.right)];
  const [top, bottom] = [Math.max(a.top, b.top), Math.min(a.bottom, b.bottom)];
  if (left >= right || top >= bottom) return 0;
  const steps = 24;
  let both = 0;
  for (let column = 0; column < steps; column++) {
    for (let row = 0; row < steps; row++) {
      const point = [left + ((column + 0.5) * (right - left)) / steps, top + ((row + 0.5) * (bottom - top)) / steps];
      if (holds(one, point) && holds(other, point)) both++;
    }
  }
  return ((both / steps ** 2) * (right - left) * (bottom - top)) / 100;
}

// The nearest of these lines within reach, else the number itself.
export function snapped(number, lines, reach) {
  let nearest = number;
  let distance = reach;
  for (const line of lines) {
    if (Math.abs(line - number) < distance) {
      distance = Math.abs(line - number);
      nearest = line;
    }
  }
  return nearest;
}
