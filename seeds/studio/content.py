"""Reads the content files, one TOML file per edition, and says in clear sentences what is wrong in them."""

import datetime
import html
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from .cms import ArticleFile, PageFile, PhotoFile, read_cms

KINDS = ("news", "photo", "notice", "advertisement", "teaser")
ARCHIVES = ("records", "saved-text", "founder-classic", "founder-new")
BOLD = re.compile(r"\*\*(.+?)\*\*")


class ContentError(Exception):
    """A content file cannot be used; the message names the file and the place."""


@dataclass(frozen=True)
class Block:
    """One element of a body: a paragraph, a subhead, a list item, a quotation or a table."""

    kind: str  # "p", "h3", "li", "blockquote", "table"
    html: str

    @property
    def text(self) -> str:
        """The words alone; a table gives one line per row."""
        rows = re.sub(r"</tr>\s*", "\n", self.html)
        cells = re.sub(r"</t[dh]>\s*<t[dh][^>]*>", "  ", rows)
        return html.unescape(re.sub(r"<[^>]+>", "", cells)).strip()


@dataclass(frozen=True)
class PhotoUse:
    """A picture as one article prints it; `picture` is None when the archive has lost the file."""

    picture: str | None
    caption: str
    alt: str
    cms: PhotoFile


@dataclass(frozen=True)
class ArticleCopy:
    """One article as the content file tells it."""

    number: int
    page: str
    kind: str
    weight: int
    kicker: str
    headline: str
    subheadline: str
    byline: str
    byline_place: str
    keywords: tuple[str, ...]
    headline_only: bool
    spread: str
    id: str
    continues: str
    repeats: str
    body: tuple[Block, ...]
    photos: tuple[PhotoUse, ...]
    cms: ArticleFile


@dataclass(frozen=True)
class PageCopy:
    """One printed page with the articles that begin on it."""

    number: str
    name: str
    editors: tuple[str, ...]
    layout: tuple[str, ...]
    proof: tuple[str, ...]
    articles: tuple[ArticleCopy, ...]
    cms: PageFile

    @property
    def kept(self) -> bool:
        """Whether the archive holds the page, and not only its name or nothing of it."""
        return self.cms.kept == "whole"


@dataclass(frozen=True)
class EditionCopy:
    """One edition of one paper."""

    path: Path
    slug: str
    date: datetime.date
    through: datetime.date | None
    label: str
    number: int | None
    archive: str
    articles_only: bool
    pages: tuple[PageCopy, ...]

    @property
    def key(self) -> str:
        """The date, with its label: the name of the edition's media folder."""
        return f"{self.date.isoformat()}.{self.label}" if self.label else self.date.isoformat()

    @property
    def articles(self) -> list[ArticleCopy]:
        return [article for page in self.pages for article in page.articles]

    def by_id(self, name: str) -> ArticleCopy:
        return next(article for article in self.articles if article.id == name)


EDITION_KEYS = {"date", "through", "label", "number", "archive", "articles_only", "page"}
PAGE_KEYS = {"number", "name", "editors", "layout", "proof", "article", "cms"}
ARTICLE_KEYS = set(ArticleCopy.__dataclass_fields__) - {"number", "page", "photos"} | {"photo"}
PHOTO_KEYS = set(PhotoUse.__dataclass_fields__)


def read_all(folder: Path, pictures: set[str]) -> list[EditionCopy]:
    """Every edition below `folder`, ordered by paper, date and label."""
    paths = sorted(folder.glob("*/*.toml"))
    if not paths:
        raise ContentError(f"There is no content: no file {folder}/<paper>/<date>.toml.")
    editions = [read_edition(path, pictures) for path in paths]
    return sorted(editions, key=lambda edition: (edition.slug, edition.date, edition.label))


def read_edition(path: Path, pictures: set[str]) -> EditionCopy:
    """One content file, checked."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: this is not TOML in UTF-8: {error}") from error
    refuse_unknown(raw, EDITION_KEYS, path.name)
    date = raw.get("date")
    if not isinstance(date, datetime.date):
        raise ContentError(f"{path.name}: the edition needs a date, such as date = 2025-05-16.")
    label = raw.get("label", "")
    expected = f"{date.isoformat()}.{label}.toml" if label else f"{date.isoformat()}.toml"
    if path.name != expected:
        raise ContentError(f"{path.name}: by its date and label this file should be called {expected}.")
    archive = raw.get("archive", "records")
    if archive not in ARCHIVES:
        raise ContentError(f"{path.name}: archive must be one of {', '.join(ARCHIVES)}, not {archive}.")
    pages, next_number = [], 1
    for raw_page in raw.get("page", []):
        page = read_page(raw_page, next_number, path.name, pictures)
        next_number += len(page.articles)
        pages.append(page)
    edition = EditionCopy(
        path=path,
        slug=path.parent.name,
        date=date,
        through=raw.get("through"),
        label=label,
        number=raw.get("number"),
        archive=archive,
        articles_only=raw.get("articles_only", False),
        pages=tuple(pages),
    )
    check_references(edition)
    edition = with_repeated_text(edition)
    check_cms(edition)
    return edition


def read_page(raw: dict, first_number: int, file: str, pictures: set[str]) -> PageCopy:
    where = f"{file}, page {raw.get('number', '?')}"
    refuse_unknown(raw, PAGE_KEYS, where)
    if not raw.get("number") or not raw.get("name"):
        raise ContentError(f"{where}: a page needs a number and a name.")
    articles = [
        read_article(article, raw["number"], number, where, pictures)
        for number, article in enumerate(raw.get("article", []), first_number)
    ]
    cms = read_cms(PageFile, raw.get("cms", {}), refusing(where))
    if not articles and cms.kept == "whole":
        raise ContentError(f"{where}: the page has no article.")
    return PageCopy(
        number=raw["number"],
        name=raw["name"],
        editors=tuple(raw.get("editors", [])),
        layout=tuple(raw.get("layout", [])),
        proof=tuple(raw.get("proof", [])),
        articles=tuple(articles),
        cms=cms,
    )


def read_article(raw: dict, page: str, number: int, where: str, pictures: set[str]) -> ArticleCopy:
    where = f"{where}, article {number} ({raw.get('headline', '').strip()[:12]})"
    refuse_unknown(raw, ARTICLE_KEYS, where)
    kind = raw.get("kind", "news")
    if kind not in KINDS:
        raise ContentError(f"{where}: kind must be one of {', '.join(KINDS)}, not {kind}.")
    weight = raw.get("weight", 2)
    if weight not in range(1, 6):
        raise ContentError(f"{where}: weight is 1 (brief) to 5 (lead story), not {weight}.")
    if raw.get("byline_place", "end") not in ("start", "end"):
        raise ContentError(f"{where}: byline_place is start or end.")
    photos = tuple(read_photo(photo, where, pictures) for photo in raw.get("photo", []))
    body = tuple(read_body(raw.get("body", "")))
    headline_only = raw.get("headline_only", False)
    if headline_only and body:
        raise ContentError(f"{where}: an article known by its headline only has no body.")
    if not raw.get("headline") and kind != "photo" and not raw.get("repeats"):
        raise ContentError(f"{where}: the headline is missing.")
    return ArticleCopy(
        number=number,
        page=page,
        kind=kind,
        weight=weight,
        kicker=raw.get("kicker", "").strip(),
        headline=raw.get("headline", "").strip(),
        subheadline=raw.get("subheadline", "").strip(),
        byline=raw.get("byline", "").strip(),
        byline_place=raw.get("byline_place", "end"),
        keywords=tuple(raw.get("keywords", [])),
        headline_only=headline_only,
        spread=raw.get("spread", ""),
        id=raw.get("id", ""),
        continues=raw.get("continues", ""),
        repeats=raw.get("repeats", ""),
        body=body,
        photos=photos,
        cms=read_cms(ArticleFile, raw.get("cms", {}), refusing(where)),
    )


def read_photo(raw: dict, where: str, pictures: set[str]) -> PhotoUse:
    refuse_unknown(raw, PHOTO_KEYS, where)
    picture = raw.get("picture") or None
    if picture is not None and picture not in pictures:
        raise ContentError(f"{where}: no scene is called {picture}; there are {', '.join(sorted(pictures))}.")
    return PhotoUse(
        picture=picture,
        caption=raw.get("caption", "").strip(),
        alt=raw.get("alt", "").strip(),
        cms=read_cms(PhotoFile, raw.get("cms", {}), refusing(where)),
    )


def read_body(text: str) -> list[Block]:
    """The body's blocks: `## ` a subhead, `- ` list items, `> ` a quotation, `<table` raw HTML."""
    blocks = []
    for part in re.split(r"\n\s*\n", text.strip()):
        part = part.strip()
        if not part:
            continue
        if part.startswith("<table"):
            blocks.append(Block("table", re.sub(r">\s+<", "><", part)))
        elif part.startswith("## "):
            # A subhead may stand directly on its paragraph.
            subhead, _, rest = part.partition("\n")
            blocks.append(Block("h3", inline(subhead[3:])))
            blocks += read_body(rest)
        elif part.startswith("- "):
            items = re.split(r"\n\s*- ", part[2:])
            blocks += [Block("li", inline(join_lines(item))) for item in items]
        elif part.startswith("> "):
            lines = [line.removeprefix(">").strip() for line in part.splitlines()]
            blocks.append(Block("blockquote", inline(join_lines("\n".join(lines)))))
        else:
            blocks.append(Block("p", inline(join_lines(part))))
    return blocks


def join_lines(text: str) -> str:
    """Lines of one paragraph become one; Chinese needs no space between them."""
    return re.sub(r"\s*\n\s*", "", text.strip())


def inline(text: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", html.escape(text.strip(), quote=False))


def body_html(blocks: tuple[Block, ...]) -> str:
    """The body as HTML, before the project's own canonical form."""
    parts = []
    for position, block in enumerate(blocks):
        if block.kind == "li":
            if position == 0 or blocks[position - 1].kind != "li":
                parts.append("<ul>")
            parts.append(f"<li>{block.html}</li>")
            if position + 1 == len(blocks) or blocks[position + 1].kind != "li":
                parts.append("</ul>")
        elif block.kind == "blockquote":
            parts.append(f"<blockquote><p>{block.html}</p></blockquote>")
        elif block.kind == "table":
            parts.append(block.html)
        else:
            parts.append(f"<{block.kind}>{block.html}</{block.kind}>")
    return "".join(parts)


def refuse_unknown(raw: dict, known: set[str], where: str) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ContentError(f"{where}: unknown key {', '.join(unknown)}; known are {', '.join(sorted(known))}.")


def refusing(where: str):
    """A function that raises ContentError with a sentence about `where`."""

    def refuse(sentence: str):
        raise ContentError(f"{where}: {sentence}.")

    return refuse


def with_repeated_text(edition: EditionCopy) -> EditionCopy:
    """The edition with the text of another article in each that repeats it and has no headline of its own."""

    def whole(article: ArticleCopy) -> ArticleCopy:
        if not article.repeats or article.headline:
            return article
        own = {name: getattr(article, name) for name in ("number", "page", "weight", "id", "repeats", "cms")}
        return replace(edition.by_id(article.repeats), **own)

    pages = (replace(page, articles=tuple(whole(article) for article in page.articles)) for page in edition.pages)
    return replace(edition, pages=tuple(pages))


def check_cms(edition: EditionCopy) -> None:
    """The founder archives need the system's numbers; the others have no use for anything of it."""
    refuse = refusing(edition.path.name)
    founder = edition.archive.startswith("founder-")
    ids = [article.cms.id for article in edition.articles if article.cms.id]
    for page in edition.pages:
        if founder and page.cms.kept != "nothing" and not page.cms.node:
            refuse(f'page {page.number} needs its node: cms = {{ node = "2" }}')
        for name in page.cms.today:
            if name not in {article.id for article in edition.articles}:
                refuse(f"page {page.number} lists {name}, unknown")
        if not founder and page.cms != PageFile():
            refuse(f"page {page.number} has a cms, but the archive is {edition.archive}")
    for article in edition.articles:
        if founder and (not article.cms.id or ids.count(article.cms.id) > 1):
            refuse(f'article {article.number} needs a number of its own: cms = {{ id = "52014" }}')
        if founder and article.byline_place == "start" and not article.cms.in_body:
            refuse(f"article {article.number}: a byline from the author field has no place at the start")
        if not founder and article.cms != ArticleFile():
            refuse(f"article {article.number} has a cms, but the archive is {edition.archive}")


def check_references(edition: EditionCopy) -> None:
    """Every `continues`, `repeats` and `spread` must point at something in the same file."""
    ids = [article.id for article in edition.articles if article.id]
    for name in ids:
        if ids.count(name) > 1:
            raise ContentError(f"{edition.path.name}: two articles have the id {name}.")
    numbers = [page.number for page in edition.pages]
    for number in numbers:
        if numbers.count(number) > 1:
            raise ContentError(f"{edition.path.name}: two pages have the number {number}.")
    for article in edition.articles:
        for reference in filter(None, (article.continues, article.repeats)):
            if reference not in ids:
                raise ContentError(f"{edition.path.name}: article {article.number} names {reference}, unknown.")
        if article.spread and article.spread not in numbers:
            raise ContentError(f"{edition.path.name}: there is no page {article.spread} for the spread.")
