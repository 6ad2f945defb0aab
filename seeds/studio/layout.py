"""Lays pages out and prints them: plan, HTML, Chromium, then PDF, facsimile and the articles' polygons."""

import hashlib
import html
import io
import json
import re
from dataclasses import dataclass
from math import log
from pathlib import Path

from PIL import Image

from . import plan
from .content import ArticleCopy, Block, EditionCopy, PageCopy
from .nameplate import nameplate
from .papers import ADDRESS, HOUSE_NOTES, POSTCODE, SERIAL, Paper
from .regions import Box, polygons

HERE = Path(__file__).parent
PAGE_WIDTH, PAGE_HEIGHT = 390.0, 540.0
MARGIN = 13.0
AREA_WIDTH = PAGE_WIDTH - 2 * MARGIN
FACSIMILE_WIDTH = 1500
FACSIMILE_BYTES = 400_000
SIZES = (9.6, 9.9, 10.2, 10.5, 10.8, 11.1, 11.5, 11.9, 12.3)
TRIES = 600
WEEKDAYS = "一二三四五六日"
GREY_LINES = {1: (60,), 2: (85, 120, 60), 3: (110, 140, 90, 120), 4: (140,) * 6, 5: (150,) * 10}


class LayoutError(Exception):
    """A page cannot be laid out; the message says which and why."""


@dataclass(frozen=True)
class Printed:
    """One page as printed, with the polygons of the articles on it."""

    facsimile: bytes
    pdf: bytes
    regions: dict[int, list[list[tuple[float, float]]]]
    pictures: dict[int, list[list[tuple[float, float]]]]
    size: float
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """An article, or the half of it that a spread puts on this page, ready to be set."""

    article: ArticleCopy
    key: str
    kicker: str
    headline: tuple[str, ...]
    subheadline: str
    body: tuple[Block, ...]
    photos: tuple
    ends: bool


def parts_of(edition: EditionCopy, page: PageCopy) -> list[Part]:
    """What stands on a page: its own articles, and the second halves of spreads that begin elsewhere."""
    parts = []
    for article in edition.articles:
        if article.page == page.number:
            parts.append(first_part(article))
        elif article.spread == page.number:
            parts.append(second_part(article))
    return parts


def first_part(article: ArticleCopy) -> Part:
    headline = tuple(line.strip() for line in article.headline.split("\n") if line.strip())
    whole = Part(
        article=article,
        key=str(article.number),
        kicker=article.kicker,
        headline=headline,
        subheadline=article.subheadline,
        body=article.body,
        photos=article.photos,
        ends=True,
    )
    if not article.spread:
        return whole
    cut = halfway(article.body)
    photos = article.photos[: (len(article.photos) + 1) // 2]
    return Part(
        **{**whole.__dict__, "headline": headline[:1], "body": article.body[:cut], "photos": photos, "ends": False}
    )


def second_part(article: ArticleCopy) -> Part:
    whole = first_part(article)
    headline = tuple(line.strip() for line in article.headline.split("\n") if line.strip())
    cut = halfway(article.body)
    return Part(
        article=article,
        key=f"{article.number}/2",
        kicker=f"上接{article.page}版" if len(headline) == 1 else "",
        headline=headline[1:] or headline,
        subheadline="",
        body=article.body[cut:],
        photos=article.photos[len(whole.photos) :],
        ends=True,
    )


def halfway(body: tuple[Block, ...]) -> int:
    """Where a body is best cut in two: at the subhead, or else the paragraph, nearest the middle."""
    total = sum(len(block.text) for block in body)
    best, cut, done = total * 10, 0, 0
    for position, block in enumerate(body):
        distance = abs(done - total / 2) * (1 if block.kind == "h3" else 1.8)
        if position and body[position - 1].kind != "h3" and distance < best:
            best, cut = distance, position
        done += len(block.text)
    return cut


def body_with_byline(part: Part) -> list[tuple[str, str]]:
    """The body as (class, HTML), the byline where print puts it: a line above, or in brackets at the end."""
    blocks = [(block.kind, block.html if block.kind != "li" else f"● {block.html}") for block in part.body]
    byline = html.escape(part.article.byline, quote=False)
    if byline and part.article.byline_place == "start" and not part.key.endswith("/2"):
        blocks.insert(0, ("by", byline))
    elif byline and part.ends and part.article.byline_place == "end":
        if blocks and blocks[-1][0] == "p":
            blocks[-1] = ("p", f"{blocks[-1][1]}（{byline}）")
        elif not part.article.headline_only:
            blocks.append(("sign", f"（{byline}）"))
    if part.article.cms.closing and part.ends:
        blocks.append(("sign", html.escape(part.article.cms.closing, quote=False)))
    return blocks


def item_of(part: Part, shapes: dict[str, float]) -> plan.Item:
    """The measures of a part that planning needs."""
    article = part.article
    paragraphs = []
    for kind, markup in body_with_byline(part):
        if kind == "table":
            paragraphs.append(("table", float(markup.count("<tr"))))
        else:
            paragraphs.append((kind, plan.ems(html.unescape(re.sub(r"<[^>]+>", "", markup)))))
    if article.headline_only:
        paragraphs = [("p", float(length)) for length in GREY_LINES[article.weight]]
    columns = max(
        (len(re.findall(r"<t[hd]\b", block.html.split("</tr>")[0])) for block in part.body if block.kind == "table"),
        default=0,
    )
    return plan.Item(
        key=part.key,
        kind=article.kind,
        weight=article.weight,
        kicker=part.kicker,
        headline=part.headline,
        subheadline=part.subheadline,
        paragraphs=tuple(paragraphs),
        pictures=tuple((min(1.45, shapes.get(photo.picture, 2 / 3)), plan.ems(photo.caption)) for photo in part.photos),
        boxed=article.kind in ("notice", "teaser") or "评论" in article.byline,
        wide_text=columns > 3,
    )


def house_item(number: int) -> plan.Item:
    return plan.Item(f"house{number}", "house", 1, "", (), "", (), (), False, False)


# Planning ---------------------------------------------------------------------------------------------------


def area_of(item: plan.Item, grid: plan.Grid) -> float:
    """About how many square millimetres an item wants."""
    if item.display:
        return 900 + sum(length for _, length in item.paragraphs) * 62 + len(item.pictures) * 3200
    text = plan.count_lines(item, grid.column, grid.size) * grid.size * plan.PT * plan.LEADING * grid.column
    wanted = plan.PICTURE_WIDTH[item.weight] * grid.loud * (1.4 if item.kind == "photo" else 1)
    pictures = sum(wanted * (wanted * shape + 8) for shape, _ in item.pictures)
    share = {5: 1.0, 4: 0.67, 3: 0.45, 2: 0.33, 1: 0.17}[item.weight] * grid.width
    lines, size = plan.fit_headline(item, share, grid.loud)
    return text + pictures + plan.deck_height(item, lines, size, share) * share + plan.GAP * share


def plan_page(items: list[plan.Item], paper: Paper, height: float, seed: str, tightness: dict[str, float]):
    """The best plan over several sizes of body type; what the copy leaves open goes to the house's own notices."""
    room = AREA_WIDTH * (height + plan.GAP)

    def fullness(grid: plan.Grid) -> float:
        return sum(area_of(item, grid) * tightness.get(item.key, 1.0) for item in items) / room

    choices = []
    for size in SIZES:
        for loud in (1.0, 1.18, 1.36):
            grid = plan.Grid(AREA_WIDTH, height, paper.columns, size, loud)
            full = fullness(grid)
            for houses in (0, 1, 2):
                strain = 5 * abs(size - 10.6) ** 1.4 + 9 * (loud - 1) + (0, 9, 34)[houses]
                missing = abs(log(full + 0.13 * houses))
                choices.append((60 * max(0.0, missing - 0.04) + strain, strain, houses, grid))
    choices.sort(key=lambda choice: choice[0])
    best, best_placed, best_size = plan.IMPOSSIBLE, [], 0.0
    for _, strain, houses, grid in choices[:5]:
        all_items = [*items, *(house_item(number) for number in range(houses))]
        cost, placed = plan.Planner(all_items, grid, f"{seed} {grid.size} {houses}", tightness).best(TRIES)
        if placed and cost + strain < best:
            best, best_placed, best_size = cost + strain, placed, grid.size
    if not best_placed:
        raise LayoutError(f"{seed}: no arrangement of the page's {len(items)} articles was found.")
    return best_placed, best_size, best


# HTML -------------------------------------------------------------------------------------------------------


def rows(lines: tuple[str, ...]) -> str:
    return "".join(f'<span class="row">{html.escape(line, quote=False)}</span>' for line in lines)


def deck_html(part: Part, headline: tuple[str, ...], size: float) -> str:
    parts = []
    if part.kicker:
        size_above = plan.kicker_size(size)
        parts.append(f'<p class="kicker" style="font-size:{size_above:.1f}pt">{html.escape(part.kicker)}</p>')
    parts.append(f'<h2 class="headline" style="font-size:{size:.1f}pt">{rows(headline)}</h2>')
    if part.subheadline:
        below = plan.subheadline_size(size)
        parts.append(f'<p class="subheadline" style="font-size:{below:.1f}pt">{html.escape(part.subheadline)}</p>')
    return f'<div class="deck">{"".join(parts)}</div>'


def pictures_html(part: Part, press: "Press") -> str:
    figures = []
    for photo in part.photos:
        name, shape = press.picture(photo.picture, photo.caption)
        figures.append(
            f'<figure data-aspect="{shape:.4f}"><img src="{name}" alt="">'
            f"<figcaption>{html.escape(photo.caption, quote=False)}</figcaption></figure>"
        )
    return f'<div class="pictures">{"".join(figures)}</div>' if figures else ""


def galley_html(part: Part) -> str:
    blocks = []
    for kind, markup in body_with_byline(part):
        if kind == "table":
            blocks.append(markup)
        elif kind == "h3":
            blocks.append(f"<h3>{markup}</h3>")
        else:
            blocks.append(f'<p class="{kind}">{markup}</p>')
    return f'<div class="galley">{"".join(blocks)}</div>'


def story_html(placed: plan.Placed, part: Part, size: float, paper: Paper, press: "Press") -> str:
    """One article in its place, for the setting script to fill."""
    article, way, item = part.article, placed.way, placed.item
    place = f"left:{placed.x:.3f}mm;top:{placed.y:.3f}mm;width:{placed.width:.3f}mm;height:{placed.height:.3f}mm"
    if item.display:
        return (
            f'<article class="story display advertisement look{article.number % 3}" data-key="{item.key}" '
            f'data-number="{article.number}" style="{place}">{poster_html(part, press)}</article>'
        )
    deck = deck_html(part, way.headline, way.size) if way.headline else '<div class="deck"></div>'
    details = {
        "pad": item.pad,
        "deck": way.deck,
        "deckRoom": way.deck_room,
        "columns": way.columns,
        "size": size,
        "perRow": way.per_row,
        "pictureColumns": way.picture_columns,
        "place": way.picture_place,
        "hole": {"side": placed.hole[0], "width": placed.hole[1], "height": placed.hole[2]} if placed.hole else None,
        "gap": plan.GAP,
        "grey": [length for _, length in item.paragraphs] if article.headline_only else [],
    }
    sans = article.weight <= 1 or (article.weight <= 3 and article.number % 2 == 0)
    classes = ["story", f"w{article.weight}", way.deck, "black" if sans else "song"]
    if item.boxed:
        classes.append("boxed")
        if article.kind != "notice":
            classes.append("tinted")
    if way.deck == "top" and (article.weight >= 4 or item.boxed or paper.columns == 6):
        classes.append("centred")
    return (
        f'<article class="{" ".join(classes)}" data-key="{item.key}" data-number="{article.number}" '
        f"data-plan='{json.dumps(details)}' style=\"{place}\">"
        f"{deck}{pictures_html(part, press)}{galley_html(part)}</article>"
    )


def poster_html(part: Part, press: "Press") -> str:
    lines = []
    for photo in part.photos:
        lines.append(f'<img src="{press.picture(photo.picture, photo.caption)[0]}" alt="">')
    if part.kicker:
        lines.append(f'<p class="kicker">{html.escape(part.kicker)}</p>')
    lines.append(f"<h2>{'<br>'.join(html.escape(line) for line in part.headline)}</h2>")
    if part.subheadline:
        lines.append(f'<p class="subheadline">{html.escape(part.subheadline)}</p>')
    for kind, markup in body_with_byline(part):
        if kind == "table":
            lines.append(markup)
        elif kind == "h3":
            lines.append(f"<h3>{markup}</h3>")
        else:
            lines.append(f"<p>{markup}</p>")
    lines += [f'<p class="caption">{html.escape(photo.caption)}</p>' for photo in part.photos if photo.caption]
    return f'<div class="poster"><div>{"".join(lines)}</div></div>'


def house_html(placed: plan.Placed, first: int, page: PageCopy, press: "Press") -> str:
    """One of the house's own notices, with a picture that the page does not show already."""
    shown = {photo.picture for article in page.articles for photo in article.photos}
    open_notes = [note for note in HOUSE_NOTES if note[0] not in shown]
    scene, line, below = open_notes[(first + int(placed.item.key.removeprefix("house"))) % len(open_notes)]
    place = f"left:{placed.x:.3f}mm;top:{placed.y:.3f}mm;width:{placed.width:.3f}mm;height:{placed.height:.3f}mm"
    return (
        f'<aside class="story display house" data-key="{placed.item.key}" data-number="0" style="{place}">'
        f'<img src="{press.picture(scene, "")[0]}" alt=""><div class="poster"><div><h2>{line}</h2>'
        f"<p>{below}</p></div></div></aside>"
    )


def date_line(edition: EditionCopy) -> tuple[str, str]:
    date, through = edition.date, edition.through
    day = f"{date.year}年{date.month}月{date.day}日"
    weekday = f"星期{WEEKDAYS[date.weekday()]}"
    if through:
        end = f"{through.day}日" if through.month == date.month else f"{through.month}月{through.day}日"
        return f"{day}—{end}", f"{weekday}至星期{WEEKDAYS[through.weekday()]}　合刊"
    return day, weekday


def staff_line(page: PageCopy) -> str:
    roles = (("责任编辑", page.editors), ("版式", page.layout), ("校对", page.proof))
    return "　".join(f"{role}：{' '.join(names)}" for role, names in roles if names)


def head_html(edition: EditionCopy, page: PageCopy, paper: Paper) -> tuple[str, float]:
    """The page's head, and how far down the type area begins (mm)."""
    day, weekday = date_line(edition)
    number = f"总第{edition.number}期" if edition.number else ""
    first = page is edition.pages[0]
    if first:
        count = f"今日{len(edition.pages)}版"
        details = [
            f'<div class="day">{weekday.split("　")[0]}</div>',
            f"<b>{day}</b>{'　<b>合刊</b>' if edition.through else ''}",
            "　".join(filter(None, (number, count))),
            f"国内统一连续出版物号 {SERIAL}",
            f"{paper.frame.publisher}出版　www.yanxi.example",
            f"第{page.number}版　{page.name}",
            staff_line(page),
        ]
        extra = '<div class="extra">号外</div>' if edition.label == "extra" else ""
        colour = "#fff" if paper.columns == 5 else paper.colour
        plate = f'<div class="nameplate">{nameplate(paper.name, colour, 122)}</div>'
        lines = details[0] + "<br>".join(details[1:])
        return f'<header class="head front-head">{plate}{extra}<div class="details">{lines}</div></header>', 72.0
    side = "even" if edition.pages.index(page) % 2 else "odd"
    folio = "<br>".join((f"{day}　{weekday}　{number}", staff_line(page)))
    plate = f'<div class="paper">{nameplate(paper.name, paper.colour)}</div>'
    return (
        f'<header class="head inner-head {side}"><div class="number">{html.escape(page.number)}</div>'
        f'<div class="name">{html.escape(page.name)}</div>{plate}<div class="folio">{folio}</div></header>'
    ), 29.0


def rules_html(placed: list[plan.Placed]) -> str:
    """Hairlines between articles: above each that has another over it, left of each that has one beside it."""
    rules = []
    for one in placed:
        framed = one.item.display or one.item.boxed
        above = [o for o in placed if o is not one and abs(o.y + o.height + plan.GAP - one.y) < 1 and overlaps(o, one)]
        hosts = [o for o in placed if o.hole and o.x < one.x + 1 < o.x + o.width and o.y < one.y < o.y + o.height]
        if not framed and one.y > 1 and ((above and not all(o.item.display or o.item.boxed for o in above)) or hosts):
            rules.append(rule(one.x, one.y - plan.GAP / 2, one.width, 0.2))
        left = [
            o
            for o in placed
            if abs(o.x + o.width + plan.GUTTER - one.x) < 1 and o.y < one.y + one.height and one.y < o.y + o.height
        ]
        if not framed and (hosts or (left and not all(o.item.display or o.item.boxed for o in left))):
            rules.append(rule(one.x - plan.GUTTER / 2, one.y, 0.2, one.height))
    return "".join(rules)


def overlaps(one: plan.Placed, other: plan.Placed) -> bool:
    return one.x < other.x + other.width and other.x < one.x + one.width


def rule(x: float, y: float, width: float, height: float) -> str:
    return f'<div class="rule" style="left:{x:.2f}mm;top:{y:.2f}mm;width:{width:.2f}mm;height:{height:.2f}mm"></div>'


def page_html(edition, page, paper, placed, parts, size, top, head, press, last) -> str:
    by_key = {part.key: part for part in parts}
    stories = [
        house_html(one, edition.date.toordinal() + 3 * edition.pages.index(page), page, press)
        if one.item.kind == "house"
        else story_html(one, by_key[one.item.key], size, paper, press)
        for one in placed
    ]
    frame = paper.frame
    colophon = ""
    if last:
        colophon = (
            f'<footer class="colophon"><span>{frame.publisher}出版</span><span>社址：{ADDRESS}</span>'
            f"<span>邮政编码：{POSTCODE}</span><span>新闻热线：{frame.telephone[0]}</span>"
            f"<span>电子信箱：{frame.email}</span><span>零售每份{paper.price}</span></footer>"
        )
    look = "daily" if paper.columns == 6 else "evening"
    css = (HERE / "layout.css").read_text(encoding="utf-8")
    variables = f":root{{--colour:{paper.colour};--tint:{paper.tint};--subhead:{paper.colour}}}"
    script = (HERE / "setting.js").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{paper.name} {edition.key} '
        f"{page.number}</title><style>{css}{variables}</style>"
        f'<div class="page {look}">{head}<main class="area" style="left:{MARGIN}mm;top:{top}mm">'
        f"{rules_html(placed)}{''.join(stories)}</main>{colophon}</div><script>{script}</script></html>"
    )


# Printing ---------------------------------------------------------------------------------------------------


class Press:
    """Chromium with a folder for the pictures of the page on it."""

    def __init__(self, browser, folder: Path, pictures: dict[str, Path]):
        self.folder = folder / "press"
        self.folder.mkdir(exist_ok=True)
        self.pictures = pictures
        self.page = browser.new_page(
            viewport={"width": 1474, "height": 2041}, device_scale_factor=FACSIMILE_WIDTH / (PAGE_WIDTH / 25.4 * 96)
        )

    def shapes(self) -> dict[str, float]:
        """Height by width of every picture."""
        shapes = {}
        for name, path in self.pictures.items():
            with Image.open(path) as image:
                shapes[name] = image.height / image.width
        return shapes

    def picture(self, name: str | None, caption: str) -> tuple[str, float]:
        """The file of a picture as it goes to print (smaller than the archive's), and its height by width."""
        lost = name is None
        if lost:
            names = sorted(self.pictures)
            name = names[int(hashlib.sha256(caption.encode()).hexdigest(), 16) % len(names)]
        target = self.folder / f"{name}{'.lost' if lost else ''}.jpg"
        with Image.open(self.pictures[name]) as image:
            shape = image.height / image.width
            if not target.exists():
                small = image.convert("RGB")
                small.thumbnail((760, 760), Image.Resampling.LANCZOS)
                if lost:
                    # Printed once, missing in the archive: all that is left is a coarse grey print.
                    small = small.convert("L").resize((96, round(96 * shape))).resize((720, round(720 * shape)))
                small.save(target, quality=58, optimize=True, progressive=True)
        return target.name, shape

    def print_page(self, edition: EditionCopy, page: PageCopy, paper: Paper) -> Printed:
        """Plans, sets and prints a page; plans again with what the setting taught when something does not fit."""
        parts = parts_of(edition, page)
        shapes = self.shapes()
        items = [item_of(part, shapes) for part in parts]
        head, top = head_html(edition, page, paper)
        last = page is edition.pages[-1]
        height = PAGE_HEIGHT - top - (17.0 if last else 12.0)
        seed = f"{edition.slug} {edition.key} {page.number}"
        tightness: dict[str, float] = {}
        best = None
        for turn in range(4):
            placed, size, strain = plan_page(items, paper, height, f"{seed} {turn}", tightness)
            source = page_html(edition, page, paper, placed, parts, size, top, head, self, last)
            reports = self.set_page(source)
            troubles = [report for report in reports if report["problems"]]
            loose = [report for report in reports if report.get("short", 0) > 3.5]
            score = 1000 * len(troubles) + 30 * sum(report.get("short", 0) for report in loose) + strain
            if best is None or score < best[0]:
                best = (score, source, reports, size)
            if not troubles and not loose:
                break
            for report in [*troubles, *loose]:
                fullness = report.get("fullness", 1.0)
                known = tightness.get(report["key"], 1.0)
                tightness[report["key"]] = known * max(0.85, min(1.2, fullness if fullness else 1.0))
        score, source, reports, size = best
        troubles = [f"article {report['number']}: {problem}" for report in reports for problem in report["problems"]]
        if troubles:
            raise LayoutError(f"{seed} cannot be filled: {'; '.join(troubles)}.")
        self.set_page(source)
        return Printed(
            facsimile=self.facsimile(),
            pdf=self.page.pdf(width="390mm", height="540mm", print_background=True),
            regions=regions_of(reports, "fragments"),
            pictures=regions_of(reports, "pictures"),
            size=size,
            remarks=tuple(
                f"article {r['number']} ends {r['short']:.0f} lines short" for r in reports if r.get("short", 0) > 3.5
            ),
        )

    def set_page(self, source: str) -> list[dict]:
        path = self.folder / "page.html"
        path.write_text(source, encoding="utf-8")
        self.page.goto(path.as_uri())
        self.page.evaluate(
            "Promise.all([...document.images].map((image) => image.decode())).then(() => document.fonts.ready)"
        )
        return self.page.evaluate("setPage()")

    def facsimile(self) -> bytes:
        """The page as JPEG, at the best quality that keeps it handy."""
        picture = Image.open(io.BytesIO(self.page.screenshot(clip={"x": 0, "y": 0, "width": 1474, "height": 2041})))
        picture = picture.convert("RGB")
        for quality in (72, 64, 56, 50, 44, 38, 33):
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
            if buffer.tell() <= FACSIMILE_BYTES:
                break
        return buffer.getvalue()


def regions_of(reports: list[dict], kind: str) -> dict[int, list]:
    """Polygons by article number: of all `fragments` of each, or of its `pictures` alone."""
    regions = {}
    for report in reports:
        if report["number"]:
            boxes = [Box(x, y, x + width, y + height) for x, y, width, height in report[kind]]
            regions[report["number"]] = polygons(boxes, PAGE_WIDTH, PAGE_HEIGHT)
    return regions
