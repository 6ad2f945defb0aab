"""Writes articles as a reader's "save as text" of a classic article page gives them: one file per article."""

import hashlib

from .content import ArticleCopy, EditionCopy, PageCopy
from .papers import Paper

SIBLINGS = "砚溪新闻网    砚溪日报   砚溪晚报"
HALF_WIDTH = str.maketrans("，；：！？（）", ",;:!?()")


def saved_pages(edition: EditionCopy, paper: Paper) -> dict[str, str]:
    """File name to text, for every article whose own page was saved."""
    files = {}
    for page in edition.pages:
        for position, article in enumerate(page.articles, 1):
            if article.headline_only:
                continue
            name = f"{edition.key}_{page.number}_{position}.txt"
            files[name] = saved_page(edition, page, article, paper, name)
    return files


def saved_page(edition: EditionCopy, page: PageCopy, article: ArticleCopy, paper: Paper, name: str) -> str:
    """One saved page, with the frame's lines around the article as the browser left them."""
    chance = hashlib.sha256(name.encode()).digest()
    half_width = chance[0] % 3 == 0
    untidy = chance[1] % 2 == 0
    trail = "  " if untidy else ""

    def own(text: str) -> str:
        return text.translate(HALF_WIDTH) if half_width else text

    number = edition.pages.index(page)
    lines = [f"第{page.number}版:{page.name}"]
    if number > 0:
        lines.append("3上一版")
    if number < len(edition.pages) - 1:
        lines.append("下一版4")
    lines.append(" ")
    lines += [own(one_line(other.headline)) + trail for other in page.articles if other.headline]
    lines += ["版面导航     ", SIBLINGS, "新闻搜索:  "]
    position = page.articles.index(article)
    neighbours = "  ".join(
        filter(None, ("3上一篇" if position else "", "下一篇4" if position < len(page.articles) - 1 else ""))
    )
    day = f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"
    lines += [f"{neighbours} {day} 放大 缩小 默认        ".lstrip(), ""]
    decks = [article.kicker, one_line(article.headline), article.subheadline]
    captions = [one_line(photo.caption) for photo in article.photos]
    lines += [own(text) + trail for text in (*decks, *captions) if text]
    lines.append(" " if untidy else "")
    lines.append("")
    for paragraph in body_lines(article):
        lines += [own(paragraph) + (" " if untidy and chance[2] % 2 else ""), " " if untidy and chance[3] % 2 else ""]
    lines += [" ", f"{neighbours}  ", " ", "   ", "   ", "   ", "", ""]
    frame = paper.frame
    lines += [
        " ".join(frame.licences),
        "",
        f"地址:{frame.address}    邮政编码:{frame.postcode}    E-mail:{frame.email}",
        f"联系电话:{frame.telephone[0]} 传真:{frame.fax[0]}",
        frame.copyright,
        " ",
        "",
        "关闭",
    ]
    return "\n".join(lines)


def body_lines(article: ArticleCopy) -> list[str]:
    """The paragraphs; the byline stands in brackets after the last one, wherever the page had printed it."""
    lines = [line for block in article.body for line in block.text.split("\n")]
    if article.byline and lines:
        lines[-1] = f"{lines[-1]} （{article.byline}）"
    return lines


def one_line(text: str) -> str:
    return " ".join(text.split("\n"))
