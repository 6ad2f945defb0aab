// Where one looks, in the address: it survives a reload, and shows others the same. In thousandths of the sheet.

export function read() {
  const found = /^#(at|box)=(\d{1,4}),(\d{1,4}),(\d{1,4}),(\d{1,4})$/.exec(location.hash);
  if (!found) return null;
  const [left, top, right, bottom] = found.slice(2).map((number) => Math.min(1000, Number(number)) / 1000);
  return left < right && top < bottom ? { kind: found[1], box: { left, top, right, bottom } } : null;
}

export function written(kind, { left, top, right, bottom }) {
  return `#${kind}=${[left, top, right, bottom].map((number) => Math.round(number * 1000)).join(",")}`;
}

export function remember(view) {
  let waiting;
  view.listeners.push(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const hash = view.isZoomed ? written("at", view.seen) : "";
      if (hash !== location.hash && !(hash === "" && !location.hash.startsWith("#at="))) {
        history.replaceState(history.state, "", hash || location.pathname + location.search);
      }
    }, 250);
  });
}
