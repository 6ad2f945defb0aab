// Sets the type of a planned page: breaks every article into lines, shares them out over its columns and
// stretches leading, type size and pictures within narrow limits until the article fills its room exactly.
(() => {
  const MM = 96 / 25.4;
  const PT = 96 / 72;
  const GUTTER = 5 * MM;
  const BELOW_PICTURE = 1.8 * MM;
  const SIZES = [1, 1.02, 0.98, 1.04, 0.96, 1.06, 0.94, 1.09, 0.915, 1.12, 0.89, 1.16, 0.86];
  const LEADING = { least: 1.4, natural: 1.6, most: 1.9 };

  const box = (element, x, y, width, height) => {
    element.style.cssText += `;left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
  };

  // Cuts the galley (the body in one column) into lines, each with the room it takes in units of the leading.
  function breakLines(story, width, size) {
    const galley = story.querySelector(".galley");
    galley.style.cssText = `display:block;width:${width}px;font-size:${size}px;line-height:${size * 1.6}px`;
    const lines = [];
    for (const block of galley.children) {
      if (block.tagName === "TABLE") {
        const pixels = block.offsetHeight + size * 0.9;
        lines.push({ element: block, units: pixels / (size * 1.6), pixels, kind: "table" });
        continue;
      }
      const kind = block.className || block.tagName.toLowerCase();
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let range = null;
      let top = null;
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < node.length; at++) {
          const sign = document.createRange();
          sign.setStart(node, at);
          sign.setEnd(node, at + 1);
          const rectangles = sign.getClientRects();
          const rectangle = rectangles[rectangles.length - 1];
          if (range === null || (rectangle && rectangle.width && rectangle.top - top > size * 0.7)) {
            range = document.createRange();
            range.setStart(node, at);
            found.push(range);
            top = rectangle ? rectangle.top : top;
          }
          range.setEnd(node, at + 1);
        }
      }
      found.forEach((one, index) => {
        const holder = document.createElement("div");
        holder.className = `line ${kind}`;
        if (index === 0) holder.classList.add("first");
        if (index === found.length - 1) holder.classList.add("last");
        holder.append(one.cloneContents());
        let units = 1;
        if (kind === "h3") units = found.length === 1 ? 1.8 : index === 0 ? 1.4 : index === found.length - 1 ? 1.4 : 1;
        lines.push({ element: holder, units, kind, opens: index === 0, closes: index === found.length - 1 });
      });
    }
    galley.style.display = "none";
    return lines;
  }

  // Grey lines for a text that was printed but is not in the archive.
  function greyLines(paragraphs, width, size) {
    const room = Math.max(4, Math.floor(width / size));
    const lines = [];
    for (const length of paragraphs) {
      const count = Math.ceil((length + 2) / room);
      for (let index = 0; index < count; index++) {
        const bar = document.createElement("div");
        bar.className = "line grey";
        const left = index === 0 ? 2 * size : 0;
        const end = index === count - 1 ? (length + 2 - (count - 1) * room) * size : width;
        bar.innerHTML = `<i style="margin-left:${left}px;width:${Math.max(size, end - left)}px"></i>`;
        lines.push({ element: bar, units: 1, kind: "p", opens: index === 0, closes: index === count - 1 });
      }
    }
    return lines;
  }

  // Shares lines out over slots (columns) at one leading; null when they do not fit. A table that finds no room at
  // the foot of a column waits, with its subhead, for the head of the next one, and the text goes on before it.
  function share(lines, slots, leading) {
    const columns = slots.map(() => []);
    let column = 0;
    let y = 0;
    let waiting = [];
    const roomOf = (line, top) => {
      if (line.pixels) return line.pixels;
      return (line.kind === "h3" && line.opens && top ? Math.max(1, line.units - 0.4) : line.units) * leading;
    };
    const put = (line) => {
      const room = roomOf(line, y === 0);
      columns[column].push({ line, y, room });
      y += room;
    };
    const fits = (block, more) =>
      y + block.reduce((sum, line, place) => sum + roomOf(line, y === 0 && place === 0), 0) + more <=
      slots[column].height + 0.5;
    const turn = () => {
      column += 1;
      while (column < slots.length && slots[column].height < leading * 1.2) column += 1;
      if (column >= slots.length) return false;
      y = 0;
      for (const block of waiting.splice(0)) {
        if (!fits(block, 0)) return false;
        block.forEach(put);
      }
      return true;
    };
    for (let index = 0; index < lines.length; ) {
      let end = index + 1;
      if (lines[index].kind === "h3") {
        while (end < lines.length && lines[end].kind === "h3" && !lines[end].opens) end += 1;
        if (end < lines.length && lines[end].kind === "table") end += 1;
      }
      const block = lines.slice(index, end);
      index = end;
      const table = block.at(-1).kind === "table";
      if (!fits(block, block[0].kind === "h3" && !table ? 2 * leading : 0)) {
        if (table && y > 0) {
          waiting.push(block);
          continue;
        }
        if (!turn() || !fits(block, 0)) return null;
      }
      block.forEach(put);
    }
    while (waiting.length) {
      const block = waiting.shift();
      if (!fits(block, 0)) {
        waiting.unshift(block);
        if (!turn()) return null;
        continue;
      }
      block.forEach(put);
    }
    return columns;
  }

  function largestLeading(lines, slots, size) {
    let low = LEADING.least * size;
    if (!share(lines, slots, low)) return null;
    let high = LEADING.most * size;
    if (share(lines, slots, high)) return high;
    for (let turn = 0; turn < 16; turn++) {
      const middle = (low + high) / 2;
      if (share(lines, slots, middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  function fitHeadline(deck, room, vertical) {
    for (const line of deck.querySelectorAll(".headline .row")) {
      const headline = line.parentElement;
      const long = () => (vertical ? line.offsetHeight : line.offsetWidth);
      for (let turn = 0; turn < 40 && long() > room + 0.5; turn++) {
        headline.style.fontSize = `${parseFloat(getComputedStyle(headline).fontSize) * 0.975}px`;
      }
    }
  }

  function setStory(story) {
    const plan = JSON.parse(story.dataset.plan);
    const pad = plan.pad * MM;
    const width = story.clientWidth - 2 * pad;
    const height = story.clientHeight - 2 * pad;
    const deck = story.querySelector(".deck");
    let deckHeight = 0;
    let left = 0;
    if (plan.deck === "top") {
      box(deck, pad, pad, width, 0);
      deck.style.height = "auto";
      fitHeadline(deck, width, false);
      deckHeight = deck.offsetHeight;
    } else if (plan.deck === "side") {
      left = plan.deckRoom * MM;
      box(deck, pad, pad, left - 2 * MM, height);
      fitHeadline(deck, height, true);
    } else {
      deck.remove();
    }
    const textWidth = width - left;
    const columnWidth = (textWidth - (plan.columns - 1) * GUTTER) / plan.columns;
    const columnLeft = (index) => pad + left + index * (columnWidth + GUTTER);

    const pictures = story.querySelector(".pictures");
    const figures = pictures ? [...pictures.querySelectorAll("figure")] : [];
    const over = plan.pictureColumns;
    const picturesWidth = over * columnWidth + (over - 1) * GUTTER;
    const rows = [];
    if (figures.length) {
      pictures.style.width = `${picturesWidth}px`;
      for (let start = 0; start < figures.length; start += plan.perRow) {
        const row = figures.slice(start, start + plan.perRow);
        const each = (picturesWidth - (row.length - 1) * 2 * MM) / row.length;
        row.forEach((figure) => (figure.style.width = `${each}px`));
        const caption = Math.max(...row.map((figure) => figure.querySelector("figcaption").offsetHeight));
        const aspect = Math.max(...row.map((figure) => Number(figure.dataset.aspect)));
        rows.push({ figures: row, each, caption, image: each * Math.min(aspect, 1.45) });
      }
    }
    const fixed = rows.reduce((sum, row) => sum + row.caption, 0) + Math.max(0, rows.length - 1) * 1.5 * MM;
    const images = rows.reduce((sum, row) => sum + row.image, 0);
    const picturesHeight = (scale) => fixed + images * scale;

    const slotsAt = (used) => {
      const slots = [];
      for (let index = 0; index < plan.columns; index++) {
        const covered =
          over > 0 && (plan.place === "right" ? index >= plan.columns - over : index < over);
        let top = pad + deckHeight + (covered ? used + BELOW_PICTURE : 0);
        let bottom = pad + height;
        if (plan.hole && columnLeft(index) + columnWidth > story.clientWidth - plan.hole.width * MM - 1) {
          bottom -= (plan.hole.height + plan.gap) * MM;
        }
        slots.push({ x: columnLeft(index), top, height: Math.max(0, bottom - top) });
      }
      return slots;
    };

    const base = plan.size * PT;
    let best = null;
    const hasText = plan.grey.length > 0 || story.querySelector(".galley").children.length > 0;
    if (hasText) {
      for (const factor of SIZES) {
        const size = base * factor;
        const lines = plan.grey.length
          ? greyLines(plan.grey, columnWidth, size)
          : breakLines(story, columnWidth, size);
        const need = lines.reduce((sum, line) => sum + line.units, 0);
        let scale = 1;
        if (over) {
          const open = slotsAt(-BELOW_PICTURE).reduce((sum, slot) => sum + slot.height, 0);
          const used = (open - (need + plan.columns * 0.35) * size * LEADING.natural) / over - BELOW_PICTURE;
          scale = Math.min(1.26, Math.max(0.74, (used - fixed) / images));
        }
        for (const nudge of over ? [1, 0.97, 0.94, 0.9] : [1]) {
          const tried = Math.max(0.7, scale * nudge);
          const slots = slotsAt(over ? picturesHeight(tried) : 0);
          const leading = largestLeading(lines, slots, size);
          if (leading === null) continue;
          const open = slots.reduce((sum, slot) => sum + slot.height, 0);
          const spare = open - need * leading;
          const strain =
            Math.abs(Math.log(factor)) * 9 +
            Math.abs(Math.log(leading / (size * LEADING.natural))) * 8 +
            Math.abs(Math.log(tried)) * 2 +
            Math.max(0, spare / leading / plan.columns - 0.4) * 1.6 +
            (lines.length > 5 && tail(share(lines, slots, leading), slots, leading)) * 0.12;
          if (!best || strain < best.strain) best = { strain, factor, size, leading, scale: tried, slots, lines, need, open };
          break;
        }
        if (best && best.strain < 0.35) break;
      }
    }

    const report = {
      key: story.dataset.key,
      number: Number(story.dataset.number),
      problems: [],
      fragments: [],
      pictures: [],
      size: best ? best.size / PT : 0,
      leading: best ? best.leading / best.size : 0,
    };
    const fragment = (x, y, w, h) => report.fragments.push([x, y, w, h]);

    let used = 0;
    if (rows.length) {
      let scale = best ? best.scale : (height - deckHeight - fixed) / images;
      used = picturesHeight(scale);
      let y = pad + (plan.place === "first" ? 0 : deckHeight);
      const x = plan.place === "right" ? columnLeft(plan.columns - over) : columnLeft(0);
      box(pictures, x, y, picturesWidth, used);
      let rowTop = 0;
      for (const row of rows) {
        let figureLeft = 0;
        for (const figure of row.figures) {
          box(figure, figureLeft, rowTop, row.each, row.image * scale + row.caption);
          figure.querySelector("img").style.height = `${row.image * scale}px`;
          figureLeft += row.each + 2 * MM;
        }
        rowTop += row.image * scale + row.caption + 1.5 * MM;
      }
      fragment(x, y, picturesWidth, used + BELOW_PICTURE);
      report.pictures.push([x, y, picturesWidth, used]);
      if (plan.place === "first") deck.style.top = `${pad + used + BELOW_PICTURE}px`;
      report.scale = scale;
    }
    if (plan.deck === "top") {
      fragment(pad, pad + (plan.place === "first" ? used + BELOW_PICTURE : 0), width, deckHeight);
    }
    if (plan.deck === "side") fragment(pad, pad, left, height);

    if (hasText) {
      if (!best) {
        report.problems.push("the text does not fit");
        const lines = plan.grey.length ? [] : breakLines(story, columnWidth, base);
        const open = slotsAt(over ? picturesHeight(0.8) : 0).reduce((sum, slot) => sum + slot.height, 0);
        report.fullness = (lines.reduce((sum, line) => sum + line.units, 0) * base * LEADING.natural) / open;
        return report;
      }
      const columns = share(best.lines, best.slots, best.leading);
      let last = columns.length - 1;
      while (last > 0 && !columns[last].length) last -= 1;
      report.fullness = (best.need * best.size * LEADING.natural) / best.open;
      report.short = 0;
      columns.forEach((column, index) => {
        const slot = best.slots[index];
        const holder = document.createElement("div");
        holder.className = "column";
        box(holder, slot.x, slot.top, columnWidth, slot.height);
        holder.style.fontSize = `${best.size}px`;
        const end = column.length ? column.at(-1).y + column.at(-1).room : 0;
        const missing = slot.height - end;
        // Columns but the last end on one line; the last may be short by a line or two.
        let stretch = 1;
        if (end > 0 && missing > 0 && (index < last || missing < best.leading * 1.1)) stretch = Math.min(1.09, slot.height / end);
        if (end > 0 && index === last && missing >= best.leading * 1.1 && column.length > 12) {
          stretch = Math.min(1.035, (slot.height - best.leading * 0.2) / end);
        }
        const blank = (slot.height - end * stretch) / best.leading;
        report.short += Math.max(0, blank - 0.3);
        for (const { line, y, room } of column) {
          const element = line.element;
          element.style.top = `${y * stretch}px`;
          element.style.height = `${room * stretch}px`;
          element.style.lineHeight = line.kind === "h3" ? `${room * stretch}px` : `${best.leading * stretch}px`;
          if (line.kind === "h3" && line.units > 1.5) {
            element.style.paddingTop = `${(room - best.leading * 1.4) * stretch * 0.6}px`;
            element.style.lineHeight = `${best.leading * 1.3}px`;
          }
          holder.append(element);
          if (line.kind !== "h3" && line.kind !== "table" && element.scrollWidth > columnWidth + 3) {
            element.style.letterSpacing = `${(columnWidth - element.scrollWidth) / element.textContent.length}px`;
          }
        }
        story.append(holder);
        fragment(slot.x, slot.top, columnWidth, slot.height);
      });
    } else if (rows.length) {
      const scale = (height - deckHeight - fixed) / images;
      if (scale < 0.6 || scale > 1.6) report.problems.push("the picture has no sensible room");
    }
    if (deckHeight > height) report.problems.push("the headline is higher than its room");
    return report;
  }

  // How many lines the last column with text is short.
  function tail(columns, slots, leading) {
    let last = columns.length - 1;
    let short = 0;
    while (last > 0 && !columns[last].length) {
      short += slots[last].height / leading;
      last -= 1;
    }
    const line = columns[last].at(-1);
    return short + (line ? (slots[last].height - line.y - line.room) / leading : 0);
  }

  // An advertisement is a poster: its type grows until the room is full.
  function setPoster(story) {
    const poster = story.querySelector(".poster");
    let low = 5;
    let high = 30;
    for (let turn = 0; turn < 14; turn++) {
      const middle = (low + high) / 2;
      poster.style.fontSize = `${middle}px`;
      const inner = poster.firstElementChild;
      const style = getComputedStyle(poster);
      const room = poster.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
      if (inner.scrollHeight <= room && inner.scrollWidth <= inner.clientWidth) low = middle;
      else high = middle;
    }
    poster.style.fontSize = `${low}px`;
    const report = { key: story.dataset.key, number: Number(story.dataset.number), problems: [], pictures: [], fullness: 1, short: 0 };
    report.fragments = [[0, 0, story.clientWidth, story.clientHeight]];
    report.size = low / PT;
    if (low < 7 && !story.classList.contains("house")) report.problems.push("the advertisement is too small for its words");
    return report;
  }

  window.setPage = () => {
    const page = document.querySelector(".page").getBoundingClientRect();
    return [...document.querySelectorAll(".story")].map((story) => {
      const report = story.classList.contains("display") ? setPoster(story) : setStory(story);
      const corner = story.getBoundingClientRect();
      if (story.classList.contains("boxed")) report.fragments = [[0, 0, corner.width, corner.height]];
      const onPage = ([x, y, width, height]) => [
        (corner.left - page.left + story.clientLeft * 0 + x) / MM,
        (corner.top - page.top + y) / MM,
        width / MM,
        height / MM,
      ];
      report.fragments = report.fragments.map(onPage);
      report.pictures = report.pictures.map(onPage);
      return report;
    });
  };
})();
