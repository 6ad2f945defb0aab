"""Article pages of a digital edition saved as plain text from a reader's browser.

Each file shows one article whole, and the headlines of all articles of its page; what is read of several files of one
page is put together. The text does not say which paper it is, so that must be given.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from articles import credits, richtext
from editions.numbers import normalised, order_key

from ..decoding import Undecodable, decode, decode_beginning
from ..ledger import Shelves
from ..records import (
    ArticleRecord,
    CreditRecord,
    EditionRecord,
    FrameRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
)
from ..report import ArchiveError
from ..sources import TooLarge, beginning
from ..sources import read as read_bytes
from . import footer
from .texts import ArticleText

DESCRIPTION = "pages of a digital edition saved as text from the browser (.txt), the paper given by --publication"
# A page saved as text is some 10 kB; nothing near this size is one.
LONGEST_FILE = 5_000_000

_PAGE = re.compile(r"第\s*(?P<number>[^版\s]+)\s*版\s*[:：]\s*(?P<name>.*)$")
NAMELESS = (
    "A page saved as text does not say which paper it is from: name it with --publication, "
    "for example --publication morning-post --publication-name “Morning Post”."
)
# The arrows of the frame are set in Webdings: 3 points left, 4 points right.
_NEIGHBOURS = re.compile(r"(?:\s*(?:3\s*)?上一(?P<what>[版篇])|\s*下一[版篇](?:\s*4)?)+\s*(?P<rest>.*)$")
_DATE = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_TOOLS = re.compile(r"放大\s+缩小\s+默认")
_CLOSED = tuple("。！？!?…；;：:，,、.”’』」）)】")
_LINE_END = re.compile("\r\n?|\n")
_PATH_DATE = re.compile(r"(?<!\d)(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)")
# The first newspaper; an earlier year in a file's name is another number.
_FIRST_YEAR = 1605


class NotASavedPage(ValueError):
    """The text has not the parts of a saved page; the message says which one is missing."""


@dataclass
class SavedPage:
    """One file, taken apart: the page it shows, the article in full, and the footer's facts."""

    path: str
    date: date
    number: str
    name: str
    headlines: list[str]
    article: ArticleRecord
    frame: FrameRecord
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def recognises(source) -> bool:
    """Whether some text file begins with a page's label and has the page navigation of a digital edition."""
    for name in source.names():
        if name.lower().endswith(".txt") and ".media/" not in name:
            text = decode_beginning(beginning(source, name, 16_384))
            if "版面导航" in text and _PAGE.match(text.lstrip("\ufeff \t\r\n").split("\n", 1)[0].strip()):
                return True
    return False


def read(source, report, publication: PublicationRecord | None = None):
    """The editions of all saved pages, in the order of their dates. Raises ArchiveError without a publication."""
    if publication is None:
        raise ArchiveError(NAMELESS)
    by_day = Shelves()
    for name in source.names():
        if not name.lower().endswith(".txt"):
            report.skipped(name, "is not a text file")
            continue
        try:
            saved = parse(decode(read_bytes(source, name, LONGEST_FILE)), name)
        except (NotASavedPage, Undecodable, TooLarge) as error:
            report.failed(name, str(error))
            continue
        except OSError as error:
            report.failed(name, f"cannot be read: {error}")
            continue
        for warning in saved.warnings:
            report.warn(name, warning)
        for text, reason in saved.unplaced:
            report.without_place(name, text, reason)
        report.read(name, f"{saved.date} {saved.number}: {_one_line(saved.article.headline)}")
        by_day.add((saved.date,), saved)
    for (day,) in by_day:
        yield _edition(publication, date.fromisoformat(day), by_day.of((day,)), report)


def texts(source, report, publication: PublicationRecord | None = None):
    """The visible text of every saved page's article, for an audit: all lines between the tools and the end."""
    if publication is None:
        raise ArchiveError(NAMELESS)
    for name in source.names():
        if not name.lower().endswith(".txt"):
            continue
        try:
            text = decode(read_bytes(source, name, LONGEST_FILE))
            saved = parse(text, name)
        except (NotASavedPage, Undecodable, TooLarge, OSError):
            continue
        lines = _lines(text)
        tools = next(place for place, line in enumerate(lines) if _is_tools(line))
        end, _foot = _end_of_article(lines, tools + 1)
        yield ArticleText(
            name,
            publication.slug,
            saved.date,
            page=saved.number,
            headline=saved.article.headline,
            lines=tuple(line for line in lines[tools + 1 : end] if line),
        )


def _edition(publication, day: date, saved_pages: list[SavedPage], report) -> EditionRecord:
    pages: dict[str, list[SavedPage]] = {}
    for saved in saved_pages:
        pages.setdefault(order_key(saved.number), []).append(saved)
    frame = next((saved.frame for saved in saved_pages if saved.frame != FrameRecord()), FrameRecord())
    return EditionRecord(
        publication=replace(publication, frame=frame),
        date=day,
        pages=tuple(_page(pages[key], report) for key in sorted(pages)),
    )


def _page(files: list[SavedPage], report) -> PageRecord:
    """One page from all files that show it: its headlines in order, each article whole where its own file was saved."""
    listed = list(max((saved.headlines for saved in files), key=len))
    for saved in files:
        # Another list may hold a headline that the longest has not, or hold one more often.
        known = Counter(map(_squeezed, listed))
        for headline in saved.headlines:
            if not known[_squeezed(headline)]:
                listed.append(headline)
            known[_squeezed(headline)] -= 1
    articles = [ArticleRecord(headline, complete=False) for headline in listed]
    for saved in files:
        _put(articles, saved, report)
    name = next((saved.name for saved in files if saved.name), "")
    return PageRecord(number=files[0].number, name=name, articles=tuple(articles))


def _put(articles: list[ArticleRecord], saved: SavedPage, report) -> None:
    wanted = _squeezed(saved.article.headline)
    places = [place for place, known in enumerate(articles) if _squeezed(known.headline) == wanted]
    if not places:
        articles.append(saved.article)
        return
    if saved.article in [articles[place] for place in places]:
        return
    for place in places:
        if not articles[place].complete:
            articles[place] = saved.article
            return
    report.warn(
        saved.path,
        f"shows “{_one_line(saved.article.headline)}” again with another text; the first is kept",
    )
    report.without_place(saved.path, _whole_text(saved.article), "a second text under one headline")


def parse(text: str, path: str = "") -> SavedPage:
    """A saved page's text taken apart. Raises NotASavedPage with the part that is missing."""
    lines = _lines(text)
    label = next((place for place, line in enumerate(lines) if line), len(lines))
    match = _PAGE.match(lines[label]) if label < len(lines) else None
    if not match:
        raise NotASavedPage("is not a saved page: it does not begin with a page's label such as 第A01版：要闻")
    navigation = _find(lines, label, lambda line: line.startswith("版面导航"), "no 版面导航 follows the headlines")
    tools = _find(lines, navigation, _is_tools, "the line with the date is missing")
    end, foot = _end_of_article(lines, tools + 1)
    unplaced, warnings = [], []
    try:
        number = normalised(match["number"])
    except ValueError as error:
        raise NotASavedPage(str(error)) from None
    headlines = [
        line
        for line in lines[label + 1 : navigation]
        if line and not (_NEIGHBOURS.match(line) and not _NEIGHBOURS.match(line)["rest"])
    ]
    day = _day(lines[tools], path, warnings)
    article = _article(lines[tools + 1 : end], headlines, warnings)
    if _squeezed(article.headline) not in map(_squeezed, headlines):
        warnings.append(f"“{_one_line(article.headline)}” is not among the headlines of its page")
    frame, strange = footer.facts(lines[foot:])
    unplaced += [(line, "a line of the footer that is no known fact") for line in strange]
    return SavedPage(path, day, number, " ".join(match["name"].split()), headlines, article, frame, unplaced, warnings)


def _lines(text: str) -> list[str]:
    return [line.strip(" \t\u00a0\u3000\ufeff") for line in _LINE_END.split(text.replace("\x00", ""))]


def _is_tools(line: str) -> bool:
    return bool(_TOOLS.search(line)) or _is_article_neighbours(line)


def _find(lines: list[str], start: int, wanted, missing: str) -> int:
    for place in range(start, len(lines)):
        if wanted(lines[place]):
            return place
    raise NotASavedPage(f"is not a whole saved page: {missing}")


def _is_article_neighbours(line: str) -> bool:
    match = _NEIGHBOURS.match(line)
    return bool(match and "篇" in line and not match["rest"])


def _end_of_article(lines: list[str], start: int) -> tuple[int, int]:
    """Where the article ends and the footer begins.

    After the text the article's neighbours are printed again; a page with one article has none, and there the footer's
    own first line ends it.
    """
    neighbours = [place for place in range(start, len(lines)) if _is_article_neighbours(lines[place])]
    if neighbours:
        return neighbours[-1], neighbours[-1] + 1
    closing = [place for place in range(start, len(lines)) if lines[place] == "关闭"]
    if not closing:
        raise NotASavedPage("is cut off: neither 上一篇/下一篇 nor the footer follows the article")
    first, strange = closing[-1], 0
    for place in range(closing[-1] - 1, start, -1):
        if footer.is_fact(lines[place]):
            first, strange = place, 0
        elif lines[place]:
            # A line or two of the footer may be unknown, where known ones stand above them.
            strange += 1
            if strange > 2:
                break
    return first, first


def _day(line: str, path: str, warnings: list[str]) -> date:
    """The date: the path's, then the file name's, then the printed one; disagreement is a warning."""
    folder, _slash, name = path.rpartition("/")
    printed = _dates(_DATE.findall(line))[:1]
    named = _dates(_PATH_DATE.findall(folder))[-1:] or _dates(_PATH_DATE.findall(name))[-1:]
    if not printed and not named:
        raise NotASavedPage("has no date that can be read, neither printed nor in its name")
    if printed and named and printed != named:
        warnings.append(f"is printed {printed[0]} but lies under {named[0]}, which is taken")
    return (named or printed)[0]


def _dates(found) -> list[date]:
    days = []
    for year, month, day in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return [day for day in days if day.year >= _FIRST_YEAR]


def _article(lines: list[str], headlines: list[str], warnings: list[str]) -> ArticleRecord:
    start = next((place for place, line in enumerate(lines) if line), None)
    if start is None:
        raise NotASavedPage("shows no article between the date and the footer")
    end = next((place for place in range(start, len(lines)) if not lines[place]), len(lines))
    kicker, headline, rest = _decks(lines[start:end], headlines, warnings)
    subheadline = ""
    if rest and _is_subheadline(rest[0]):
        subheadline, rest = rest[0], rest[1:]
    paragraphs = [line for line in lines[end:] if line]
    body, byline, byline_place, people = _body(paragraphs)
    return ArticleRecord(
        headline=headline,
        kicker=kicker,
        subheadline=subheadline,
        byline=byline,
        byline_place=byline_place,
        body=body,
        credits=_records(people),
        photos=tuple(_photo(line) for line in rest),
        kind="photo" if rest and not body else "news",
    )


def _decks(block: list[str], headlines: list[str], warnings: list[str]) -> tuple[str, str, list[str]]:
    """(kicker, headline, further lines) of the block at an article's head; a headline may stand on several lines.

    A kicker may read like another headline of the page (图片新闻): of such lines in a row the last is the headline.
    """
    wanted = {_squeezed(headline) for headline in headlines}
    run = next((place for place, line in enumerate(block) if _squeezed(line) not in wanted), len(block))
    if run > 1:
        warnings.append(f"begins with several headlines of its page; “{block[run - 1]}” is taken as its own")
        return "\n".join(block[: run - 1]), block[run - 1], block[run:]
    for length in (1, 2, 3):
        for place in range(len(block) - length + 1):
            if _squeezed("".join(block[place : place + length])) in wanted:
                return (
                    "\n".join(block[:place]),
                    "\n".join(block[place : place + length]),
                    block[place + length :],
                )
    return "", block[0], block[1:]


def _is_subheadline(line: str) -> bool:
    """Whether the first line after the headline is a 副题: it begins with a dash, or is short, open and uncredited."""
    if re.match(r"[—―–-]{1,2}", line):
        return True
    return (
        len(line) <= 40
        and not line.endswith(_CLOSED)
        and not line.startswith("图")
        and not credits.parse_caption(line).credit_line
    )


def _photo(line: str) -> PhotoRecord:
    caption = credits.parse_caption(line)
    return PhotoRecord(caption=caption.text, credit_line=caption.credit_line, credits=_records(caption.credits))


def _records(found) -> tuple[CreditRecord, ...]:
    return tuple(CreditRecord(credit.name, credit.role, credit.affiliation) for credit in found)


def _body(paragraphs: list[str]) -> tuple[str, str, str, tuple[credits.Credit, ...]]:
    """(canonical body, byline, its place, people): the byline leaves the last or the first paragraph.

    Without one, who is named at the very beginning (本报讯（记者 林舟）) is credited. Subheads become headings.
    """
    byline, place, people = "", "end", ()
    if paragraphs:
        last, byline = credits.split_byline(paragraphs[-1])
        paragraphs = [*paragraphs[:-1], last] if last else paragraphs[:-1]
    if len(paragraphs) > 1 and not byline:
        first, byline = credits.split_byline(paragraphs[0])
        if byline and not first:
            paragraphs, place = paragraphs[1:], "start"
        else:
            byline = ""
    if byline:
        people = credits.parse_byline(byline)
    elif paragraphs:
        people = credits.dateline_credits(paragraphs[0])
    subheads = {
        place
        for place, line in enumerate(paragraphs)
        if _looks_like_subhead(line) and place + 1 < len(paragraphs) and not _looks_like_subhead(paragraphs[place + 1])
    }
    return richtext.from_text(paragraphs, subheads), byline, place, people


def _looks_like_subhead(line: str) -> bool:
    """A short line without closing punctuation; quotation marks may close one that is otherwise open."""
    return len(line) <= 30 and not line.rstrip("”’』」").endswith(tuple("。！？!?…；;：:，,、.）)】"))


def _whole_text(article: ArticleRecord) -> str:
    captions = (text for photo in article.photos for text in (photo.caption, photo.credit_line))
    parts = (article.kicker, article.subheadline, *captions, richtext.plain_text(article.body), article.byline)
    return "\n".join(filter(None, parts))


def _squeezed(text: str) -> str:
    """A headline for comparison: one page may be saved with full-width punctuation, another with half-width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
