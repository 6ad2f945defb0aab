"""Plans a page: which article stands where, how wide and how high, so that the page is exactly full.

A page is a pile of bands; a band is a row of cells; a cell is a stack of articles, or a large article with a
smaller one let into its lower corner. Many such arrangements are drawn by lot (from a fixed seed); for each
the best heights are computed, and the arrangement that strains type, pictures and news value least is kept.
"""

import itertools
import random
from dataclasses import dataclass
from functools import cache
from math import ceil, log

STEP = 4  # mm: heights are planned in such steps; the setting in the browser does the rest exactly
GUTTER = 5.0  # mm between columns
GAP = 6.0  # mm between two articles one above the other
PT = 0.35278  # mm
LEADING = 1.6
CAPTION_SIZE = 8.6
CAPTION_LEADING = 1.42
IMPOSSIBLE = 1e9

HEADLINE_SIZE = {5: 54, 4: 36, 3: 27, 2: 20.5, 1: 15.5}
PICTURE_WIDTH = {5: 175, 4: 130, 3: 100, 2: 75, 1: 56}  # mm
WIDTH_SHARE = {5: (0.66, 1.0), 4: (0.5, 0.84), 3: (0.33, 0.67), 2: (0.17, 0.5), 1: (0.16, 0.34)}


def ems(text: str) -> float:
    """Width of a line in ems: Han and full-width signs count one, Latin letters and digits about half."""
    return sum(1.0 if ord(sign) > 0x2000 else 0.56 for sign in text)


@dataclass(frozen=True)
class Item:
    """What the plan must know of one thing that stands on the page."""

    key: str
    kind: str  # an article's kind, or "house" for an advertisement of the paper's own
    weight: int
    kicker: str
    headline: tuple[str, ...]
    subheadline: str
    paragraphs: tuple[tuple[str, float], ...]  # (kind, width in ems)
    pictures: tuple[tuple[float, float], ...]  # (height by width, caption's width in ems)
    boxed: bool
    wide_text: bool  # holds a table: wants wide columns

    @property
    def display(self) -> bool:
        """Set like a poster, not in columns."""
        return self.kind in ("advertisement", "house")

    @property
    def pad(self) -> float:
        return 3.2 if self.boxed or self.display else 0.0


@dataclass(frozen=True)
class Way:
    """One way to set an item at a given width."""

    deck: str  # "top", "side", "none"
    deck_room: float  # height of a deck on top, width of one at the side
    size: float  # of the headline, in points
    headline: tuple[str, ...]
    columns: int
    column_width: float
    lines: float
    rows: int
    per_row: int
    picture_columns: int
    picture_place: str  # "", "first" (over the headline), "top", "left", "right"
    picture_range: tuple[float, float, float]
    strain: float


@dataclass(frozen=True)
class Placed:
    """An item with its room on the page, in millimetres from the type area's corner."""

    item: Item
    way: Way | None
    x: float
    y: float
    width: float
    height: float
    picture_height: float
    hole: tuple[str, float, float] | None  # side, width, height of the corner that another article takes


@dataclass(frozen=True)
class Grid:
    """The type area and its columns."""

    width: float
    height: float
    columns: int
    size: float  # of the body type, in points
    loud: float = 1.0  # headlines larger than usual, for a day with little copy

    @property
    def column(self) -> float:
        return (self.width - (self.columns - 1) * GUTTER) / self.columns

    def span(self, columns: int) -> float:
        return columns * self.column + (columns - 1) * GUTTER

    @property
    def steps(self) -> int:
        return int((self.height + GAP) // STEP)


def break_headline(text: str) -> tuple[str, ...]:
    """Two balanced lines, broken at a space or a sign where there is one near the middle."""
    middle = len(text) / 2
    places = [i + 1 for i, sign in enumerate(text[:-1]) if sign in " 　，：；！？、”》"]
    near = [place for place in places if abs(place - middle) <= len(text) * 0.22]
    place = min(near, key=lambda p: abs(p - middle)) if near else ceil(middle)
    return text[:place].strip(), text[place:].strip()


def fit_headline(item: Item, width: float, loud: float = 1.0) -> tuple[tuple[str, ...], float]:
    """The headline's lines and its size at this width."""
    target = HEADLINE_SIZE[item.weight] * loud

    def largest(lines: tuple[str, ...]) -> float:
        return width * 0.985 / (max(ems(line) for line in lines) * PT)

    lines = item.headline
    if not lines:
        return (), 0.0
    if len(lines) == 1 and largest(lines) < target * 0.85 and len(lines[0]) > 7:
        lines = break_headline(lines[0])
        if largest(lines) < target * 0.7 and item.weight < 4:
            first, second = lines
            joined = first + second
            third = ceil(len(joined) / 3)
            lines = (joined[:third], joined[third : 2 * third], joined[2 * third :])
    return lines, min(largest(lines), target * 1.12)


def deck_height(item: Item, lines: tuple[str, ...], size: float, width: float) -> float:
    """Height of kicker, headline and subheadline set one below the other, with the white below."""
    height = len(lines) * size * PT * 1.24
    if item.kicker:
        height += kicker_size(size) * PT * 1.65
    if item.subheadline:
        size_below = subheadline_size(size)
        rows = ceil(ems(item.subheadline) * size_below * PT / width)
        height += rows * size_below * PT * 1.5 + 1
    return height + (2.4 if lines else 0)


def kicker_size(size: float) -> float:
    return max(10.5, min(19.0, size * 0.46))


def subheadline_size(size: float) -> float:
    return max(10.5, min(17.0, size * 0.43))


def count_lines(item: Item, width: float, size: float) -> float:
    """Lines of body text at this column width."""
    room = max(4, int(width / (size * PT)))
    lines = 0.0
    for kind, length in item.paragraphs:
        if kind == "h3":
            lines += 0.8 + ceil(length * 1.04 / room)
        elif kind == "table":
            lines += length * 1.45
        elif kind == "li":
            lines += ceil(length / (room - 1))
        else:
            lines += ceil((length + 2.15) / room)
    return lines


def picture_heights(item: Item, width: float, rows: int, per_row: int) -> tuple[float, float, float]:
    """Smallest, natural and largest height of all the item's pictures with their captions."""
    each = (width - (per_row - 1) * 2) / per_row
    low = natural = high = 0.0
    for row in range(rows):
        group = item.pictures[row * per_row : (row + 1) * per_row]
        if not group:
            continue
        aspect = max(shape for shape, _ in group)
        caption = max(ceil(length * CAPTION_SIZE * PT * 1.03 / each) for _, length in group)
        room = caption * CAPTION_SIZE * PT * CAPTION_LEADING + 2.2
        low += each * aspect * 0.76 + room
        natural += each * aspect + room
        high += each * aspect * 1.27 + room
    return low, natural, high


def ways(item: Item, span: int, grid: Grid) -> list[Way]:
    """All the ways to set an item over so many columns."""
    width = grid.span(span) - 2 * item.pad
    share = grid.span(span) / grid.width
    low, high = WIDTH_SHARE[item.weight]
    strain = 9 * max(0.0, log(low / share), log(share / high)) ** 1.3
    lines, size = fit_headline(item, width, grid.loud)
    if lines:
        strain += 14 * max(0.0, log(HEADLINE_SIZE[item.weight] * grid.loud**0.5 / size) - 0.05)
    decks = [("top" if lines else "none", deck_height(item, lines, size, width), size, lines, width, strain)]
    longest = max((len(line) for line in item.headline), default=99)
    upright = not any(sign.isascii() and sign.isalnum() for line in item.headline for sign in line)
    if upright and 2 <= item.weight <= 4 and 5 <= longest <= 13 and span >= 2 and not item.wide_text:
        room = len(item.headline) * HEADLINE_SIZE[item.weight] * grid.loud * 1.02 * PT * 1.28 + 5
        room += kicker_size(20) * PT * 1.7 if item.kicker else 0
        room += subheadline_size(20) * PT * 1.7 if item.subheadline else 0
        if room < width * 0.36 and len(item.subheadline) < 24:
            side = (
                "side",
                room,
                HEADLINE_SIZE[item.weight] * grid.loud * 1.02,
                item.headline,
                width - room,
                strain + 1.2,
            )
            decks.append(side)
    found = []
    for deck, room, headline_size, headline, text_width, deck_strain in decks:
        normal = max(1, round((text_width + GUTTER) / (grid.column + GUTTER)))
        counts = {normal: 0.0}
        if item.wide_text:
            counts = {max(1, normal // 2): 0.0}
        elif count_lines(item, text_width, grid.size) <= 2:
            counts = {1: 0.0}
        elif normal >= 4 and item.weight >= 4:
            counts[normal - 1] = 0.6
        for columns, column_strain in counts.items():
            column_width = (text_width - (columns - 1) * GUTTER) / columns
            base = {
                "deck": deck,
                "deck_room": room,
                "size": headline_size,
                "headline": headline,
                "columns": columns,
                "column_width": column_width,
                "lines": count_lines(item, column_width, grid.size),
            }
            for pictures in picture_ways(item, columns, column_width, deck, deck_strain + column_strain, grid.loud):
                found.append(Way(**base, **pictures))
    return found


def picture_ways(item: Item, columns: int, column_width: float, deck: str, strain: float, loud: float) -> list[dict]:
    """Where the pictures of an item may stand: over some of its columns, in one row or several."""
    count = len(item.pictures)
    if not count:
        return [
            {
                "rows": 0,
                "per_row": 0,
                "picture_columns": 0,
                "picture_place": "",
                "picture_range": (0.0, 0.0, 0.0),
                "strain": strain,
            }
        ]
    found = []
    for over in range(1, columns + 1):
        width = over * column_width + (over - 1) * GUTTER
        for per_row in range(1, count + 1):
            rows = ceil(count / per_row)
            each = width / per_row
            if each < 50 and over < columns:
                continue
            wanted = PICTURE_WIDTH[item.weight] * loud
            if item.kind == "photo":
                wanted *= 1.5
            crowd = strain + 2.2 * abs(log(each / wanted)) ** 1.5 + (0.4 if rows > 1 else 0)
            if over == columns:
                places = [("top", 0.0)] + ([("first", 0.1)] if deck == "top" and item.weight < 5 else [])
            else:
                places = [("right", 0.0)] + ([("left", 0.2)] if deck == "top" else [])
            for place, extra in places:
                found.append(
                    {
                        "rows": rows,
                        "per_row": per_row,
                        "picture_columns": over,
                        "picture_place": place,
                        "picture_range": picture_heights(item, width, rows, per_row),
                        "strain": crowd + extra,
                    }
                )
    return found


class Planner:
    """Plans one page."""

    def __init__(self, items: list[Item], grid: Grid, seed: str, tightness: dict[str, float]):
        self.items = items
        self.grid = grid
        self.lot = random.Random(seed)
        self.tightness = tightness  # how much more room an item needs than was counted, learnt while setting
        self.ways = cache(lambda item, span: ways(item, span, grid))
        self.single = cache(self._single)
        self.stack = cache(self._stack)
        self.inset = cache(self._inset)

    # One item -------------------------------------------------------------------------------------------

    def judge(self, item: Item, way: Way, height: float, hole: tuple[int, float] = (0, 0.0)):
        """Strain of setting an item one way at one height, and the height its pictures get."""
        leading = self.grid.size * PT * LEADING
        inner = height - 2 * item.pad
        room = inner - (way.deck_room if way.deck == "top" else 0)
        need = way.lines * leading * self.tightness.get(item.key, 1.0)
        low, natural, high = way.picture_range
        over = way.picture_columns
        hole_columns, hole_height = hole
        have = way.columns * room - hole_columns * (hole_height + GAP)
        if room <= 0 or have <= 0:
            return IMPOSSIBLE, 0.0
        strain, picture = way.strain, 0.0
        if over:
            picture = max(low, min(high, (have - need) / over - 1.5))
            if picture > room + 0.5:
                return IMPOSSIBLE, 0.0
            strain += 5 * max(0.0, abs(log(picture / natural)) - 0.06)
            rest = room - picture
            if over < way.columns and way.lines:
                if rest < leading * 5:
                    strain += 5
            elif over == way.columns and way.lines and rest < leading * 1.5:
                return IMPOSSIBLE, 0.0
            have -= over * (picture + 1.5)
        if way.lines:
            if have <= 0:
                return IMPOSSIBLE, 0.0
            # Up to a line in every column is lost between whole lines, or taken up by the pictures.
            spare = have - need
            stretch = log((need + max(0.0, spare - 0.7 * leading * way.columns)) / need if spare > 0 else have / need)
            if stretch < -0.03:
                strain += 6 + 260 * (stretch + 0.03) ** 2 * 10
            elif stretch > 0.05:
                strain += 300 * (stretch - 0.05) ** 2 + max(0.0, stretch - 0.16) * 120
            if not -0.16 < stretch < 0.34:
                strain += 60
            column_lines = room / leading
            strain += max(0.0, column_lines - 52) * 0.12 + max(0.0, 5 - column_lines) * 1.2
        elif over:
            strain += abs(room - picture) * 1.5
        if way.deck == "side":
            longest = max(len(line) for line in way.headline)
            tall = longest * way.size * PT * 1.06
            strain += 12 * max(0.0, tall / inner - 1) * 4 + 3 * max(0.0, inner / tall - 2.2)
            if tall > inner * 1.12:
                return IMPOSSIBLE, 0.0
        return strain, picture

    def judge_display(self, item: Item, span: int, height: float) -> float:
        """Strain of an advertisement at this width and height."""
        width = self.grid.span(span)
        if item.kind == "house":
            if span * 2 < self.grid.columns:
                return IMPOSSIBLE
            shape = height / width
            low, high = (0.14, 0.24) if span == self.grid.columns else (0.35, 0.6)
            return 7 * max(0.0, log(low / shape), log(shape / high)) ** 1.2 + (30 if height < 40 else 0)
        words = sum(length for _, length in item.paragraphs)
        area = 900 + words * 62 + len(item.pictures) * 3200 + 500 * item.weight
        shape = height / width
        strain = 7 * abs(log(height * width / area)) ** 1.6
        return strain + 5 * max(0.0, log(shape / 1.3), log(0.32 / shape)) + (30 if height < 30 else 0)

    def _single(self, item: Item, span: int):
        """Least strain for every height, and the way that has it."""
        costs, chosen = [IMPOSSIBLE] * (self.grid.steps + 1), [None] * (self.grid.steps + 1)
        for step in range(3, self.grid.steps + 1):
            height = step * STEP - GAP
            if item.display:
                costs[step] = self.judge_display(item, span, height)
                continue
            for way in self.ways(item, span):
                strain, picture = self.judge(item, way, height)
                if strain < costs[step]:
                    costs[step], chosen[step] = strain, (way, picture)
        return costs, chosen

    # Several items ---------------------------------------------------------------------------------------

    def _stack(self, items: tuple[Item, ...], span: int):
        """Least strain of items one above the other for every total height, and the height of the last."""
        costs, _ = self.single(items[-1], span)
        if len(items) == 1:
            return costs, list(range(len(costs)))
        upper, _ = self.stack(items[:-1], span)
        return convolve(upper, costs)

    def _inset(self, host: Item, guest: Item, span: int, guest_span: int):
        """Least strain of an article with another one let into its lower right corner."""
        costs, chosen = [IMPOSSIBLE] * (self.grid.steps + 1), [None] * (self.grid.steps + 1)
        guest_costs, _ = self.single(guest, guest_span)
        fitting = [
            way
            for way in self.ways(host, span)
            if way.columns == span
            and way.deck == "top"
            and (way.picture_place in ("", "left", "top"))
            and (way.picture_place != "left" or way.picture_columns <= span - guest_span)
        ]
        for step in range(12, self.grid.steps + 1):
            height = step * STEP - GAP
            for inner in range(6, int(step * 0.75)):
                if guest_costs[inner] > 12:
                    continue
                hole = inner * STEP - GAP
                for way in fitting:
                    top = way.deck_room + (way.picture_range[0] if way.picture_place == "top" else 0)
                    if height - hole - top < 24:
                        continue
                    strain, picture = self.judge(host, way, height, (guest_span, hole))
                    if way.picture_place == "top" and height - hole - way.deck_room - picture < 22:
                        continue
                    total = strain + guest_costs[inner] - 1.5
                    if total < costs[step]:
                        costs[step], chosen[step] = total, (way, picture, inner)
        return costs, chosen

    def cell_costs(self, cell):
        kind, items, span, guest_span = cell
        if kind == "inset":
            return self.inset(items[0], items[1], span, guest_span)[0]
        return self.stack(items, span)[0]

    # The page -------------------------------------------------------------------------------------------

    def draw(self) -> list[list[tuple]]:
        """One arrangement by lot: bands of cells (kind, items, span, guest's span)."""
        lot, columns = self.lot, self.grid.columns
        order = sorted(self.items, key=lambda item: rank(item) + lot.random() * 1.3)
        count = len(order)
        bands_wanted = lot.choice([1, 2, 2, 3, 3, 3, 4, 4]) if count > 1 else 1
        cuts = sorted(lot.sample(range(1, count), min(count - 1, bands_wanted - 1)))
        bands = []
        for start, end in zip([0, *cuts], [*cuts, count], strict=True):
            group = order[start:end]
            cells = []
            while group:
                take = min(len(group), lot.choice([1, 1, 1, 2, 2, 3]))
                cells.append(tuple(group[:take]))
                group = group[take:]
            while len(cells) > columns:
                cells[-2:] = [cells[-2] + cells[-1]]
            if lot.random() < 0.5:
                lot.shuffle(cells)
            spans = [1] * len(cells)
            for _ in range(columns - len(cells)):
                weights = [sum(item.weight**1.4 + len(item.pictures) for item in cell) for cell in cells]
                weights = [weight / span**0.5 for weight, span in zip(weights, spans, strict=True)]
                spans[lot.choices(range(len(cells)), weights)[0]] += 1
            band = []
            for cell, span in zip(cells, spans, strict=True):
                host = cell[0]
                guest = cell[1] if len(cell) == 2 else None
                roomy = span >= 3 and host.weight >= 3 and not host.display and not host.boxed
                small = guest is not None and guest.kind != "house" and guest.weight <= 2
                if roomy and small and lot.random() < 0.6:
                    band.append(("inset", cell, span, lot.randint(1, span - 2)))
                    continue
                band.append(("stack", cell, span, 0))
            bands.append(band)
        return bands

    def best(self, tries: int) -> tuple[float, list[Placed]]:
        """The least strained of so many arrangements."""
        total = self.grid.steps
        best_cost, best_bands, best_heights = IMPOSSIBLE, None, None
        for _ in range(tries):
            bands = self.draw()
            cost = self.arrangement_strain(bands)
            if cost >= best_cost:
                continue
            sums = []
            for band in bands:
                columns = [self.cell_costs(cell) for cell in band]
                sums.append([min(IMPOSSIBLE, sum(at)) for at in zip(*columns, strict=True)])
                cost += min(sums[-1])
                if cost >= best_cost:
                    break
            else:
                cost, heights = share_heights(sums, total)
                cost += self.arrangement_strain(bands)
                if cost < best_cost:
                    best_cost, best_bands, best_heights = cost, bands, heights
        if best_bands is None:
            return IMPOSSIBLE, []
        return best_cost, self.place(best_bands, best_heights)

    def arrangement_strain(self, bands) -> float:
        """News value wants to stand high; equal neighbours and a lone kind of band look dull."""
        strain = 0.0
        depth = 0.0
        heaviest = max(item.weight for item in self.items)
        for band in bands:
            for place, (kind, items, _span, _) in enumerate(band):
                for below, item in enumerate(items):
                    if item.weight == heaviest and item.weight >= 3:
                        strain += 9 * min(1.0, depth) + 3 * (below if kind == "stack" else 0) + 0.3 * place
                    elif item.kind == "house":
                        strain += 0 if band is bands[-1] and below == len(items) - 1 else 7
                    elif item.display:
                        strain += 0 if band is bands[-1] else 1.5
                    else:
                        strain += item.weight * depth * 0.35
            widths = [span for _, _, span, _ in band]
            if len(widths) == 2 and widths[0] == widths[1]:
                strain += 0.8
            for (_, left, one, _), (_, right, other, _) in itertools.pairwise(band):
                if left[0].weight == right[0].weight and one == other and not left[0].display:
                    strain += 0.7
            depth += 1
        strain += 0.5 * sum(len(band) == 1 and len(band[0][1]) == 1 for band in bands)
        return strain

    def place(self, bands, heights) -> list[Placed]:
        """The chosen arrangement in millimetres; what the steps leave over goes to the first band."""
        spare = self.grid.height + GAP - self.grid.steps * STEP
        placed, y = [], 0.0
        for number, (band, steps) in enumerate(zip(bands, heights, strict=True)):
            extra = spare if number == 0 else 0.0
            x = 0.0
            for kind, items, span, guest_span in band:
                if kind == "inset":
                    placed += self.place_inset(items, span, guest_span, steps, x, y, extra)
                else:
                    placed += self.place_stack(items, span, steps, x, y, extra)
                x += self.grid.span(span) + GUTTER
            y += steps * STEP + extra
        return placed

    def place_stack(self, items, span, steps, x, y, extra) -> list[Placed]:
        shares = []
        rest = steps
        for end in range(len(items), 0, -1):
            _, last = self.stack(items[:end], span)
            own = rest if end == 1 else last[rest]
            shares.insert(0, own)
            rest -= own
        placed = []
        for number, (item, own) in enumerate(zip(items, shares, strict=True)):
            height = own * STEP + (extra if number == 0 else 0)
            way, picture = self.single(item, span)[1][own] or (None, 0.0)
            width = self.grid.span(span)
            placed.append(Placed(item, way, x, y, width, height - GAP, picture, None))
            y += height
        return placed

    def place_inset(self, items, span, guest_span, steps, x, y, extra) -> list[Placed]:
        host, guest = items
        way, picture, inner = self.inset(host, guest, span, guest_span)[1][steps]
        height, hole = steps * STEP + extra - GAP, inner * STEP - GAP
        width, hole_width = self.grid.span(span), self.grid.span(guest_span)
        guest_way, guest_picture = self.single(guest, guest_span)[1][inner] or (None, 0.0)
        left = x + width - hole_width
        return [
            Placed(host, way, x, y, width, height, picture, ("right", hole_width, hole)),
            Placed(guest, guest_way, left, y + height - hole, hole_width, hole, guest_picture, None),
        ]


def rank(item: Item) -> float:
    """The order in which articles are dealt out from the top of the page."""
    if item.kind == "house":
        return 9.0
    if item.kind == "advertisement":
        return 6.0
    return 5.0 - item.weight + (0.7 if item.kind == "notice" else 0.0)


def convolve(upper: list[float], lower: list[float]) -> tuple[list[float], list[int]]:
    """Least sum for every total, and the share of the second."""
    size = len(upper)
    costs, shares = [IMPOSSIBLE] * size, [0] * size
    cheap = [(step, cost) for step, cost in enumerate(lower) if cost < 80]
    for one, first in enumerate(upper):
        if first >= 80:
            continue
        for other, second in cheap:
            total = one + other
            if total >= size:
                break
            if first + second < costs[total]:
                costs[total], shares[total] = first + second, other
    return costs, shares


def share_heights(bands: list[list[float]], total: int) -> tuple[float, list[int]]:
    """The heights of the bands that strain least and fill the page exactly."""
    costs, history = bands[0], []
    for band in bands[1:]:
        costs, shares = convolve(costs, band)
        history.append(shares)
    heights, rest = [], total
    for shares in reversed(history):
        heights.insert(0, shares[rest])
        rest -= shares[rest]
    return costs[total], [rest, *heights]
