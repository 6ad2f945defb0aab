"""Writes an edition as the newer Founder generation lays it out: pc/layout/YYYYMM/DD/node_01.html, UTF-8.

Every article has a view for the desk (pc/content) and one for the tablet (pad/content), which is a mere fragment whose
author field holds the date. Pictures bear random names that end in .jpg.1.
"""

import uuid
from pathlib import Path

from .content import ArticleCopy, EditionCopy, PageCopy
from .founder import (
    Sheet,
    Tree,
    author_of,
    caption_of,
    coordinates,
    escaped,
    in_navigation,
    long_date,
    neighbours,
    page_name,
    paragraphs,
    smaller,
    title_of,
)
from .papers import Paper

WIDTH = 400
SCREEN = (760, 84_000)
PAPER_IDS = {"yanxi-daily": 5, "yanxi-evening": 6}

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="robots" content="all">
<title>{paper}-{date}-第{number}版</title>
<link rel="stylesheet" href="../../../css/layout.css">
</head>
<body>
<div class="main w1000">
<div class="left paper-box">
<div class="date-box"><p class="date left">{date}</p><p class="ban left">{number}版:{name}</p></div>
<div class="paper">
<img src="{facsimile}"{size} border="0" usemap="#PagePicMap">
<map name="PagePicMap" id="PagePicMap">
{areas}</map>
</div>
<p class="turn">{turns}</p>
{pdf}</div>
<div class="right news-box">
<div class="swiper-box"><div class="swiper-container">
{pages}</div></div>
<div class="news"><p class="title">{number}版:{name}</p>
<ul class="news-list">
{titles}</ul>
</div>
</div>
</div>
{footer}
<script src="../../../js/layout.js"></script>
</body>
</html>
"""
ARTICLE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{plain_title}</title>
<link rel="stylesheet" href="../../../css/content.css">
</head>
<body>
{second}<div class="main w1000">
<div class="tool"><a href="../../../layout/{month}/{day}/node_{node}.html" class="back">返回目录</a>
<a href="javascript:;" class="big">放大</a> <a href="javascript:;" class="small">缩小</a></div>
<div class="article">
<h3>{kicker}</h3>
<h1>{title}</h1>
<h2>{subtitle}</h2>
<p class="sec"><span class="author">{author}</span>
<span class="date">《{paper}》（{date}　第{unpadded}版：{name}）</span></p>
<div id="articleContent">
{pictures}<div id="ozoom">
<founder-content>
{text}
</founder-content>
</div>
</div>
</div>
</div>
{footer}
</body>
</html>
"""
PAD = """<div id="scroller">
            <div class="caption">
                <a name="top" id="top"></a>
                <font id="guide"></font>

				<p id="nowLayout" class="hide">{number}</p>
				<font id="intro-title">{kicker}</font>
				<font id="main-title">{title}</font>
                <font id="sub-title">{subtitle}</font>
                <font id="author">{date}</font>
            </div>
            <div class="content" id="content">
{pictures}                    <founder-content>
					{text}
					</founder-content>
            </div>
{footer}
        </div>"""
PROPERTY = """<!--enpproperty <date>{date} 00:00:00:0</date><author>{author}</author><subtitle>{subtitle}</subtitle>\
<introtitle>{kicker}</introtitle><keyword>{keywords}</keyword><paperarticleid>{id}</paperarticleid><channel>1</channel>\
<nodeid>0</nodeid><nodename></nodename><url>http://epaper.yanxi.example/pc/content/{month}/{day}/content_{id}.html</url>\
<urlpad>content_{id}.html</urlpad><siteid>1</siteid><paperid>{paper_id}</paperid><title>{title}</title>/enpproperty-->"""
FOOTER = """<div class="footer">
<span>{licences}</span>
<span>地址：{address}　邮政编码：{postcode}　E-mail：{email}</span>
<span>联系电话：{telephone}　传真：{fax}</span>
<span>{copyright}</span>
</div>"""
PERIODS = """<?xml version="1.0" encoding="UTF-8"?>
<periodlist>
{periods}</periodlist>
"""
PERIOD = """<period id="{id}"><period_name>{date}</period_name><paper_id>{paper}</paper_id>\
<period_date>{date}</period_date><front_page>{day}/node_01.html</front_page></period>
"""


def write_new(folder: Path, edition: EditionCopy, paper: Paper, sheets: dict[str, Sheet], pictures) -> list[str]:
    """Writes one edition into the tree below `folder`; the names of its files."""
    root, day = edition.slug, f"{edition.date:%Y%m/%d}"
    kinds = ("pc/layout", "pc/content", "pc/pic", "pc/att", "pad/content")
    tree = Tree(folder, tuple(f"{root}/{kind}/{day}" for kind in kinds))
    for page in in_navigation(edition):
        if sheet := sheets.get(page.number):
            tree.write(f"{root}/{facsimile_path(edition, page)}", sheet.facsimile)
            if page.cms.pdf:
                tree.write(f"{root}/{pdf_path(edition, page)}", sheet.pdf)
            view = page_view(edition, page, paper, sheet)
            tree.write(f"{root}/pc/layout/{day}/node_{page.cms.node}.html", view.encode())
        for article in page.articles:
            if article.headline_only:
                continue
            name = f"content/{day}/content_{article.cms.id}.html"
            if not article.cms.only_pad:
                tree.write(f"{root}/pc/{name}", article_view(edition, page, article, paper).encode())
            tree.write(f"{root}/pad/{name}", pad_view(edition, page, article, paper).encode())
            for place, photo in enumerate(article.photos):
                if photo.picture:
                    picture = smaller(pictures[photo.picture].read_bytes(), *SCREEN)
                    tree.write(f"{root}/{photo_path(edition, page, article, place)}", picture)
    month = f"{edition.date:%Y%m}"
    days = sorted(path.name for path in (folder / root / "pc/content" / month).iterdir())
    tree.write(f"{root}/pc/layout/{month}/period.xml", period_list(edition, days).encode())
    return tree.written


# Where things lie ----------------------------------------------------------------------------------------------


def random_name(*parts) -> str:
    """A name as the system draws them, but the same one at every making."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, parts))))


def facsimile_path(edition: EditionCopy, page: PageCopy) -> str:
    """Relative to the paper's folder."""
    return f"pc/att/{edition.date:%Y%m/%d}/{random_name(edition.slug, edition.key, page.number)}.jpg"


def pdf_path(edition: EditionCopy, page: PageCopy) -> str:
    return f"pc/att/{edition.date:%Y%m/%d}/{random_name(edition.slug, edition.key, page.number, 'pdf')}.pdf"


def photo_path(edition: EditionCopy, page: PageCopy, article: ArticleCopy, place: int) -> str:
    """Relative to the paper's folder."""
    return f"pc/pic/{edition.date:%Y%m/%d}/{random_name(edition.slug, article.cms.id, place)}.jpg.1"


def up(path: str) -> str:
    """The address of a file below pc/ (or pad/), from a view of the day."""
    return "../../../" + path.partition("/")[2]


# Page views ----------------------------------------------------------------------------------------------------


def page_view(edition: EditionCopy, page: PageCopy, paper: Paper, sheet: Sheet) -> str:
    pages = in_navigation(edition)
    before, after = neighbours(pages, page)
    turns = [
        f'<a class="preart" href="node_{before.cms.node}.html">上一版</a>' if before else "",
        f'<a class="preart" href="node_{after.cms.node}.html">下一版</a>' if after else "",
    ]
    content = f"../../../content/{edition.date:%Y%m/%d}/content_{{}}.html"
    areas = "".join(
        f'<area shape="polygon" coords="{coordinates(area)}" href="{content.format(area.article.cms.id)}">\n'
        for area in sheet.areas
    )
    titles = "".join(
        f'<li class="resultList"><h4><a href="{content.format(article.cms.id)}">{escaped(title_of(article))}</a></h4></li>\n'
        for article in page.articles
        if not article.cms.unlisted
    )
    navigation = "".join(
        f'<div class="swiper-slide"><a id="pageLink" href="{"./" if other is page else ""}node_{other.cms.node}.html">'
        f"第{other.number}版：{page_name(other)}</a></div>\n"
        for other in pages
    )
    pdf = f'<p class="right btn"><a href="{up(pdf_path(edition, page))}">版面PDF下载</a></p>\n' if page.cms.pdf else ""
    return PAGE.format(
        paper=paper.name,
        date=long_date(edition.date, padded=True),
        number=page.number,
        name=page_name(page),
        facsimile=up(facsimile_path(edition, page)),
        size=f' width="{sheet.width}" height="{round(sheet.height)}"' if page.cms.sized else "",
        areas=areas,
        turns=" ".join(filter(None, turns)),
        pdf=pdf,
        pages=navigation,
        titles=titles,
        footer=footer(paper),
    )


def footer(paper: Paper) -> str:
    frame = paper.frame
    return FOOTER.format(
        licences=" ".join(frame.licences),
        address=frame.address,
        postcode=frame.postcode,
        email=frame.email,
        telephone="、".join(frame.telephone),
        fax=frame.fax[0],
        copyright=frame.copyright,
    )


# Article views -------------------------------------------------------------------------------------------------


def article_view(edition: EditionCopy, page: PageCopy, article: ArticleCopy, paper: Paper) -> str:
    return ARTICLE.format(
        plain_title=escaped(" ".join(title_of(article).split("\n"))),
        second="<body>\n" if "doubled-body-tag" in article.cms.defects else "",
        month=f"{edition.date:%Y%m}",
        day=f"{edition.date:%d}",
        node=page.cms.node,
        kicker=escaped(article.kicker),
        title=title(article),
        subtitle=escaped(article.subheadline),
        author=escaped(author_of(article)),
        paper=paper.name,
        date=long_date(edition.date, padded=True).partition(" ")[0],
        unpadded=page.number.lstrip("0"),
        name=page_name(page),
        pictures=pictures_html(edition, page, article, ""),
        text=body(edition, article),
        footer=footer(paper),
    )


def pad_view(edition: EditionCopy, page: PageCopy, article: ArticleCopy, paper: Paper) -> str:
    return PAD.format(
        number=page.number,
        kicker=escaped(article.kicker),
        title=title(article),
        subtitle=escaped(article.subheadline),
        date=long_date(edition.date, padded=True).partition(" ")[0],
        pictures=pictures_html(edition, page, article, "\t\t\t\t"),
        text=body(edition, article),
        footer=footer(paper),
    )


def title(article: ArticleCopy) -> str:
    return escaped(title_of(article)) + ("\n    " if "newlines" in article.cms.defects else "")


def pictures_html(edition: EditionCopy, page: PageCopy, article: ArticleCopy, indent: str) -> str:
    """Every picture, and its caption in a paragraph that is there even when it is empty."""
    lines = []
    for place, photo in enumerate(article.photos):
        address = up(photo_path(edition, page, article, place))
        lines.append(f'{indent}<img src="{address}" style="border-style: none">\n')
        lines.append(f"{indent}<p>{escaped(caption_of(photo))}</p>\n")
    return "".join(lines)


def body(edition: EditionCopy, article: ArticleCopy) -> str:
    defects = article.cms.defects
    indent = "&nbsp;" * 4 if "spaces" in defects else "    "
    end = "" if "unclosed" in defects else "</p>"
    lines = []
    for kind, markup in paragraphs(article, apart=True):
        text = f"<strong>{markup}</strong>" if kind == "h3" else markup
        lines.append(markup if kind == "table" else f"<p>{indent}{text}{end}")
    if "script" in defects:
        lines[0] = lines[0].replace("<p>", "<p onclick=\"openPic('1')\">", 1)
        lines.insert(1, "<script>document.write('<img src=\"http://count.yanxi.example/c.gif\">')</script>")
    if "empty" in defects:
        lines = ["<p>     </p>", lines[0], "<p>    </p>", "<p><br></p>", *lines[1:], "<p> </p>"]
    text = f"<!--enpcontent-->{''.join(lines)}{'' if 'unclosed' in defects else '<!--/enpcontent-->'}"
    if "doubled" in defects:
        text += text
    author = author_of(article)
    return text + PROPERTY.format(
        date=edition.date,
        author="" if author.startswith(str(edition.date.year)) else escaped(author),
        subtitle=escaped(article.subheadline),
        kicker=escaped(article.kicker),
        keywords=" ".join(article.keywords),
        id=article.cms.id,
        month=f"{edition.date:%Y%m}",
        day=f"{edition.date:%d}",
        paper_id=PAPER_IDS[edition.slug],
        title=title(article),
    )


def period_list(edition: EditionCopy, days: list[str]) -> str:
    """The month's days of which anything was kept."""
    periods = [
        PERIOD.format(id=6000 + int(day), date=f"{edition.date:%Y-%m}-{day}", paper=PAPER_IDS[edition.slug], day=day)
        for day in days
    ]
    return PERIODS.format(periods="".join(periods))
