"""What a copy desk sees in a text: where the byline stands, what is a subhead, whose the pictures are, its kind."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from html import escape, unescape
from itertools import pairwise

from articles import credits, jump_lines, richtext

from ...records import CreditRecord, PhotoRecord
from . import markup
from .article_view import ArticleView, Picture

# ③19 at the end of a text is the composing room's.
_COMPOSING_MARK = re.compile(r"\s*[\u2460-\u2473\u3251-\u325f]\s*\d{1,3}\s*$")
_SUBHEAD = re.compile(r"<p><strong>([^<]{1,40})</strong></p>$")
_CLOSED = ("。", "！", "？", "!", "?", "…", "；", ";", "：", ":", "，", ",", "、", ".", "）", ")", "】")
_POSITION = re.compile(r"[（(]?(?:左上|右上|左下|右下|上|下|左|右|中)图[）)]?[：:]?")
_ADVERTISEMENT = re.compile(r"(?:图片|公益|分类|整版)?广告[0-9一二三四五六七八九十]*")
_NOTICE = re.compile(r"(?:公告|启事|通告|公示|通知书?|(?<=遗失)声明|(?<=严正)声明|^声明)(?:[（(][^）)]*[）)])?$")
_ANNOUNCING = re.compile(r"(?:发布|发表|印发|下发|接到|收到)[^发]{0,6}$")
_DIGEST_OF_PAGE = re.compile(r"(?:今日|本期|内页)?导读|今日看点|特别提示")
_MASTHEAD = {"报头", "报眼", ""}


@dataclass(frozen=True)
class Copy:
    """An article's text after the copy desk: what is stored, and what of the print is not, with the reason.

    `teases` and `goes_on` name the page that a jump leads to, `arrives` the page that one comes from.
    `page_credit` is a credit that holds for every picture of the page (本版图片均由…摄). `text` is the bare body.
    """

    body: str
    text: str
    kind: str
    byline: str = ""
    byline_place: str = "end"
    credits: tuple[CreditRecord, ...] = ()
    photos: tuple[PhotoRecord, ...] = ()
    page_credit: str = ""
    teases: str = ""
    goes_on: str = ""
    arrives: str = ""
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass
class _Desk:
    blocks: list[str]
    byline: str = ""
    place: str = "end"
    credits: tuple[CreditRecord, ...] = ()
    photo_credit: str = ""
    page_credit: str = ""
    left_out: list[tuple[str, str]] = field(default_factory=list)


def is_masthead(view: ArticleView) -> bool:
    """Whether this is the slot of the page's nameplate, which the publishing systems number like an article."""
    if view.pictures or "".join(view.headline.split()) not in _MASTHEAD:
        return False
    return not richtext.canonical(view.body)


def edited(view: ArticleView, page_name: str = "") -> Copy:
    """The article's copy: byline, credits, subheads, photos and kind as the print means them."""
    desk = _Desk(richtext.blocks(richtext.canonical(view.body)))
    _drop_composing_mark(desk)
    _take_page_credit(desk)
    _take_byline(desk, view.author)
    photos = tuple(photo_of(picture) for picture in _captioned(view.pictures))
    photos = _credited(desk, photos)
    if not desk.credits:
        first = next((block for block in desk.blocks if _is_paragraph(block)), "")
        desk.credits = as_records(credits.dateline_credits(_text(first)))
    body = "".join(_subhead(block) for block in desk.blocks)
    text = richtext.plain_text(body)
    said = jump_lines.ends(text)
    return Copy(
        body=body,
        text=text,
        kind=_kind(view, page_name, photos, desk, said.announces),
        byline=desk.byline,
        byline_place=desk.place,
        credits=desk.credits,
        photos=photos,
        page_credit=desk.page_credit,
        teases=said.announces,
        goes_on=said.goes_on,
        arrives=said.arrives,
        left_out=tuple(desk.left_out),
    )


def _captioned(pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """A caption that stands once for several pictures, (上图)…(下图)…, given to each, the credit to all of them."""
    texts = [picture.caption for picture in pictures if picture.caption]
    if len(pictures) < 2 or len(texts) != 1:
        return pictures
    caption = credits.parse_caption(texts[0])
    parts = _positional(caption.text)
    if len(parts) != len(pictures) or not caption.text.startswith(parts[0]):
        return pictures
    return tuple(
        replace(picture, caption=f"{part.strip()} {caption.credit_line}".strip())
        for picture, part in zip(pictures, parts, strict=True)
    )


def photo_of(picture: Picture) -> PhotoRecord:
    """A picture with its caption parted from the credit; each part of a positional caption may name somebody."""
    caption = credits.parse_caption(picture.caption)
    people = list(as_records(caption.credits))
    parts = _positional(caption.text)
    for part in parts if len(parts) > 1 else ():
        people += [person for person in as_records(credits.parse_caption(part).credits) if person not in people]
    return PhotoRecord(
        file=picture.href or None,
        caption=caption.text,
        credit_line=caption.credit_line,
        credits=tuple(people),
        alt=picture.alt,
    )


def _positional(caption: str) -> list[str]:
    """The parts of (左上图)…(右上图)…."""
    starts = [found.start() for found in _POSITION.finditer(caption)]
    return [caption[start:end] for start, end in pairwise([*starts, len(caption)])]


def as_records(found) -> tuple[CreditRecord, ...]:
    return tuple(CreditRecord(credit.name, credit.role, credit.affiliation) for credit in found)


def _text(block: str) -> str:
    return richtext.plain_text(block)


def _is_paragraph(block: str) -> bool:
    return block.startswith("<p>")


def _drop_composing_mark(desk: _Desk) -> None:
    if not desk.blocks or not _is_paragraph(desk.blocks[-1]):
        return
    text = _text(desk.blocks[-1])
    mark = _COMPOSING_MARK.search(text)
    if mark and (not mark.start() or text[mark.start() - 1] in "。！？!?）)”"):
        _cut(desk, text[: mark.start()])
        desk.left_out.append((mark.group().strip(), "a mark of the composing room"))


def _cut(desk: _Desk, text: str) -> bool:
    """Shorten the last paragraph to a beginning of its text; False where its markup stands in the way."""
    block = desk.blocks[-1]
    if not text.strip():
        desk.blocks.pop()
        return True
    if "<" not in block[3:-4]:
        desk.blocks[-1] = f"<p>{escape(text.rstrip(), quote=False)}</p>"
        return True
    gone = escape(_text(block)[len(text) :].strip(), quote=False)
    inner = block[3:-4].rstrip()
    if gone and inner.endswith(gone):
        desk.blocks[-1] = f"<p>{inner[: -len(gone)].rstrip()}</p>"
        return True
    return False


def _take_page_credit(desk: _Desk) -> None:
    """本版图片均由本报记者林舟摄 at the end of any article of the page."""
    if not desk.blocks or not _is_paragraph(desk.blocks[-1]):
        return
    text = _text(desk.blocks[-1])
    if "本版" not in text:
        return
    caption = credits.parse_caption(text)
    if caption.credit_line.startswith("本版") and not caption.text:
        desk.page_credit = caption.credit_line
        desk.blocks.pop()


def _take_byline(desk: _Desk, author: str) -> None:
    """The byline of the author's field, of the body's last or of its first paragraph."""
    author = "" if markup.printed_day(author) else author.strip()
    if author:
        printed = credits.unwrapped(author)
        people = credits.parse_byline(author)
        names = {person.name for person in people}
        for byline, block, place in ((_closing_byline, -1, "end"), (_opening_byline, 0, "start")):
            # The field repeats what the print says at its own place, often without the affiliation.
            if not names or not desk.blocks or not _names_all(desk.blocks[block], names):
                continue
            if (found := byline(desk)) and names <= {person.name for person in credits.parse_byline(found)}:
                _remove_byline(desk, place)
                desk.byline, desk.place, desk.credits = found, place, as_records(credits.parse_byline(found))
                return
        desk.byline, desk.credits = printed, as_records(people)
        return
    for byline, place in ((_closing_byline, "end"), (_opening_byline, "start")):
        if found := byline(desk):
            people = credits.parse_byline(found)
            if place == "end" and people and all(person.role == "photo" for person in people):
                desk.photo_credit = found
                continue
            if _remove_byline(desk, place):
                desk.byline, desk.place, desk.credits = found, place, as_records(people)
                return


def _names_all(block: str, names: set[str]) -> bool:
    """Whether a block holds all of these names, which composing may have spaced out or set in full width.

    It nearly never does, and so the credit grammar need not be asked.
    """
    text = _folded(_text(block))
    return all(_folded(name) in text for name in names)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _closing_byline(desk: _Desk) -> str:
    if not desk.blocks or not _is_paragraph(desk.blocks[-1]):
        return ""
    return credits.split_byline(_text(desk.blocks[-1]))[1]


def _opening_byline(desk: _Desk) -> str:
    """A first paragraph that is a byline and nothing else: □ 本报记者 林舟."""
    if len(desk.blocks) < 2 or not _is_paragraph(desk.blocks[0]):
        return ""
    rest, byline = credits.split_byline(_text(desk.blocks[0]))
    return byline if not rest else ""


def _remove_byline(desk: _Desk, place: str) -> bool:
    if place == "start":
        desk.blocks.pop(0)
        return True
    rest, _byline = credits.split_byline(_text(desk.blocks[-1]))
    return _cut_to(desk, rest)


def _cut_to(desk: _Desk, rest: str) -> bool:
    """Leave of the last paragraph what `split_byline` left: its beginning, perhaps with the stop that stood behind."""
    text = _text(desk.blocks[-1])
    if not rest or text.startswith(rest):
        return _cut(desk, rest)
    stop = rest[-1]
    if text.startswith(rest[:-1]) and _cut(desk, rest[:-1]):
        desk.blocks[-1] = f"{desk.blocks[-1][:-4]}{escape(stop, quote=False)}</p>"
        return True
    return False


def _credited(desk: _Desk, photos: tuple[PhotoRecord, ...]) -> tuple[PhotoRecord, ...]:
    """Photos without a credit take the one that stands at the body's end; without such photos it is the byline."""
    if not desk.photo_credit:
        return photos
    people = as_records(credits.parse_byline(desk.photo_credit))
    open_photos = [photo for photo in photos if not photo.credit_line]
    rest, _byline = credits.split_byline(_text(desk.blocks[-1]))
    if _cut_to(desk, rest):
        if not open_photos:
            desk.byline, desk.credits = desk.photo_credit, people
            return photos
        return tuple(
            photo if photo.credit_line else replace(photo, credit_line=desk.photo_credit, credits=people)
            for photo in photos
        )
    return photos


def _subhead(block: str) -> str:
    """A short paragraph that is all bold and ends open is a subhead."""
    bold = _SUBHEAD.match(block)
    if bold and not unescape(bold[1]).rstrip().endswith(_CLOSED):
        return f"<h3>{bold[1]}</h3>"
    return block


def _kind(view: ArticleView, page_name: str, photos, desk: _Desk, teases: str) -> str:
    headline = "".join(view.headline.split())
    if teases or _DIGEST_OF_PAGE.fullmatch(headline):
        return "teaser"
    if _ADVERTISEMENT.fullmatch(headline) or (page_name.endswith("广告") and not desk.credits):
        return "advertisement"
    notice = _NOTICE.search(headline)
    if notice and not _ANNOUNCING.search(headline[: notice.start()]):
        return "notice"
    wrote = any(person.role == "text" for person in desk.credits)
    if photos and not wrote and len(desk.blocks) <= 1:
        return "photo"
    return "news"
