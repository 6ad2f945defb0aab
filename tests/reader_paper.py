"""A small paper with everything that readers meet: pages, pictures, jumps, people, corrections, a sister paper."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Article, Correction
from tests.factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    picture,
)

DAY = date(2024, 3, 5)
TOMORROW = timezone.now() + timedelta(days=1)
# What keeps an article on a public page from its readers, as its fields.
NOT_PUBLIC = (
    {"approved": False},
    {"embargo": TOMORROW},
    {"withdrawn_at": timezone.now(), "withdrawal_notice": "秘密的说明"},
)


def make_paper(articles: int = 2):
    """An edition of two pages with `articles` on each, its neighbours, and a sister paper; returns the edition."""
    paper = make_publication(
        "morning", "晨报", publisher="晨报社", telephone="0000-1\n0000-2", licences="许可一\n许可二"
    )
    make_edition(paper, date(2024, 3, 4), number=11)
    edition = make_edition(paper, DAY, number=12)
    make_edition(paper, date(2024, 3, 6), through=date(2024, 3, 8), number=13)
    sister = make_edition(make_publication("evening", "晚报", order=1), date(2024, 3, 5))
    make_article(make_page(sister, "1", name="头版"), "晚报的头条")
    front = make_page(edition, "A01", name="要闻", editors="甲乙", layout="丙丁", proof="戊己")
    inside = make_page(edition, "A02", name="本市")
    for page in (front, inside):
        page.facsimile.save("page.jpg", ContentFile(picture(700, 1000), "page.jpg"), save=True)
        page.pdf.save("page.pdf", ContentFile(b"%PDF-1.4 " + page.number.encode()), save=True)
    for page in (front, inside):
        for place in range(articles):
            make_full_article(page, place)
    first, last = edition.articles.order_by("number")[0], edition.articles.order_by("-number")[0]
    last.continues = first
    last.save()
    make_region(first, [[0.6, 0.05], [0.9, 0.05], [0.9, 0.5], [0.6, 0.5]], page=inside)
    return edition


def make_full_article(page, place: int) -> Article:
    """An article with all that one can have."""
    article = make_article(
        page,
        f"{page.number}版第{place + 1}条\n江上新渡",
        kicker="引题在前",
        subheadline="——副题在后",
        byline=f"本报记者 沈一苇 通讯员 路人{page.number}{place}",
        keywords=["渡口"],
        source_url=f"html/2024-03/05/content_{page.number}{place}.htm",
    )
    make_credit(article, "沈一苇")
    make_credit(article, f"路人{page.number}{place}", affiliation="通讯员", order=1)
    make_caption(article, "江边。", ("柳岸", f"摄手{place}"), photo=make_photo(picture(60, 40 + article.number)))
    make_caption(article, "没有存下的一张。", ("柳岸",), order=1)
    top = 0.05 + place * 0.03
    make_region(article, [[0.1, top], [0.5, top], [0.5, top + 0.05], [0.1, top + 0.05]])
    Correction.objects.create(article=article, text="第一段的日期有误，特此更正。")
    return article


def lay_a_spread(reach=0.97):
    """Four pages, each with its picture; an article lies across the second and the third."""
    edition = make_edition()
    pages = [make_page(edition, f"A0{number}") for number in (1, 2, 3, 4)]
    for page in pages:
        page.facsimile.save("page.jpg", ContentFile(picture(300, 400)), save=True)
        make_article(page, f"{page.number}的稿")
    across = make_article(pages[1], "跨版的大图")
    make_region(across, [[0.03, 0.1], [reach, 0.1], [reach, 0.6], [0.03, 0.6]])
    make_region(across, [[0.03, 0.1], [0.97, 0.1], [0.97, 0.6], [0.03, 0.6]], page=pages[2])
    return pages


def addresses(edition) -> dict[str, str]:
    """Every address of the reader's site that an edition of `make_paper` has, by what it shows."""
    article = edition.articles.order_by("number").first()
    return {
        "home": "/",
        "publication": "/morning/",
        "edition": "/morning/2024-03-05/",
        "page": "/morning/2024-03-05/A01/",
        "article": "/morning/2024-03-05/A01/1/",
        "calendar": "/morning/calendar/",
        "year": "/morning/calendar/2024/",
        "month": "/morning/calendar/2024/03/",
        "corrections": "/morning/corrections/",
        "search": "/search/?q=渡&publication=morning&since=2024-01-01&kind=news",
        "search narrowed down": "/search/?q=江&edition=morning/2024-03-05&page=A01",
        "search by days": "/search/?q=江边&since=2024-03-01&until=2024-03-31",
        "contributors": "/contributors/",
        "contributor": article.credits.first().contributor.get_absolute_url(),
        "photographers": "/contributors/?role=photo",
        "photos": "/photos/",
        "photos asked for": "/photos/?q=江边&photographer=柳岸&publication=morning&since=2024-01-01",
        "photo": article.captions.first().photo.get_absolute_url(),
        "photographer": article.captions.first().credits.first().contributor.get_absolute_url(),
    }
