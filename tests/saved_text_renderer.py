"""An article page as a reader's browser saves it as text, for tests."""

from datetime import date

from articles.archive.records import PageRecord
from articles.richtext import plain_text

FOOTER = """砚ICP备00000000号

地址:砚溪市东渡区砚台路1号    邮政编码:000000    E-mail:news@yanxi.example
联系电话:000-0000000
所有内容为砚溪日报社版权所有.未经许可,不得转载


关闭"""


def rendered(page: PageRecord, place: int, day: date, *, first=True, last=False) -> str:
    """The saved text of the article at `place` of a page (one-line decks, paragraphs and subheads only)."""
    article = page.articles[place]
    neighbours = "  ".join(
        filter(None, ["3上一篇" if place else "", "下一篇4" if place < len(page.articles) - 1 else ""])
    )
    decks = [article.kicker, article.headline, article.subheadline]
    captions = [f"{photo.caption} {photo.credit_line}".strip() for photo in article.photos]
    body = plain_text(article.body).split("\n")
    if article.byline:
        body[-1] += f" ({article.byline})"
    return "\n".join(
        [
            f"第{page.number}版:{page.name}",
            *([] if first else ["3上一版"]),
            *([] if last else ["下一版4"]),
            " ",
            *(each.headline for each in page.articles),
            "版面导航     ",
            "砚溪新闻网    砚溪晚报   砚溪日报",
            "新闻搜索:  ",
            f"{neighbours} {day.year}年{day.month}月{day.day}日 放大 缩小 默认        ",
            "",
            *filter(None, decks),
            *captions,
            " ",
            "",
            "\n\n".join(body),
            "",
            " ",
            f"{neighbours}  ",
            " ",
            FOOTER,
        ]
    )
